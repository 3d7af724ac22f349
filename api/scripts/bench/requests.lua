-- What wrk sends. Settings come from the environment:
--   BENCH_METHOD, BENCH_COOKIE, BENCH_RUN (a text no other run has),
--   BENCH_PATHS (a file with one path a line), BENCH_BODY (a file, for a POST).
-- Ends with one line of JSON: requests, seconds, refused, broken.

local paths, body = {}, nil
local method, run = os.getenv("BENCH_METHOD"), os.getenv("BENCH_RUN")
local thread_number, sent = 0, 0

local threads = 0
function setup(thread)
  thread:set("thread_number", threads)
  threads = threads + 1
end

function init()
  for line in io.lines(os.getenv("BENCH_PATHS")) do paths[#paths + 1] = line end
  wrk.method = method
  wrk.headers["X-OpenCDR-Client"] = "bench"
  local cookie = os.getenv("BENCH_COOKIE")
  if cookie and cookie ~= "" then wrk.headers["Cookie"] = cookie end
  local file = os.getenv("BENCH_BODY")
  if file and file ~= "" then
    local handle = assert(io.open(file, "rb"))
    body = handle:read("*a")
    handle:close()
    wrk.headers["Content-Type"] = "application/json"
  end
  math.randomseed(tonumber(string.sub(run, -6), 16) + thread_number)
end

function request()
  sent = sent + 1
  if body then
    wrk.headers["Idempotency-Key"] = string.format("%s-%d-%d", run, thread_number, sent)
  end
  local path = paths[1]
  if #paths > 1 then path = paths[math.random(#paths)] end
  return wrk.format(method, path, nil, body)
end

function done(summary)
  local errors = summary.errors
  io.write(string.format('\n{"requests":%d,"seconds":%.6f,"refused":%d,"broken":%d}\n', summary.requests,
    summary.duration / 1e6, errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
