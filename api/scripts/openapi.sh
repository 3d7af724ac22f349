#!/usr/bin/env bash
# make openapi: writes the API's description and what is generated from it.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
cd "$ROOT"
check_build_tools
mkdir -p frontend/dist
cargo build --locked --quiet -p opencdr
"$TARGET_DIR/debug/opencdr" openapi >openapi/openapi.json.new || { rm -f openapi/openapi.json.new && die "The description could not be written."; }
mv openapi/openapi.json.new openapi/openapi.json
install_node_modules "$ROOT/frontend"
(cd frontend && npm run --silent api)
say "Written: openapi/openapi.json and frontend/src/api/schema.ts"
