#!/usr/bin/env bash
# Answers the first request an organisation is asked, with curl, openssl and jq. README.md says how to begin.
set -euo pipefail
: "${OPENCDR_URL:?the address of the server}" "${OPENCDR_CLIENT_ID:?what opencdr client add printed}" "${OPENCDR_KEY:?the private key, PEM}"

# base64 as JWTs write it (RFC 7515): on one line, with two other characters and no padding.
base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# call METHOD PATH [CURL-OPTION…]: prints the answer; of a problem, what it says.
call() {
  local method=$1 path=$2 answer
  shift 2
  if ! answer=$(curl --silent --show-error --fail-with-body --request "$method" "$OPENCDR_URL$path" "$@"); then
    echo "$method $path: $(jq --raw-output '.detail // .' <<<"$answer")" >&2
    return 1
  fi
  printf '%s' "$answer"
}

# 1. Sign in. The assertion says who we are and for whom it is; its jti makes it work once.
endpoint=$OPENCDR_URL/api/v1/oauth/token
header=$(printf '{"alg":"RS512","typ":"JWT"}' | base64url)
claims=$(printf '{"iss":"%s","sub":"%s","aud":"%s","exp":%d,"jti":"%s"}' \
  "$OPENCDR_CLIENT_ID" "$OPENCDR_CLIENT_ID" "$endpoint" "$(($(date +%s) + 60))" "$(openssl rand -hex 16)" | base64url)
signature=$(printf '%s' "$header.$claims" | openssl dgst -sha512 -sign "$OPENCDR_KEY" -binary | base64url)
token=$(call POST /api/v1/oauth/token \
  --data-urlencode grant_type=client_credentials \
  --data-urlencode client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer \
  --data-urlencode "client_assertion=$header.$claims.$signature" | jq --raw-output .access_token)
# The token goes through a file descriptor, so that no list of processes shows it.
api() { call "$@" --header @<(printf 'Authorization: Bearer %s\n' "$token"); }

# 2. What are we asked?
open=$(api GET /api/v1/agency/requests)
id=$(jq --raw-output '.items[0].id // empty' <<<"$open")
[ -n "$id" ] || { echo "Nothing waits for an answer." && exit 0; }
jq --raw-output '"\(.items | length) waiting. The first: \(.items[0].reference), \(.items[0].form_title), due \(.items[0].due_on)"' <<<"$open"

# 3. The request with what is known, and its form, which explains every question.
request=$(api GET "/api/v1/agency/requests/$id")
form=$(api GET "$(jq --raw-output '"/api/v1/forms/\(.form)/versions/\(.form_version)"' <<<"$request")")
echo "Known already:"
jq --raw-output --argjson form "$form" '
  ([$form.sections[].pages[].questions[] | {(.id): .label}] | add) as $labels
  | .known | to_entries[] | "  \($labels[.key]): \(.value.value) (\(.value.source))"' <<<"$request"

# 4. Confirm what is known and not answered yet, and add the day of the last contact from our own records. base_revision is the revision
#    we have read: 0 where there was no answer.
changes=$(jq --compact-output '
  ([.answers[] | {(.question): .revision}] | add // {}) as $revisions
  | [.known | to_entries[] | select($revisions[.key] == null) | {question: .key, base_revision: 0, value: .value.value}]
  + [{question: "last_contact", base_revision: ($revisions.last_contact // 0), value: "2025-03-14"}]
  | {changes: .}' <<<"$request")
saved=$(api PATCH "/api/v1/agency/requests/$id/answers" --json "$changes")
jq --raw-output '"\(.saved | length) answers saved, \(.conflicts | length) changed by a colleague meanwhile"' <<<"$saved"

# 5. Submit. With the key, a repetition after a broken connection gets the same answer.
submitted=$(api POST "/api/v1/agency/requests/$id/submission" --header "Idempotency-Key: $(openssl rand -hex 16)" --json '{}')
jq --raw-output '"Standing: \(.standing.label)"' <<<"$submitted"
