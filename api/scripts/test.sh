#!/usr/bin/env bash
# make test: installs what the tests need, runs every one of them, and sums up.
# Arguments choose steps by name:  api/scripts/test.sh lint rust
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

readonly ALL="tools pages lint rust frontend journeys"
case ${1:-} in
  -h | --help | help)
    say "api/scripts/test.sh [STEP…]   steps: $ALL"
    exit 0
    ;;
esac
wanted=${*:-$ALL}
for name in $wanted; do
  case " $ALL " in *" $name "*) ;; *) die "There is no step $name. Steps: $ALL" ;; esac
done

# A person's own settings must not reach the tests, and theirs must not reach a person's data.
unset DATABASE_URL DATABASE_OWNER_URL DEMO PORT BIND PUBLIC_URL SECRET_KEY_FILE DATA_KEYS_FILE MAIL_URL MAIL_FROM \
  POOL_SIZE WORKERS PUBLIC_RATE_PER_HOUR SESSION_IDLE_MINUTES SESSION_ABSOLUTE_HOURS TRUSTED_PROXIES DOCUMENTS_URL CLAMD_URL S3_ENDPOINT AWS_REGION AWS_ACCESS_KEY_ID \
  AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN
export DATA_DIR=$TARGET_DIR/test-data CARGO_TERM_PROGRESS_WHEN=never
mkdir -p "$LOGS" "$ROOT/frontend/dist"
cd "$ROOT"

# --- steps -------------------------------------------------------------------------------------

tools() {
  local packages=()
  [ -x "${PLAYWRIGHT_CHROMIUM:-/usr/bin/chromium}" ] || packages+=(chromium)
  [ -e /usr/share/fonts/truetype/liberation2/LiberationSans-Regular.ttf ] || packages+=(fonts-liberation2)
  have pdftotext || packages+=(poppler-utils)
  # The virus scanner (8 MB to fetch); the tests bring a signature of their own and start it themselves.
  [ -x /usr/sbin/clamd ] || packages+=(clamav-daemon)
  # The examples for agencies' own systems run as tests, with what an agency has.
  have openssl || packages+=(openssl)
  have curl || packages+=(curl)
  have jq || packages+=(jq)
  have python3 || packages+=(python3)
  if [ ${#packages[@]} != 0 ]; then install_packages "${packages[@]}" || return 1; fi
  check_build_tools
  install_node_modules "$ROOT/e2e"
}

pages() { build_frontend; }

lint() {
  cargo fmt --all --check
  # The pure crate alone: a build of everything would lend it other crates' features.
  cargo check --locked --quiet -p opencdr-domain
  cargo clippy --workspace --all-targets --locked --quiet -- -D warnings
  (cd frontend && npm run --silent lint)
}

# One build in one profile covers the program and every test.
rust() {
  if cargo nextest --version >/dev/null 2>&1; then
    "$SCRIPTS/test-database.sh" cargo nextest run --workspace --locked --no-fail-fast --color never \
      --status-level fail --final-status-level fail 2>&1 | tee "$LOGS/rust.log"
  else
    "$SCRIPTS/test-database.sh" cargo test --workspace --locked --no-fail-fast 2>&1 | tee "$LOGS/rust.log"
  fi
  # nextest builds the program only for tests that ask for it.
  cargo build --workspace --locked --quiet
}

frontend() {
  (cd frontend && npm run --silent typecheck && npm test -- --reporter=default --reporter=json \
    --outputFile.json="$LOGS/frontend.json")
}

journeys() {
  # The pages are part of the program: it is built after them.
  cargo build --workspace --locked --quiet
  E2E_REPORT=$LOGS/journeys.json "$SCRIPTS/e2e.sh"
}

# --- running them ------------------------------------------------------------------------------

current=''
# shellcheck disable=SC2317 # called by the traps
ending() {
  trap '' INT TERM HUP
  # Each step runs in a process group of its own, so that all of it can be asked to end.
  if [ -n "$current" ]; then
    kill -TERM -- "-$current" 2>/dev/null || true
    # Its members tidy up after themselves: throw-away servers, browsers, folders.
    local tries=300
    while [ $tries -gt 0 ] && kill -0 -- "-$current" 2>/dev/null; do
      sleep 0.1
      tries=$((tries - 1))
    done
  fi
}
trap ending EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

rm -f "$LOGS/rust.log" "$LOGS/frontend.json" "$LOGS/journeys.json"
results=() failed=no
for name in $wanted; do
  say "" && say "== $name"
  began=$SECONDS code=0
  set -m
  (set -euo pipefail && "$name") </dev/null &
  current=$!
  set +m
  wait "$current" || code=$?
  current=''
  if [ $code = 0 ]; then
    results+=("$(printf '%-10s passed  %5d s' "$name" $((SECONDS - began)))")
  else
    failed=yes
    results+=("$(printf '%-10s FAILED  %5d s  (exit code %d)' "$name" $((SECONDS - began)) $code)")
    # Without tools or pages everything after them fails too, and says less.
    case $name in tools | pages) break ;; esac
  fi
done

# --- summing up --------------------------------------------------------------------------------

say "" && say "== summary"
printf '%s\n' "${results[@]}" >&2
node "$SCRIPTS/count-tests.mjs" "$LOGS" || failed=yes
[ $failed = no ]
