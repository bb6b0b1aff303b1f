import DisruptionCore
import KafkaClient
import Synchronization

@testable import DisruptionService

/// A whole history from one seed: inputs come, processes work, things go wrong, then all is quiet and is looked at.
struct History {
    /// What came of it.
    struct Result {
        let seed: UInt64
        var violations: [String] = []
        var faults: [Fault: Int] = [:]
        /// Those of them that waited for a step.
        var points: [StepPoint: Int] = [:]
        /// What the lanes have told of, by the code of their log.
        var events: [String: Int] = [:]
        /// Milliseconds of simulated time.
        var durationMs: Int64 = 0
        var records = 0
        var versions = 0
        /// Of all that stands in the logs.
        var fingerprint: UInt64 = 0
        var story: [String] = []
    }

    let plan: HistoryPlan
    let rules: BrokenRules

    /// After the last fault, until all must be quiet: longer than every time-out of lanes and group together.
    private static let restMs: Int64 = 600_000

    init(seed: UInt64, faults: FaultProfile = .everything, rules: BrokenRules = BrokenRules()) {
        plan = HistoryPlan(seed: seed, faults: faults)
        self.rules = rules
    }

    func run(isTold: Bool = false) -> Result {
        let installation = Installation(plan, rules, isTold: isTold)
        let (timeline, cluster) = (installation.timeline, installation.cluster)
        let fleet = Fleet(installation, plan.fleet)
        var result = Result(seed: plan.seed)
        feed(0, cluster)
        for strike in plan.faults.strikes { timeline.after(strike.atMs) { fleet.strike(strike) } }
        fleet.start()
        timeline.run(until: max(plan.faults.endMs, plan.inputs.endMs)) { false }
        installation.story.tell("nothing goes wrong any more")
        fleet.heal()
        let end = timeline.nowMs + History.restMs
        // What was just taken over may have something to say yet, so one look is not enough.
        var looks = 0
        while looks < 3, timeline.nowMs < end {
            timeline.run(until: timeline.nowMs + 1_000) { false }
            let isQuiet = fleet.isAtRest && isRead(cluster) && TableAudit.isStored(installation)
            looks = isQuiet ? looks + 1 : 0
        }
        let isQuiet = looks == 3
        defer {
            fleet.end()
            timeline.end()
        }
        result.durationMs = timeline.nowMs
        result.faults = fleet.counts
        result.points = fleet.points
        for event in installation.log.counts { result.events[event.code] = Int(event.count) }
        result.events["builds"] = fleet.deployments
        result.events["snapshots"] = installation.watch.snapshots
        result.events["sink.fenced"] = installation.database.fenced
        result.violations = installation.watch.violations
        if !isQuiet { result.violations.append("it did not come to rest: \(unrest(cluster))") }
        let outcome = Outcome(cluster)
        result.violations += outcome.violations
        result.versions = outcome.versions
        result.violations += TableAudit.violations(installation, outcome)
        for letter in outcome.told.letters { installation.story.tell("dead letter: \(letter)") }
        for fact in outcome.told.facts { installation.story.tell("final fact: \(fact)") }
        do {
            let expected = try Expectation(plan)
            result.violations += outcome.told.differences(from: expected.told)
            if isQuiet, !fleet.sizes.isMuch(like: expected.sizes) {
                result.violations.append("\(fleet.sizes) is remembered instead of \(expected.sizes)")
            }
            result.violations += LogAudit(cluster, accepted: expected.accepted).violations
        } catch {
            result.violations.append("the in-memory runtime failed: \(error)")
        }
        result.records = cluster.logs.reduce(0) { $0 + $1.records.count }
        result.fingerprint = fingerprint(cluster)
        result.story = installation.story.lines
        return result
    }

    /// Appends the inputs one after the other, those of one millisecond too: what stands where is the plan's alone.
    private func feed(_ next: Int, _ cluster: SimulatedCluster) {
        guard next < plan.inputs.deliveries.count else { return }
        let delivery = plan.inputs.deliveries[next]
        cluster.timeline.after(delivery.atMs - cluster.timeline.nowMs) {
            cluster.logs[delivery.place].append(
                PartitionLog.Record(
                    key: delivery.key, value: delivery.value, timestampMs: cluster.wallMs, transaction: nil))
            feed(next + 1, cluster)
        }
    }

    /// The group's positions are the ends of what it reads, and no transaction is open.
    private func isRead(_ cluster: SimulatedCluster) -> Bool {
        cluster.transactions.areAllAtRest && cluster.offsets.isQuiet
            && cluster.group.assigned == Array(cluster.layout.subscribed)
            && cluster.layout.subscribed.allSatisfy { place in
                (cluster.offsets.committed[place]?.offset ?? 0) == cluster.logs[place].end
            }
    }

    private func unrest(_ cluster: SimulatedCluster) -> String {
        var texts: [String] = []
        if cluster.group.assigned != Array(cluster.layout.subscribed) {
            texts.append("the group has given out \(cluster.group.assigned.map { "\($0)" } ?? "nothing")")
        }
        for place in cluster.layout.subscribed {
            let position = cluster.offsets.committed[place]?.offset ?? 0
            if position != cluster.logs[place].end {
                texts.append("\(cluster.layout.places[place]) is at \(position) of \(cluster.logs[place].end)")
            }
        }
        return texts.joined(separator: ", ")
    }

    private func fingerprint(_ cluster: SimulatedCluster) -> UInt64 {
        var hash: UInt64 = 0
        for log in cluster.logs {
            for record in log.records {
                hash = Hash64.mix(hash ^ UInt64(bitPattern: record.timestampMs) ^ (record.isMarker ? 1 : 0))
                for bytes in [record.key, record.value] {
                    hash = bytes.withView { $0.map { Hash64.of($0, seed: hash) } ?? Hash64.mix(hash) }
                }
            }
        }
        return hash
    }
}
