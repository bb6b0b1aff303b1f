import Foundation
import Harness

/// What `/status` and `/metrics` of one or several processes of a group say together.
struct DaemonProgress: Equatable {
    /// Positions by topic and partition.
    private var positions: [String: Int] = [:]
    private var lag = 0
    /// Of each entities partition the lesser of the two watermarks by which facts are settled.
    private var watermarks: [String: String] = [:]
    private var sinkLag = 0
    private var isComplete = true

    /// Raw partitions and entities partitions of the declared topics.
    private static let partitions = 6 + 8 + 4 + 12
    private static let entities = 12

    init(_ daemons: [Daemon]) {
        for daemon in daemons { add(daemon) }
    }

    private mutating func add(_ daemon: Daemon) {
        guard let body = daemon.get("/status")?.body,
            let status = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any],
            let lanes = status["lanes"] as? [[String: Any]]
        else {
            isComplete = false
            return
        }
        for partition in lanes.flatMap({ $0["partitions"] as? [[String: Any]] ?? [] }) {
            let name = "\(partition["topic"] ?? "")/\(partition["partition"] ?? "")"
            positions[name] = partition["position"] as? Int
            if let behind = partition["lag"] as? Int { lag += behind } else { isComplete = false }
            if let stages = partition["watermarks"] as? [String: String] {
                watermarks[name] = min(stages["w1"] ?? "", stages["w2"] ?? "")
            }
        }
        if let sink = status["sink"] as? [String: Any], sink["state"] as? String == "running" {
            if let behind = sink["lag"] as? Int { sinkLag += behind } else { isComplete = false }
        }
    }

    /// Partitions that the processes own.
    var partitionCount: Int { positions.count }

    /// Everything is read, and every entities partition knows that time has passed a minute.
    func isThrough(_ minute: Int) -> Bool {
        isComplete && lag == 0 && sinkLag == 0 && positions.count == Self.partitions
            && watermarks.count == Self.entities && watermarks.values.allSatisfy { $0 >= InputRecord.time(minute - 60) }
    }

    /// Waits until everything is read and nothing moves any more.
    static func waitUntilQuiet(_ daemons: [Daemon], through minute: Int, seconds: Double = 90) throws {
        var last: DaemonProgress?
        var same = 0
        let isQuiet: Bool? = Deadline.poll(seconds: seconds, everyMs: 150) {
            let now = DaemonProgress(daemons)
            same = now == last && now.isThrough(minute) ? same + 1 : 0
            last = now
            return same >= 3 ? true : nil
        }
        guard isQuiet == true else {
            let log = daemons.flatMap { $0.logLines.suffix(8) }.joined(separator: "\n")
            let state = last.map { "\($0)" } ?? "no status"
            throw HarnessError("not quiet after \(seconds) s: \(state)\n\(log)")
        }
    }

    /// The sum of a metric's samples over all labels.
    static func sum(_ metric: String, of daemon: Daemon) -> Int {
        guard let text = daemon.get("/metrics")?.body else { return 0 }
        let samples = text.split(separator: "\n").filter { $0.hasPrefix(metric + "{") || $0.hasPrefix(metric + " ") }
        return samples.reduce(0) { $0 + (Double($1.split(separator: " ").last ?? "").map { Int($0) } ?? 0) }
    }

    /// Waits until a daemon has done a part of the work: read events, or processed messages of entities. Which of them
    /// the group gives to whom is the group's affair.
    static func waitForWork(of daemon: Daemon, seconds: Double = 30) throws {
        let metrics = ["iropsd_events_accepted_total", "iropsd_messages_total"]
        let isThere: Bool? = Deadline.poll(seconds: seconds, everyMs: 20) {
            metrics.contains { sum($0, of: daemon) > 0 } ? true : nil
        }
        guard isThere == true else {
            let log = daemon.logLines.suffix(8).joined(separator: "\n")
            throw HarnessError("no event and no message in \(seconds) s\n\(log)")
        }
    }

    /// Waits until a daemon has accepted so many events.
    static func waitForEvents(_ count: Int, _ daemons: [Daemon], seconds: Double = 60) throws {
        let isThere: Bool? = Deadline.poll(seconds: seconds, everyMs: 10) {
            daemons.reduce(0) { $0 + sum("iropsd_events_accepted_total", of: $1) } >= count ? true : nil
        }
        guard isThere == true else {
            let log = daemons.flatMap { $0.logLines.suffix(8) }.joined(separator: "\n")
            throw HarnessError("\(count) events were not accepted within \(seconds) s\n\(log)")
        }
    }
}
