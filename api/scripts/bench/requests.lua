-- What wrk sends. Settings come from the environment:
--   BENCH_METHOD, BENCH_COOKIE, BENCH_RUN (a text no other run has),
--   BENCH_PATHS (a file with one path a line), BENCH_BODY (a file, for a POST).
-- Ends with one line of JSON: requests, seconds, refused, broken.

local paths, body = {}, nil
local method, run = os.getenv("BENCH_METHOD"), os.getenv("BENCH_RUN")
local thread_number, sent = 0, 0
-- Requests that are always the same, put together once: the measuring itself should cost little.
local ready = {}

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
  if not body then
    for number, path in ipairs(paths) do ready[number] = wrk.format(method, path) end
  end
  math.randomseed(tonumber(string.sub(run, -6), 16) + thread_number)
end

function request()
  local number = #paths > 1 and math.random(#paths) or 1
  if not body then return ready[number] end
  sent = sent + 1
  wrk.headers["Idempotency-Key"] = string.format("%s-%d-%d", run, thread_number, sent)
  return wrk.format(method, paths[number], nil, body)
end

function done(summary)
  local errors = summary.errors
  io.write(string.format('\n{"requests":%d,"seconds":%.6f,"refused":%d,"broken":%d}\n', summary.requests,
    summary.duration / 1e6, errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
