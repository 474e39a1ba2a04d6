-- wrk … -s wrk.lua URL -- FILE: sends the file's lines as JSON bodies, one after the other, over and over.
local requests, sent = {}, 0

function init(args)
  local headers = { ["Content-Type"] = "application/json" }
  for line in io.lines(args[1]) do
    requests[#requests + 1] = wrk.format("POST", nil, headers, line)
  end
end

function request()
  sent = sent % #requests + 1
  return requests[sent]
end

-- One line for the caller: requests, microseconds of the run, p50 and p99 in microseconds, failed requests.
function done(summary, latency)
  local e = summary.errors
  io.write(string.format("result %d %d %d %d %d\n", summary.requests, summary.duration, latency:percentile(50), latency:percentile(99),
    e.connect + e.read + e.write + e.status + e.timeout))
end
