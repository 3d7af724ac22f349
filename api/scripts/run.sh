#!/usr/bin/env bash
# make run: from a checkout to a running OpenCDR. Ctrl-C stops everything it started.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat <<'TEXT'
make run  (or api/scripts/run.sh)

Builds OpenCDR, makes a private PostgreSQL (unless DATABASE_URL is set), brings the tables up
to date, loads invented demonstration data into an empty database, and starts the API and the
worker. Ctrl-C stops all of it; the data stay in .data. make clean-data forgets them.

Often used settings:
  PORT=8080          where to listen
  DEMO=1             0: no demonstration data, no demonstration accounts
  DATABASE_URL=…     use this PostgreSQL instead of a private one: an administrator's address,
                     from which two roles and a database (opencdr, or the one the address
                     names) are made, or, together with DATABASE_OWNER_URL, the address of
                     the application's role
README.md lists them all.
TEXT
}
case ${1:-} in
  '') ;;
  -h | --help | help) usage && exit 0 ;;
  *) usage >&2 && exit 2 ;;
esac

export PORT=${PORT:-8080} DEMO=${DEMO:-1}
if [[ ! $PORT =~ ^[0-9]{1,5}$ ]] || [ "$PORT" -lt 1 ] || [ "$PORT" -gt 65535 ]; then
  die "PORT is $PORT, which is not a port number."
fi
case $DEMO in 0 | 1) ;; *) die "DEMO is $DEMO; it must be 1 for the demonstration, or 0." ;; esac
# The commands below look for their files here.
cd "$ROOT"
started=$SECONDS

# --- ending ------------------------------------------------------------------------------------

task='' api='' worker='' own_database=no

