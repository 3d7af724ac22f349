#!/usr/bin/env bash
# make bench: what the API answers a second under load, beside pgbench running the same statements.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$SCRIPTS/bench/databases.sh"

usage() {
  cat <<'TEXT'
make bench  (or api/scripts/bench.sh)

Measures list, detail and create under 32 connections, signed in as the coordinator of one area of
twenty, at two sizes, beside pgbench running the same statements over the socket. The first run
invents the cases; they stay in .data/bench. Writes .data/figures/bench.json.

  bench.sh forget     remove the databases of the measurements

Settings: BENCH_CASES (1000000; the large size), BENCH_SMALL (17500), BENCH_SECONDS (10; a round),
BENCH_ROUNDS (3), OPENCDR (another program than target/release/opencdr; nothing is built then),
BENCH_BUILD=0 (do not build), PG_BIN.
TEXT
}

case ${1:-} in
  '') ;;
  forget)
    bench_only_one
    bench_forget
    say "The databases of the measurements are gone."
    exit 0
    ;;
  -h | --help | help) usage && exit 0 ;;
  *) usage >&2 && exit 2 ;;
esac

bench_traps
bench_only_one
have wrk || install_packages wrk || exit 1
bench_build

for size in "$BENCH_SMALL" "$BENCH_CASES"; do
  say "" && say "== $size cases"
  bench_database "$size"
  bench_run node "$SCRIPTS/bench/load.mjs" "$FIGURES_DIR/load-$size.json" || die "The measurement at $size cases failed."
  bench_close
done
node "$SCRIPTS/bench/report.mjs" load "$FIGURES_DIR" "$BENCH_SMALL" "$BENCH_CASES"
