import Foundation
package import Harness

/// What `/status` and `/metrics` of one or several processes of a group say together.
package struct DaemonProgress: Equatable {
    /// Positions by topic and partition.
    private var positions: [String: Int] = [:]
    private var lag = 0
    /// Of each entities partition the lesser of the two watermarks by which facts are settled.
    private var watermarks: [String: String] = [:]
    /// nil where no process has a sink that writes.
    private var sinkLag: Int?
    private var hasSink = false
    private var isComplete = true

    /// Raw partitions and entities partitions of the declared topics.
    package static let partitions = 6 + 8 + 4 + 12
    private static let entities = 12

    package init(_ daemons: [Daemon]) {
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
        if lanes.contains(where: { $0["committing_ms"] as? Int ?? 0 > Self.commitMsMax }) { isComplete = false }
        for partition in lanes.flatMap({ $0["partitions"] as? [[String: Any]] ?? [] }) {
            let name = "\(partition["topic"] ?? "")/\(partition["partition"] ?? "")"
            positions[name] = partition["position"] as? Int
            if let behind = partition["lag"] as? Int { lag += behind } else { isComplete = false }
            if let stages = partition["watermarks"] as? [String: String] {
                watermarks[name] = min(stages["w1"] ?? "", stages["w2"] ?? "")
            }
        }
        guard let sink = status["sink"] as? [String: Any] else { return }
        hasSink = true
        if sink["state"] as? String == "running" { sinkLag = sink["lag"] as? Int }
    }

    /// A commit that takes longer waits for something, ms.
    private static let commitMsMax = 1_000

    /// Partitions that the processes own.
    package var partitionCount: Int { positions.count }

    /// Everything is read, and every entities partition knows that time has passed a minute.
    package func isThrough(_ minute: Int) -> Bool {
        isComplete && lag == 0 && (sinkLag == 0 || !hasSink) && positions.count == Self.partitions
            && watermarks.count == Self.entities && watermarks.values.allSatisfy { $0 >= InputRecord.time(minute - 60) }
    }

    /// Waits until everything is read and nothing moves any more.
    package static func waitUntilQuiet(_ daemons: [Daemon], through minute: Int, seconds: Double = 90) throws {
        var last: DaemonProgress?
        var same = 0
        let isQuiet: Bool? = Deadline.poll(seconds: seconds, everyMs: 150) {
            let now = DaemonProgress(daemons)
            same = now == last && now.isThrough(minute) ? same + 1 : 0
            last = now
            return same >= 3 ? true : nil
        }
        guard isQuiet == true else {
            let state = last.map { "\($0)" } ?? "no status"
            throw HarnessError("not quiet after \(seconds) s: \(state)\n\(logTails(daemons))")
        }
    }

    /// Waits until everything written so far is read and its effects are told; the database may be away.
    package static func waitUntilRead(_ daemons: [Daemon], seconds: Double = 60) throws {
        var last: DaemonProgress?
        let isRead: Bool? = Deadline.poll(seconds: seconds, everyMs: 100) {
            let now = DaemonProgress(daemons)
            defer { last = now }
            return now == last && now.isComplete && now.lag == 0 && now.partitionCount == partitions ? true : nil
        }
        guard isRead == true else { throw HarnessError("not read in \(seconds) s\n\(logTails(daemons))") }
    }

    /// Waits until the group has given everything to one process.
    package static func waitForAllPartitions(of daemon: Daemon, seconds: Double = 60) throws {
        let isThere: Bool? = Deadline.poll(seconds: seconds, everyMs: 50) {
            DaemonProgress([daemon]).partitionCount == partitions ? true : nil
        }
        guard isThere == true else { throw HarnessError("no takeover in \(seconds) s\n\(logTails([daemon]))") }
    }

    private static func logTails(_ daemons: [Daemon]) -> String {
        daemons.flatMap { $0.logLines.suffix(8) }.joined(separator: "\n")
    }

    /// The sum of a metric's samples over all labels.
    package static func sum(_ metric: String, of daemon: Daemon) -> Int {
        guard let text = daemon.get("/metrics")?.body else { return 0 }
        let samples = text.split(separator: "\n").filter { $0.hasPrefix(metric + "{") || $0.hasPrefix(metric + " ") }
        return samples.reduce(0) { $0 + (Double($1.split(separator: " ").last ?? "").map { Int($0) } ?? 0) }
    }

    /// Waits until a daemon has done a part of the work: read events, or processed messages of entities. Which of them
    /// the group gives to whom is the group's affair.
    package static func waitForWork(of daemon: Daemon, seconds: Double = 30) throws {
        let metrics = ["iropsd_events_accepted_total", "iropsd_messages_total"]
        let isThere: Bool? = Deadline.poll(seconds: seconds, everyMs: 20) {
            metrics.contains { sum($0, of: daemon) > 0 } ? true : nil
        }
        guard isThere == true else {
            throw HarnessError("no event and no message in \(seconds) s\n\(logTails([daemon]))")
        }
    }

    /// Waits until a daemon has accepted so many events.
    package static func waitForEvents(_ count: Int, _ daemons: [Daemon], seconds: Double = 60) throws {
        let isThere: Bool? = Deadline.poll(seconds: seconds, everyMs: 10) {
            daemons.reduce(0) { $0 + sum("iropsd_events_accepted_total", of: $1) } >= count ? true : nil
        }
        guard isThere == true else {
            throw HarnessError("\(count) events were not accepted within \(seconds) s\n\(logTails(daemons))")
        }
    }
}