# shellcheck disable=SC2317 # called by the traps
ending() {
  local code=$?
  trap - EXIT
  trap '' INT TERM HUP
  if [ -n "$api$worker" ]; then say "" && say "Stopping OpenCDR…"; fi
  local pids=()
  for pid in "$task" "$api" "$worker"; do [ -z "$pid" ] || pids+=("$pid"); done
  [ ${#pids[@]} = 0 ] || stop_processes 15 "${pids[@]}"
  if [ "$own_database" = yes ]; then
    "$SCRIPTS/postgres.sh" stop 9>&- || code=1
    rm -f "$DATA_DIR/run.database"
  fi
  [ -z "$api$worker" ] || rm -f "$DATA_DIR/run.children"
  if [ -n "$api$worker" ]; then say "Stopped. Your data are kept; make run starts again."; fi
  exit "$code"
}
trap ending EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Runs a command so that Ctrl-C ends it at once. The lock is not passed on.
run() {
  local code=0
  "$@" 9>&- &
  task=$!
  wait $task || code=$?
  task=''
  return $code
}

# --- one at a time -----------------------------------------------------------------------------

(umask 077 && mkdir -p "$DATA_DIR")
exec 9>>"$DATA_DIR/run.lock"
if have flock && ! flock -n 9; then
  die "make run is already running for this checkout (process $(cat "$DATA_DIR/run.pid" 2>/dev/null || echo '?'))."
fi
echo $$ >"$DATA_DIR/run.pid"

# What an earlier make run had to leave when it was killed outright.
stop_left_over() {
  local pid left=()
  for pid in $(grep -oE '[0-9]+' "$DATA_DIR/run.children" 2>/dev/null || true); do
    case $(readlink "/proc/$pid/exe" 2>/dev/null) in "$TARGET_DIR/release/opencdr"*) left+=("$pid") ;; esac
  done
  [ ${#left[@]} = 0 ] || stop_processes 15 "${left[@]}"
  rm -f "$DATA_DIR/run.children"
}

# Of cargo's messages: every fiftieth crate, and what is no progress whole.
sparse_progress() {
  awk '$1 == "Compiling" { n += 1; if (n % 50 == 0) print "    " n " parts compiled"; fflush(); next }
    $1 ~ /^(Finished|Blocking|Downloading|Downloaded|Updating|Locking)$/ { next }
    { print; fflush() }' >&2
}

# --- building ----------------------------------------------------------------------------------

say "OpenCDR is getting ready."
check_build_tools
stop_left_over
! port_is_taken "$PORT" || die "Port $PORT is in use by another program. Choose another:  PORT=$((PORT + 10)) make run"
run build_frontend || die "The pages could not be built."
if [ ! -x "$TARGET_DIR/release/opencdr" ]; then
  step "Building the server; the first time takes ten minutes or more"
fi
# On a terminal cargo draws its own progress; elsewhere a line now and then says that it is alive.
build_server=(cargo build --release --locked -p opencdr)
if [ -t 2 ]; then
  run "${build_server[@]}" || die "The server could not be built."
else
  run "${build_server[@]}" 2> >(sparse_progress) || die "The server could not be built."
fi
opencdr=$TARGET_DIR/release/opencdr

# --- the database ------------------------------------------------------------------------------

export DATA_DIR
if [ -z "${DATABASE_URL:-}" ]; then
  step "Starting the private PostgreSQL"
  # One that somebody started by hand is left running at the end.
  if [ -e "$DATA_DIR/run.database" ] || ! "$SCRIPTS/postgres.sh" status >/dev/null; then
    own_database=yes
    : >"$DATA_DIR/run.database"
  fi
  run "$SCRIPTS/postgres.sh" start || die "The database could not be started."
  use_file=yes
elif [ -z "${DATABASE_OWNER_URL:-}" ]; then
  step "Preparing roles and a database on the server of DATABASE_URL"
  run "$opencdr" prepare-database || die "The database of DATABASE_URL could not be prepared."
  use_file=yes
else
  use_file=no
fi
if [ $use_file = yes ]; then
  set -a
  # shellcheck source=/dev/null
  . "$DATA_DIR/database.env"
  set +a
fi

step "Bringing the tables up to date"
run "$opencdr" migrate || die "The tables could not be brought up to date."
if [ "$DEMO" = 1 ]; then
  run "$opencdr" import-postcodes --if-empty api/demo/postcodes-sample.csv || die "The sample of postcodes could not be loaded."
  step "Looking after the demonstration data"
  run "$opencdr" demo --if-empty || die "The demonstration data could not be made."
fi

# --- running -----------------------------------------------------------------------------------

step "Starting the API and the worker"
"$opencdr" serve 9>&- </dev/null &
api=$!
"$opencdr" work 9>&- </dev/null &
worker=$!
echo "$api $worker" >"$DATA_DIR/run.children"
wait_ready "$PORT" $api 60 || die "The API did not become ready; its messages are above."
kill -0 $worker 2>/dev/null || die "The worker did not start; its messages are above."

address=${PUBLIC_URL:-http://localhost:$PORT}
say ""
say "OpenCDR is ready after $((SECONDS - started)) seconds."
say ""
say "  Notify a death      $address/notify"
say "  Sign in             $address/sign-in"
say "  The API             $address/api/docs"
if [ "$DEMO" = 1 ] && [ -r "$DATA_DIR/demo-accounts.json" ]; then
  say ""
  say "  Demonstration accounts (every child, person and story is invented):"
  # shellcheck disable=SC2016 # JavaScript, not shell
  node -e '
    const accounts = JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"));
    const width = (key) => Math.max(...accounts.map((a) => String(a[key] ?? "").length));
    for (const a of accounts) {
      const place = [a.area, a.organisation].filter(Boolean).join(", ");
      console.error(`    ${String(a.email).padEnd(width("email"))}  ${String(a.password).padEnd(width("password"))}  ${a.role}${place ? ` (${place})` : ""}`);
    }' "$DATA_DIR/demo-accounts.json" || true
  say "  They are also in .data/demo-accounts.json."
fi
say ""
say "Press Ctrl-C to stop."

# Whichever ends first ends everything: half a system helps nobody.
code=0
wait -n $api $worker || code=$?
case $code in 129 | 130 | 143) exit $code ;; esac # a signal came first
if kill -0 $api 2>/dev/null; then say "The worker has ended by itself (exit code $code)."; else say "The API has ended by itself (exit code $code)."; fi
[ $code != 0 ] || code=1
exit $code
