#!/usr/bin/env bash
# make figures-1: measures every figure of the first step, prints them, writes .data/figures/1.json.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
. "$SCRIPTS/bench/databases.sh"

readonly ALL="load ready kill warm pages lighthouse axe"
usage() {
  cat <<TEXT
make figures-1  (or api/scripts/figures-1.sh [PART…])

Measures on this machine, which should be doing nothing else. Parts: $ALL
Without parts all of them are measured; with parts the other figures are those measured before.

  load        make bench: rates beside pgbench at two sizes, memory
  ready       start of the API until it is ready
  kill        the API killed 20 times while 400 notifications are posted
  warm        a second make run until it is ready
  pages       weight of the public form, and questions on its shortest way
  lighthouse  accessibility and performance of the public pages
  axe         accessibility findings of the journeys (make test), which run if they are older than the pages

Settings: those of make bench; KILL_NOTIFICATIONS, KILL_TIMES, LIGHTHOUSE_RUNS.
TEXT
}
case ${1:-} in -h | --help | help) usage && exit 0 ;; esac
wanted=${*:-$ALL}
for name in $wanted; do
  case " $ALL " in *" $name "*) ;; *) usage >&2 && die "There is no part $name." ;; esac
done

bench_traps
bench_only_one
wants() { case " $wanted " in *" $1 "*) ;; *) return 1 ;; esac; }
if wants pages || wants lighthouse || wants axe; then
  packages=()
  [ -x "${PLAYWRIGHT_CHROMIUM:-/usr/bin/chromium}" ] || packages+=(chromium)
  [ -e /usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf ] || packages+=(fonts-liberation2)
  [ ${#packages[@]} = 0 ] || install_packages "${packages[@]}" || exit 1
fi
bench_build
export BENCH_BUILD=0
# Figures of one run: nothing of an earlier one is left.
[ "$wanted" != "$ALL" ] || rm -f "$FIGURES_DIR"/part-*.json "$FIGURES_DIR/bench.json"

failed=''
# One part after the other; one that fails is said and leaves the others alone.
part() {
  local name=$1
  shift
  wants "$name" || return 0
  say "" && say "== $name"
  rm -f "$FIGURES_DIR/part-$name.json"
  "$@" || { failed="$failed $name" && say "  The part $name could not be measured."; }
}
script() { bench_run node "$SCRIPTS/bench/$1.mjs" "$FIGURES_DIR/part-$2.json"; }

load() { bench_run "$SCRIPTS/bench.sh"; }
lighthouse() {
  install_node_modules "$SCRIPTS/bench" && script lighthouse lighthouse
}
pages() {
  install_node_modules "$ROOT/e2e" && script pages pages
}
# The journeys say what axe found on every page they visited, at both widths.
axe() {
  local found=$ROOT/e2e/test-results/axe.json
  if [ ! -e "$found" ] || [ "$ROOT/frontend/dist/index.html" -nt "$found" ]; then
    bench_run "$SCRIPTS/e2e.sh" >"$LOGS/figures-journeys.log" 2>&1 || {
      tail -n 40 "$LOGS/figures-journeys.log" >&2
      # Findings are figures; without a file there are none.
      [ -e "$found" ] || return 1
    }
  fi
  node "$SCRIPTS/bench/report.mjs" axe "$found" "$FIGURES_DIR/part-axe.json"
}

part load load
if wants ready || wants kill || wants pages || wants lighthouse; then
  bench_database "$BENCH_SMALL"
  part ready script ready ready
  part kill script kill kill
  part pages pages
  part lighthouse lighthouse
  bench_close
fi
unset DATABASE_URL DATABASE_OWNER_URL DEMO BENCH_ADMIN_URL
export DATA_DIR=${BENCH_DIR%/bench}
part warm script run-warm warm
part axe axe

node "$SCRIPTS/bench/report.mjs" figures "$FIGURES_DIR" || failed="$failed figures"
[ -z "$failed" ]
