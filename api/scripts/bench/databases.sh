# shellcheck shell=bash
# The private databases measurements are made on: one cluster a size, with full durability, kept in
# .data/bench between runs. Sourced by bench.sh and figures-1.sh, after common.sh.

BENCH_SMALL=${BENCH_SMALL:-17500}
BENCH_CASES=${BENCH_CASES:-1000000}
BENCH_DIR=$DATA_DIR/bench
FIGURES_DIR=$DATA_DIR/figures
OPENCDR=${OPENCDR:-$TARGET_DIR/release/opencdr}
export BENCH_DIR FIGURES_DIR OPENCDR

# A person's own settings must not reach what is measured, nor a measurement their data.
unset DATABASE_URL DATABASE_OWNER_URL DEMO PORT BIND PUBLIC_URL SECRET_KEY_FILE MAIL_URL MAIL_FROM POOL_SIZE WORKERS \
  PUBLIC_RATE_PER_HOUR SESSION_IDLE_MINUTES SESSION_ABSOLUTE_HOURS TRUSTED_PROXIES DOCUMENTS_URL CLAMD_URL S3_ENDPOINT AWS_REGION AWS_ACCESS_KEY_ID \
  AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN RUST_LOG

bench_job='' bench_open=''

# Runs a command so that Ctrl-C reaches it, and so that it is ended with this script.
bench_run() {
  local code=0
  "$@" 8>&- </dev/null &
  bench_job=$!
  wait "$bench_job" || code=$?
  bench_job=''
  return $code
}

bench_only_one() {
  mkdir -p "$BENCH_DIR" "$FIGURES_DIR" "$LOGS"
  exec 8>>"$BENCH_DIR/lock"
  # figures-1.sh holds the lock while it runs bench.sh.
  [ "${BENCH_LOCKED:-}" != 1 ] || return 0
  ! have flock || flock -n 8 || die "Measurements are already being made for this checkout."
  export BENCH_LOCKED=1
}

# The pages and the program, as make run builds them; nothing when OPENCDR names a program.
bench_build() {
  if [ "$OPENCDR" = "$TARGET_DIR/release/opencdr" ] && [ "${BENCH_BUILD:-1}" = 1 ]; then
    check_build_tools
    cd "$ROOT" || exit
    step "Building the pages and the server"
    bench_run build_frontend || die "The pages could not be built."
    bench_run cargo build --release --locked --quiet -p opencdr || die "The server could not be built."
  fi
  [ -x "$OPENCDR" ] || die "$OPENCDR is missing. Build it first: cargo build --release"
}

# Starts the database of a size, making and filling it the first time, and points the settings at it.
bench_database() {
  local size=$1 log=$LOGS/bench-$1.log
  export DATA_DIR=$BENCH_DIR/$size DEMO=1 BENCH_SIZE=$size
  mkdir -p "$DATA_DIR"
  if [ ! -e "$DATA_DIR/filled" ] && [ -e "$DATA_DIR/postgres" ]; then
    step "Forgetting a half-filled database of $size cases"
    "$SCRIPTS/postgres.sh" stop 8>&-
    "$SCRIPTS/postgres.sh" forget
  fi
  bench_open=$size
  bench_run "$SCRIPTS/postgres.sh" start || die "The database for $size cases could not be started."
  set -a
  # shellcheck source=/dev/null
  . "$DATA_DIR/database.env"
  BENCH_ADMIN_URL=$("$SCRIPTS/postgres.sh" admin-url)
  BENCH_PG_BIN=$(bench_programs)
  set +a
  cd "$ROOT" || exit
  bench_run "$OPENCDR" migrate >"$log" 2>&1 || { cat "$log" >&2 && die "The tables could not be brought up to date. If they are those of an earlier version: api/scripts/bench.sh forget"; }
  # A measurement that was cut off may have left statements being logged.
  bench_sql 'ALTER ROLE cdr_app RESET ALL'
  [ -e "$DATA_DIR/filled" ] && return 0
  step "Inventing $size cases in 20 areas (the first time only)"
  local began=$SECONDS
  {
    bench_run "$OPENCDR" import-postcodes --if-empty api/demo/postcodes-sample.csv &&
      bench_run "$OPENCDR" demo --cases "$size" --areas 20 --seed 1
  } >>"$log" 2>&1 || { tail -n 20 "$log" >&2 && die "The cases could not be invented."; }
  step "Done in $((SECONDS - began)) s; tidying the tables up"
  bench_sql 'VACUUM (ANALYZE)' >>"$log" 2>&1 || { tail -n 20 "$log" >&2 && die "The tables could not be tidied up."; }
  date -u +%FT%TZ >"$DATA_DIR/filled"
}

# SQL as the administrator of the open database; the password never stands on a command line.
bench_sql() {
  (
    eval "$(node "$SCRIPTS/bench/pg-environment.mjs" "$BENCH_ADMIN_URL" cdr)"
    exec "$BENCH_PG_BIN/psql" -X -q -v ON_ERROR_STOP=1 -c "$1"
  )
}

# Where psql and pgbench of the running server's version are.
bench_programs() {
  local major folder
  major=$(cat "$DATA_DIR/postgres/data/PG_VERSION" 2>/dev/null || true)
  for folder in "${PG_BIN:-}" "/usr/lib/postgresql/$major/bin" "$(newest_postgres_bin)"; do
    if [ -x "$folder/psql" ] && [ -x "$folder/pgbench" ]; then
      echo "$folder"
      return
    fi
  done
  die "pgbench is missing; it comes with the package postgresql."
}

bench_close() {
  [ -n "$bench_open" ] || return 0
  DATA_DIR=$BENCH_DIR/$bench_open "$SCRIPTS/postgres.sh" stop 8>&-
  bench_open=''
}

# Removes every measurement's database.
bench_forget() {
  local folder
  for folder in "$BENCH_DIR"/*/; do
    [ -d "$folder" ] || continue
    DATA_DIR=${folder%/} "$SCRIPTS/postgres.sh" stop 8>&-
    DATA_DIR=${folder%/} "$SCRIPTS/postgres.sh" forget
  done
  rm -rf "$BENCH_DIR"
}

# shellcheck disable=SC2317 # called by the traps
bench_ending() {
  local code=$?
  trap - EXIT
  trap '' INT TERM HUP
  [ -z "$bench_job" ] || stop_processes 20 "$bench_job"
  bench_close || code=1
  exit "$code"
}
bench_traps() {
  trap bench_ending EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM HUP
}
