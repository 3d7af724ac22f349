"""Answers the first request an organisation is asked, with Python's own library and openssl. README.md says how to begin."""

import base64
import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid

URL, CLIENT_ID, KEY = (os.environ[name] for name in ("OPENCDR_URL", "OPENCDR_CLIENT_ID", "OPENCDR_KEY"))
ENDPOINT = f"{URL}/api/v1/oauth/token"


def call(method, path, body=None, **headers):
    """Sends a request and gives what came back; a problem ends the program with what it says."""
    data = None
    if body is not None and path == "/api/v1/oauth/token":
        data = urllib.parse.urlencode(body).encode()  # OAuth asks for a form; everything else is JSON.
    elif body is not None:
        data = json.dumps(body).encode()
        headers["Content-Type"] = "application/json"
    request = urllib.request.Request(URL + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as problem:
        sys.exit(f"{method} {path}: {json.load(problem)['detail']}")


def assertion():
    """Says who we are and for whom this is, signed with our key (RS512). Its jti makes it work once."""

    def base64url(data):
        return base64.urlsafe_b64encode(data).rstrip(b"=")

    claims = {"iss": CLIENT_ID, "sub": CLIENT_ID, "aud": ENDPOINT, "exp": int(time.time()) + 60, "jti": str(uuid.uuid4())}
    signed = b".".join(base64url(json.dumps(part).encode()) for part in ({"alg": "RS512", "typ": "JWT"}, claims))
    signature = subprocess.run(["openssl", "dgst", "-sha512", "-sign", KEY, "-binary"], input=signed, capture_output=True, check=True)
    return (signed + b"." + base64url(signature.stdout)).decode()


# 1. Sign in.
token = call("POST", "/api/v1/oauth/token", {
    "grant_type": "client_credentials",
    "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    "client_assertion": assertion(),
})
bearer = {"Authorization": f"Bearer {token['access_token']}"}

# 2. What are we asked?
waiting = call("GET", "/api/v1/agency/requests", **bearer)["items"]
if not waiting:
    sys.exit("Nothing waits for an answer.")
first = waiting[0]
print(f"{len(waiting)} waiting. The first: {first['reference']}, {first['form_title']}, due {first['due_on']}")
path = f"/api/v1/agency/requests/{first['id']}"

# 3. The request with what is known, and its form, which explains every question.
request = call("GET", path, **bearer)
form = call("GET", f"/api/v1/forms/{request['form']}/versions/{request['form_version']}", **bearer)
labels = {question["id"]: question["label"] for section in form["sections"] for page in section["pages"] for question in page["questions"]}
print("Known already:")
for question, known in request["known"].items():
    print(f"  {labels[question]}: {known['value']} ({known['source']})")

# 4. Confirm what is known and not answered yet, and add the day of the last contact from our own records. base_revision is the revision
#    we have read: 0 where there was no answer.
revisions = {answer["question"]: answer["revision"] for answer in request["answers"]}
changes = [
    {"question": question, "base_revision": 0, "value": known["value"]}
    for question, known in request["known"].items()
    if question not in revisions
]
changes.append({"question": "last_contact", "base_revision": revisions.get("last_contact", 0), "value": "2025-03-14"})
saved = call("PATCH", f"{path}/answers", {"changes": changes}, **bearer)
print(f"{len(saved['saved'])} answers saved, {len(saved['conflicts'])} changed by a colleague meanwhile")

# 5. Submit. With the key, a repetition after a broken connection gets the same answer.
submitted = call("POST", f"{path}/submission", {}, **bearer, **{"Idempotency-Key": str(uuid.uuid4())})
print(f"Standing: {submitted['standing']['label']}")
