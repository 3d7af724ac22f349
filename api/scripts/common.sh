# shellcheck shell=bash
# What the scripts of this folder share: places, messages, checks. Sourced, never run.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
SCRIPTS=$ROOT/api/scripts
DATA_DIR=${DATA_DIR:-$ROOT/.data}
case $DATA_DIR in /*) ;; *) DATA_DIR=$PWD/$DATA_DIR ;; esac
TARGET_DIR=${CARGO_TARGET_DIR:-$ROOT/target}
LOGS=$TARGET_DIR/logs
export ROOT SCRIPTS DATA_DIR TARGET_DIR LOGS

say() { printf '%s\n' "$*" >&2; }
step() { printf '  · %s\n' "$*" >&2; }
die() {
  printf '\nOpenCDR: %s\n' "$*" >&2
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

# Root itself, or a sudo that asks nothing; empty when neither.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi
}
can_install() {
  have apt-get && { [ "$(id -u)" = 0 ] || { have sudo && sudo -n true 2>/dev/null; }; }
}

apt_updated=no
# Installs Debian packages, or says which and fails.
install_packages() {
  local log=$LOGS/apt.log
  if ! can_install; then
    say "Missing on this machine: $*"
    if have apt-get; then
      say "Please run:  sudo apt-get update && sudo apt-get install -y $*"
    else
      say "Please install your system's packages for these Debian package names."
    fi
    return 1
  fi
  mkdir -p "$LOGS"
  step "Installing $*"
  # A fresh postgresql package starts a cluster of its own on port 5432. Nobody asked for that.
  local own=/etc/postgresql-common/createcluster.d/opencdr.conf
  if ! [ -e /etc/postgresql-common/createcluster.conf ]; then
    as_root mkdir -p "${own%/*}"
    echo 'create_main_cluster = false' | as_root tee "$own" >/dev/null
  fi
  local result=0
  if [ $apt_updated = no ]; then
    as_root apt-get update -q >"$log" 2>&1 </dev/null || result=$?
    apt_updated=yes
  fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" \
    >>"$log" 2>&1 </dev/null || result=$?
  as_root rm -f "$own"
  if [ $result != 0 ] && ! packages_present "$@"; then
    tail -n 5 "$log" >&2
    say "apt-get could not install $*; its output is in $log"
    return 1
  fi
}

packages_present() {
  local name
  for name in "$@"; do
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'install ok installed' || return 1
  done
}

newest_postgres_bin() {
  if [ -n "${PG_BIN:-}" ]; then
    [ -x "$PG_BIN/initdb" ] || die "PG_BIN is $PG_BIN, but there is no initdb in it."
    echo "$PG_BIN"
    return
  fi
  local found=() folder
  for folder in /usr/lib/postgresql/*/bin; do
    [ -x "$folder/initdb" ] && [ -x "$folder/psql" ] && found+=("$folder")
  done
  [ ${#found[@]} = 0 ] || printf '%s\n' "${found[@]}" | sort -t/ -k5,5n | tail -n 1
}

# What building needs. Rust and Node are yours to choose; Debian's packages are installed if allowed.
check_build_tools() {
  local packages=()
  have cc || packages+=(build-essential)
  have pkg-config || packages+=(pkg-config)
  { have pkg-config && pkg-config --exists libpq; } || packages+=(libpq-dev)
  [ -n "$(newest_postgres_bin)" ] || { can_install && packages+=(postgresql); } || true
  [ ${#packages[@]} = 0 ] || install_packages "${packages[@]}" || exit 1
  if ! have cargo && [ -x "$HOME/.cargo/bin/cargo" ]; then PATH=$HOME/.cargo/bin:$PATH; fi
  have cargo || die "Rust is missing. Install rustup (https://rustup.rs), then try again:
  curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh
The version is chosen by rust-toolchain.toml."
  { have node && have npm; } || die "Node.js (20.19 or newer) with npm is missing. README.md says how to get it."
  node -e 'const [a, b] = process.versions.node.split(".").map(Number);
    process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    die "Node.js $(node --version) is too old: 20.19 or newer is needed. README.md says how to get it."
}

digest() { sha256sum "$@" | cut -d' ' -f1; }
digest_of_tree() {
  # Names and contents, so that a renamed or removed file counts as a change.
  find "$@" -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | digest
}

# npm ci in a folder, when the lock file is another than the one installed.
install_node_modules() {
  local folder=$1 stamp now
  stamp=$folder/node_modules/.opencdr-lock
  now=$(digest "$folder/package-lock.json")-$(node --version)
  [ "$(cat "$stamp" 2>/dev/null)" != "$now" ] || return 0
  step "Installing the packages of ${folder#"$ROOT"/} (npm ci)"
  mkdir -p "$LOGS"
  (cd "$folder" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error) \
    >"$LOGS/npm-${folder##*/}.log" 2>&1 </dev/null ||
    { tail -n 20 "$LOGS/npm-${folder##*/}.log" >&2; return 1; }
  mkdir -p "$folder/node_modules"
  echo "$now" >"$stamp"
}

# Builds the pages into frontend/dist, when a source changed.
build_frontend() {
  local front=$ROOT/frontend stamp now
  install_node_modules "$front" || return 1
  stamp=$front/node_modules/.opencdr-dist
  now=$(cd "$front" && find . \( -path ./node_modules -o -path ./dist \) -prune -o -type f -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | digest)-$(digest_of_tree "$ROOT/openapi" "$ROOT/api/domain/vectors")
  if [ "$(cat "$stamp" 2>/dev/null)" = "$now" ] && [ -f "$front/dist/index.html" ]; then return 0; fi
  step "Building the pages"
  mkdir -p "$LOGS"
  (cd "$front" && npm run --silent build) >"$LOGS/frontend-build.log" 2>&1 </dev/null ||
    { tail -n 40 "$LOGS/frontend-build.log" >&2; return 1; }
  echo "$now" >"$stamp"
}

# Where a server of ours answers: the address it is told to listen on, if that is one address.
own_host() {
  case ${BIND:-127.0.0.1} in 0.0.0.0 | :: | '[::]' | localhost) echo 127.0.0.1 ;; *) echo "${BIND:-127.0.0.1}" ;; esac
}

port_is_taken() { (exec 3<>"/dev/tcp/$(own_host)/$1") 2>/dev/null; }

free_port() {
  node -e 'const s = require("net").createServer();
    s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); });'
}

