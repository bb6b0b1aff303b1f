import DisruptionCore
import Glibc

/// Writes a line at once, also into a pipe.
func say(_ text: String) {
    var line = text + "\n"
    _ = line.withUTF8 { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
}

guard let path = getenv("DATA").map({ String(cString: $0) }), !path.isEmpty else {
    say("No legs to measure with: set DATA to a file of legs, e.g. DATA=legs_2008_01.csv.gz make bench")
    exit(2)
}
let job = try ReferenceJob(path: path)
say("reference job: \(job.count) events of \(job.averageBytes) bytes")
var light = EngineSettings()
for name in ["flight_delay", "flight_cancelled", "gate_change", "flight_diverted", "airline_disruption"] {
    _ = light.set(name + ".enabled", 0)
}
_ = light.set("outputs.flight_state", 0)
for _ in 0..<3 {
    let (rate, versions) = try CoreBenchmark(job: job).run(settings: light)
    say("core in memory, one core, cascades and congestion: \(Int(rate)) events/s, \(versions) versions")
}
let (rate, versions) = try CoreBenchmark(job: job).run(settings: EngineSettings())
say("core in memory, one core, everything: \(Int(rate)) events/s, \(versions) versions")
