#!/usr/bin/env bash
# make figures-3: measures the figures of the third step, prints them, writes .data/figures/3.json.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$SCRIPTS/bench/databases.sh"

readonly ALL="browser load record axe"
usage() {
  cat <<TEXT
make figures-3  (or api/scripts/figures-3.sh [PART…])

Measures on this machine, which should be doing nothing else. Parts: $ALL
Without parts all of them are measured; with parts the other figures are those measured before.

  browser   from an invitation to “not known to us”; links and scanners; tasks with the keyboard alone
  load      fifty clients on one contribution; a hundred autosaves a second
  record    the collated record of twelve contributions; what is asked although it is known
  axe       accessibility findings of the journeys (make test), which run if they are older than the pages

Settings: OPENCDR (another program than target/release/opencdr; nothing is built then), BENCH_BUILD=0 (do not build),
FIGURES_EDITS (10000), FIGURES_SECONDS (30), FIGURES_LINKS (200).
TEXT
}
case ${1:-} in -h | --help | help) usage && exit 0 ;; esac
wanted=${*:-$ALL}
for name in $wanted; do
  case " $ALL " in *" $name "*) ;; *) usage >&2 && die "There is no part $name." ;; esac
done
mkdir -p "$FIGURES_DIR" "$LOGS"
cd "$ROOT"

measured() {
  bench_build
  # The server is a throw-away one of the journeys' kind: demonstration data, a folder for mail, loopback alone.
  OPENCDR=$OPENCDR FIGURES_FOLDER=$FIGURES_DIR/step3 "$SCRIPTS/e2e.sh" --config figures.config.ts "$1"
}
browser() { measured browser; }
load() { measured load; }
record() { measured record; }
axe() {
  local found=$ROOT/e2e/test-results/axe.json
  if [ ! -e "$found" ] || [ "$ROOT/frontend/dist/index.html" -nt "$found" ]; then
    "$SCRIPTS/e2e.sh" >"$LOGS/figures-journeys.log" 2>&1 || [ -e "$found" ] || return 1
  fi
  mkdir -p "$FIGURES_DIR/step3"
  node "$SCRIPTS/bench/report.mjs" axe "$found" "$FIGURES_DIR/step3/axe.json"
}

failed=''
# One part after the other; one that fails is said and leaves the others alone.
for part in $ALL; do
  case " $wanted " in *" $part "*) ;; *) continue ;; esac
  say "" && say "== $part"
  ("$part") || { failed="$failed $part" && say "  The part $part could not be measured whole."; }
done
node "$SCRIPTS/bench/report.mjs" figures3 "$FIGURES_DIR" || failed="$failed figures"
[ -z "$failed" ]
