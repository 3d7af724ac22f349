#!/usr/bin/env bash
# make schema: writes api/src/schema.rs from a freshly migrated throw-away database.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$ROOT"
have diesel || die "The diesel command is missing:  cargo install diesel_cli --no-default-features --features postgres"
if [ -z "${DATABASE_OWNER_URL:-}" ]; then exec "$SCRIPTS/postgres.sh" ephemeral -- "${BASH_SOURCE[0]}"; fi
mkdir -p frontend/dist
mkdir -p "$LOGS"
cargo build --locked --quiet -p opencdr
"$TARGET_DIR/debug/opencdr" migrate
(cd api && diesel print-schema --database-url "$DATABASE_OWNER_URL") >"$LOGS/schema.rs"
mv "$LOGS/schema.rs" api/src/schema.rs
say "Written: api/src/schema.rs"
