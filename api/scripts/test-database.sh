#!/usr/bin/env bash
# Runs a command beside a throw-away PostgreSQL; see "postgres.sh ephemeral".
# With TEST_ADMIN_DATABASE_URL set, that server is used as it is.
set -euo pipefail
if [ -n "${TEST_ADMIN_DATABASE_URL:-}" ]; then exec "$@"; fi
exec "$(dirname "${BASH_SOURCE[0]}")/postgres.sh" ephemeral -- "$@"
