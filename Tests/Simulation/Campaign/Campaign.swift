import Dispatch
import Glibc
import Synchronization

/// Runs histories of many seeds, as many side by side as the machine has cores; each is one thread's alone.
struct Campaign {
    /// What came of all of them.
    struct Report: Sendable {
        var histories = 0
        var records = 0
        var versions = 0
        var simulatedMs: Int64 = 0
        var faults: [Fault: Int] = [:]
        /// Those of them that waited for a step of the process.
        var points: [StepPoint: Int] = [:]
        var events: [String: Int] = [:]
        /// Seeds that went wrong, with the first that was wrong, in the order of seeds.
        var failures: [(seed: UInt64, what: [String])] = []
        var seconds = 0.0

        var text: String {
            let done = faults.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            let steps = points.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            let told = events.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
            let rate = seconds > 0 ? Double(histories) / seconds : 0
            return """
                \(histories) histories in \(Int(seconds.rounded())) s (\(Int(rate.rounded())) a second), \
                \(simulatedMs / 3_600_000) simulated hours, \(records) records in the logs, \(versions) versions told; \
                \(failures.count) went wrong. Faults: \(done.isEmpty ? "none" : done); at a step: \
                \(steps.isEmpty ? "none" : steps). Told: \(told)
                """
        }
    }

    var faults = FaultProfile.everything
    var rules = BrokenRules()
    /// Ends at so many failures.
    var failuresMax = Int.max
    /// Hears how far it has come, about once a second.
    var onProgress: (@Sendable (Report) -> Void)?

    func run(_ seeds: [UInt64]) -> Report {
        let report = Mutex(Report())
        let next = Atomic(0)
        let began = Campaign.seconds()
        let told = Mutex(began)
        let (faults, rules, failuresMax, onProgress) = (faults, rules, failuresMax, onProgress)
        let threads = max(1, min(seeds.count, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))))
        DispatchQueue.concurrentPerform(iterations: threads) { _ in
            while true {
                let index = next.add(1, ordering: .relaxed).oldValue
                guard index < seeds.count else { return }
                let result = History(seed: seeds[index], faults: faults, rules: rules).run()
                let isEnough = report.withLock { report in
                    report.add(result)
                    report.seconds = Campaign.seconds() - began
                    return report.failures.count >= failuresMax
                }
                if isEnough { next.store(seeds.count, ordering: .relaxed) }
                guard let onProgress else { continue }
                let now = Campaign.seconds()
                let isDue = told.withLock { told in
                    guard now - told >= 1 else { return false }
                    told = now
                    return true
                }
                if isDue { onProgress(report.withLock { $0 }) }
            }
        }
        return report.withLock { report in
            report.failures.sort { $0.seed < $1.seed }
            return report
        }
    }

    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

extension Campaign.Report {
    mutating func add(_ result: History.Result) {
        histories += 1
        records += result.records
        versions += result.versions
        simulatedMs += result.durationMs
        for fault in Fault.allCases {
            if let count = result.faults[fault] { faults[fault, default: 0] += count }
        }
        for point in StepPoint.allCases {
            if let count = result.points[point] { points[point, default: 0] += count }
        }
        for (code, count) in result.events { events[code, default: 0] += count }
        if !result.violations.isEmpty { failures.append((result.seed, result.violations)) }
    }
}
