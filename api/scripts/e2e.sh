#!/usr/bin/env bash
# The journeys in a real browser, against a server of their own on a throw-away database.
# Arguments go to Playwright, for example:  api/scripts/e2e.sh smoke --headed
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

if [ -z "${TEST_ADMIN_DATABASE_URL:-}" ] || [ -z "${DATABASE_OWNER_URL:-}" ]; then
  exec "$SCRIPTS/postgres.sh" ephemeral -- "${BASH_SOURCE[0]}" "$@"
fi

opencdr=${OPENCDR:-$TARGET_DIR/debug/opencdr}
[ -x "$opencdr" ] || die "$opencdr is missing. Build it first: cargo build --workspace"
install_node_modules "$ROOT/e2e"
cd "$ROOT"

scratch=$(mktemp -d "${TMPDIR:-/tmp}/opencdr-e2e-XXXXXX")
processes=()
# shellcheck disable=SC2317 # called by the traps
ending() {
  local code=$?
  trap - EXIT
  trap '' INT TERM HUP
  [ ${#processes[@]} = 0 ] || stop_processes 15 "${processes[@]}"
  if [ "$code" != 0 ] && [ -f "$scratch/server.log" ]; then
    mkdir -p "$LOGS" && cp "$scratch/server.log" "$LOGS/e2e-server.log"
    say "The server's messages are in ${LOGS#"$ROOT"/}/e2e-server.log"
  fi
  rm -rf "$scratch"
  exit "$code"
}
trap ending EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Settings of the person's own shell must not reach the server under test.
unset SECRET_KEY_FILE DATA_KEYS_FILE MAIL_FROM POOL_SIZE WORKERS TRUSTED_PROXIES DOCUMENTS_URL CLAMD_URL S3_ENDPOINT AWS_REGION AWS_ACCESS_KEY_ID \
  AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN SESSION_IDLE_MINUTES SESSION_ABSOLUTE_HOURS
export DATA_DIR=$scratch/data DEMO=1 BIND=127.0.0.1
export MAIL_URL=file://$scratch/mail PUBLIC_RATE_PER_HOUR=100000
PORT=$(free_port)
export PORT PUBLIC_URL=http://localhost:$PORT BASE_URL=http://localhost:$PORT
mkdir -m 700 "$DATA_DIR" "$scratch/mail"

"$opencdr" migrate >"$scratch/server.log" 2>&1 || { cat "$scratch/server.log" >&2 && die "migrate failed."; }
"$opencdr" import-postcodes --if-empty api/demo/postcodes-sample.csv >>"$scratch/server.log" 2>&1 ||
  { cat "$scratch/server.log" >&2 && die "import-postcodes failed."; }
"$opencdr" demo --if-empty >>"$scratch/server.log" 2>&1 || { cat "$scratch/server.log" >&2 && die "demo failed."; }
"$opencdr" serve >>"$scratch/server.log" 2>&1 </dev/null &
processes+=($!)
"$opencdr" work >>"$scratch/server.log" 2>&1 </dev/null &
processes+=($!)
wait_ready "$PORT" "${processes[0]}" 60 || { tail -n 30 "$scratch/server.log" >&2 && die "The server did not become ready."; }

export DEMO_ACCOUNTS=$DATA_DIR/demo-accounts.json MAIL_FOLDER=$scratch/mail OPENCDR_BINARY=$opencdr
code=0
cd "$ROOT/e2e"
node node_modules/@playwright/test/cli.js test "$@" &
browser=$!
processes+=("$browser")
wait "$browser" || code=$?
exit $code