# The status code of our server's GET, as http_status PORT PATH, without needing curl.
http_status() {
  (
    exec 3<>"/dev/tcp/$(own_host)/$1" || exit 1
    printf 'GET %s HTTP/1.1\r\nHost: localhost:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&3
    IFS=' ' read -r -t 5 _ status _ <&3 || exit 1
    printf '%s\n' "$status"
  ) 2>/dev/null || echo 000
}

# Waits until a server of ours is ready: wait_ready PORT PID SECONDS
wait_ready() {
  local port=$1 pid=$2 tries=$(($3 * 10))
  while [ $tries -gt 0 ]; do
    [ "$(http_status "$port" /readyz)" = 200 ] && return 0
    kill -0 "$pid" 2>/dev/null || return 1
    sleep 0.1
    tries=$((tries - 1))
  done
  return 1
}

# Asks processes of ours to end, and insists after SECONDS: stop_processes SECONDS PID…
stop_processes() {
  local tries=$(($1 * 10)) pid alive
  shift
  for pid in "$@"; do kill -TERM "$pid" 2>/dev/null || true; done
  while [ $tries -gt 0 ]; do
    alive=no
    for pid in "$@"; do ! kill -0 "$pid" 2>/dev/null || alive=yes; done
    [ $alive = yes ] || break
    sleep 0.1
    tries=$((tries - 1))
  done
  for pid in "$@"; do kill -KILL "$pid" 2>/dev/null || true; done
  wait "$@" 2>/dev/null || true
}
