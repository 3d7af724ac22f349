#!/usr/bin/env bash
# make figures-2: measures the figures of the second step, prints them, writes .data/figures/2.json.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$SCRIPTS/bench/databases.sh"

readonly ALL="guards duplicates matching load axe"
usage() {
  cat <<TEXT
make figures-2  (or api/scripts/figures-2.sh [PART…])

Measures on this machine, which should be doing nothing else. Parts: $ALL
Without parts all of them are measured; with parts the other figures are those measured before.

  guards      policy against row-level security, every guard taken away once, hostile files, merging undone (tests)
  duplicates  records of one child found, among invented families and FEBRL
  matching    notifications searched for and scored against the database of make bench (BENCH_CASES)
  load        make bench: rates beside pgbench, with everything that identifies sealed
  axe         accessibility findings of the journeys (make test), which run if they are older than the pages
TEXT
}
case ${1:-} in -h | --help | help) usage && exit 0 ;; esac
wanted=${*:-$ALL}
for name in $wanted; do
  case " $ALL " in *" $name "*) ;; *) usage >&2 && die "There is no part $name." ;; esac
done
mkdir -p "$FIGURES_DIR" "$LOGS"
cd "$ROOT"

guards() {
  rm -f "$FIGURES_DIR"/{policy_rls,guards,documents,merging}.json
  # A private server of the tests' own; the settings of a measurement must not reach it.
  env -u DATABASE_URL -u DATABASE_OWNER_URL "$SCRIPTS/test-database.sh" cargo test --locked -q -p opencdr --test it -- \
    policy_and_row_level_security dropping_or_loosening hostile merge_edit_unmerge >"$LOGS/figures-guards.log" 2>&1 || {
    tail -n 30 "$LOGS/figures-guards.log" >&2
    return 1
  }
}
duplicates() {
  cargo build --locked --quiet -p opencdr
  local folder=$TARGET_DIR/febrl-data
  [ -e "$folder/febrl4-pairs.csv" ] || { mkdir -p "$folder" && python3 "$SCRIPTS/febrl.py" "$folder"; }
  "$TARGET_DIR/debug/opencdr" evaluate-duplicates --febrl "$folder" --json >"$FIGURES_DIR/duplicates.json"
}
matching() {
  bench_traps
  bench_only_one
  bench_build
  bench_database "$BENCH_CASES"
  bench_run "$OPENCDR" evaluate-duplicates --pairs 10 --timed "${MATCHING_NOTIFICATIONS:-400}" --json >"$LOGS/figures-matching.json" || return 1
  bench_close
  node "$SCRIPTS/bench/report.mjs" matching "$LOGS/figures-matching.json" "$FIGURES_DIR/matching.json"
}
load() { "$SCRIPTS/bench.sh"; }
axe() {
  local found=$ROOT/e2e/test-results/axe.json
  if [ ! -e "$found" ] || [ "$ROOT/frontend/dist/index.html" -nt "$found" ]; then
    "$SCRIPTS/e2e.sh" >"$LOGS/figures-journeys.log" 2>&1 || [ -e "$found" ] || return 1
  fi
  node "$SCRIPTS/bench/report.mjs" axe "$found" "$FIGURES_DIR/part-axe.json"
}

failed=''
# One part after the other; one that fails is said and leaves the others alone.
for part in $ALL; do
  case " $wanted " in *" $part "*) ;; *) continue ;; esac
  say "" && say "== $part"
  # Each in a shell of its own: one points the settings at a database that is not the next one's.
  ("$part") || { failed="$failed $part" && say "  The part $part could not be measured."; }
done
node "$SCRIPTS/bench/report.mjs" figures2 "$FIGURES_DIR" || failed="$failed figures"
[ -z "$failed" ]
