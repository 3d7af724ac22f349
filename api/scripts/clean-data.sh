#!/usr/bin/env bash
# make clean-data: forgets the private database and everything else kept in .data.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

[ -z "${DATABASE_URL:-}" ] || die "DATABASE_URL is set. What is on that server is yours to remove; nothing was touched."
if [ -e "$DATA_DIR/run.lock" ] && have flock; then
  exec 9>>"$DATA_DIR/run.lock"
  flock -n 9 || die "OpenCDR is running (process $(cat "$DATA_DIR/run.pid" 2>/dev/null || echo '?')). Stop it first with Ctrl-C; nothing was touched."
fi
"$SCRIPTS/postgres.sh" forget
# Figures and logs of measurements are not data about anyone.
if [ -d "$DATA_DIR" ]; then find "$DATA_DIR" -mindepth 1 -maxdepth 1 ! -name figures -exec rm -rf {} +; fi
say "The data are gone. make run starts afresh."
