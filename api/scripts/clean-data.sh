#!/usr/bin/env bash
# make clean-data: forgets the private database, the key, accounts and mail in .data.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[ -z "${DATABASE_URL:-}" ] || die "DATABASE_URL is set. What is on that server is yours to remove; nothing was touched."
if [ -e "$DATA_DIR/run.lock" ] && have flock; then
  exec 9>>"$DATA_DIR/run.lock"
  flock -n 9 || die "OpenCDR is running (process $(cat "$DATA_DIR/run.pid" 2>/dev/null || echo '?')). Stop it first with Ctrl-C; nothing was touched."
fi
"$SCRIPTS/postgres.sh" forget
[ ! -d "$DATA_DIR/bench" ] || "$SCRIPTS/bench.sh" forget
# By name: DATA_DIR may be a folder that holds other things too. Figures are about no one and stay.
for name in secret.key demo-accounts.json mail run.children run.database run.pid run.lock; do
  rm -rf "${DATA_DIR:?}/$name"
done
rmdir "$DATA_DIR" 2>/dev/null || true
say "The data are gone. make run starts afresh."
