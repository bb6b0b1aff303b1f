import DisruptionCore
import Glibc

setvbuf(stdout, nil, _IOLBF, 0)
guard let path = getenv("DATA").map({ String(cString: $0) }), !path.isEmpty else {
    print("No legs to measure with: set DATA to a file of legs, e.g. DATA=legs_2008_01.csv.gz make bench")
    exit(2)
}
let job = try ReferenceJob(path: path)
print("reference job: \(job.count) events of \(job.averageBytes) bytes")
var light = EngineSettings()
for name in ["flight_delay", "flight_cancelled", "gate_change", "flight_diverted", "airline_disruption"] {
    _ = light.set(name + ".enabled", 0)
}
_ = light.set("outputs.flight_state", 0)
for _ in 0..<3 {
    let (rate, versions) = try CoreBenchmark(job: job).run(settings: light)
    print("core, cascades and congestion: \(Int(rate)) events/s, \(versions) versions")
}
let (rate, versions) = try CoreBenchmark(job: job).run(settings: EngineSettings())
print("core, everything: \(Int(rate)) events/s, \(versions) versions")
