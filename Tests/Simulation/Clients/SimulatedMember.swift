import DisruptionCore
import KafkaClient

@testable import DisruptionService

/// A member of the group as librdkafka plays it: joins, beats, answers rebalances, and fetches what it is assigned.
///
/// Sources: the classic group protocol, KIP-345, KIP-429; librdkafka's `rdkafka_cgrp.c`: incremental assignments, an
/// assignment of what is new after each revocation and then a rejoin, `rd_kafka_cgrp_session_timeout_check`, which
/// resets the member id and revokes all as lost.
final class SimulatedMember: GroupMember {
    private static let heartbeatMs: Int64 = 3_000

    let cluster: SimulatedCluster
    let path: NetworkPath
    let rules: BrokenRules
    private let instance: String?
    /// Lets the lane look so soon, ms.
    let wake: (Int64) -> Void
    var dice: Dice

    /// Hears of a record of the entities log before the lane does.
    var willRead: ((_ place: Int, _ record: [UInt8]) -> Void)?
    /// Where a standby of the same process keeps its states.
    var shelf: StandbyShelf?
    var memberID = ""
    var generation: Int32 = -1
    /// What the group has given it, as far as the lane has answered.
    var owned: [Int] = []
    var fetches: [Int: PartitionFetch] = [:]
    /// What the lane has to hear; of what is taken altogether the partitions are known only when it is told, for an
    /// assignment before it may still have to be answered.
    private enum Event {
        case assigned([Int])
        case revoked([Int])
        case allRevoked
        case lost
        case error(KafkaError)
    }

    private var events: [Event] = []
    /// The event that was handed out and is not answered yet.
    private var asked: Event?
    var awaitsAnswer: Bool { asked != nil }
    /// The lane has heard and answered everything.
    var isSettled: Bool { events.isEmpty && !awaitsAnswer && !mustLeave }
    private(set) var assignmentLost = false
    private var isSubscribed = false
    private var mustLeave = false
    /// What comes when a revocation was answered, and whether it joins again after that.
    private var then: (added: [Int]?, rejoins: Bool) = (nil, false)
    private var isFatal = false
    /// Of the answers that are waited for; older ones say nothing any more.
    private var era = 0
    private var lastBeatMs: Int64 = 0

    init(
        _ cluster: SimulatedCluster, _ path: NetworkPath, _ rules: BrokenRules, instance: String?, _ dice: Dice,
        wake: @escaping (Int64) -> Void
    ) {
        self.cluster = cluster
        self.path = path
        self.rules = rules
        self.instance = instance
        self.dice = dice
        self.wake = wake
    }

    var identity: SimulatedIdentity { SimulatedIdentity(number: generation, memberID: memberID, instance: instance) }

    func groupMetadata() throws(KafkaError) -> SimulatedIdentity { identity }

    // MARK: the lane's side of rebalances

    func subscribe(_ topics: [String]) throws(KafkaError) {
        try path.live()
        isSubscribed = true
        if !mustLeave, !assignmentLost { join() }
    }

    func unsubscribe() throws(KafkaError) {
        try path.live()
        isSubscribed = false
        if mustLeave { return }
        mustLeave = true
        era += 1
        if owned.isEmpty, events.isEmpty, !awaitsAnswer { leave() } else { tell(.allRevoked) }
    }

    func nextEvent() -> ConsumerEvent? {
        if path.isDead || path.isFrozen || awaitsAnswer || events.isEmpty { return nil }
        let event = events.removeFirst()
        if case .error(let error) = event { return .error(error) }
        asked = event
        return switch event {
        case .assigned(let places): .assigned(names(places))
        case .revoked(let places): .revoked(names(places))
        case .allRevoked: .revoked(names(owned))
        case .lost: .lost(names(owned))
        case .error(let error): .error(error)
        }
    }

    func assign(incrementally partitions: [PartitionOffset]) throws(KafkaError) {
        try path.live()
        asked = nil
        cluster.tell("\(instance ?? memberID) reads \(partitions.map { "\($0)" })")
        for offset in partitions {
            guard let place = cluster.layout.number(offset.partition) else { continue }
            if !owned.contains(place) { owned.append(place) }
            fetches[place] = PartitionFetch(position: offset.offset.number ?? 0)
        }
        owned.sort()
        if !partitions.isEmpty { path.passes(.assigned) }
        if then.rejoins { rejoin() }
    }

    func unassign(incrementally partitions: [TopicPartition]) throws(KafkaError) {
        try path.live()
        let answered = asked
        asked = nil
        let gone = partitions.compactMap(cluster.layout.number)
        cluster.tell("\(instance ?? memberID) gives up \(gone)")
        owned.removeAll { gone.contains($0) }
        for place in gone { fetches[place] = nil }
        if !gone.isEmpty { path.passes(.revoked) }
        if case .lost = answered {
            assignmentLost = false
            if isSubscribed { rejoin() }
        } else if case .allRevoked = answered {
            leave()
            if isSubscribed { rejoin() }
        } else if let added = then.added {
            then = (nil, true)
            tell(.assigned(added))
        }
    }

    /// Ends its membership, as closing a client does: a static member keeps its name and its partitions.
    func close() {
        era += 1
        if instance == nil, !memberID.isEmpty, !path.isCut {
            let member = memberID
            path.send { [cluster] in cluster.group.leave(member) }
        }
    }

    // MARK: joining

    private func tell(_ event: Event) {
        events.append(event)
        wake(1)
    }

    private func names(_ places: [Int]) -> [TopicPartition] { places.map { cluster.layout.places[$0] } }

    private func rejoin() {
        then = (nil, false)
        join()
    }

    /// Something for the cluster, and its answer, on the way; neither where the member has gone on meanwhile.
    private func post<Answer>(
        _ send: @escaping (@escaping (Answer) -> Void) -> Void, _ hear: @escaping (Answer) -> Void
    ) {
        era += 1
        let era = era
        path.send { [self] in
            // A broken connection takes along what it had under way: a join that came after that of the next life under
            // the same name would fence that one.
            if path.isDead { return }
            send { [self] answer in
                path.later(path.delay()) { [self] in
                    if era == self.era { hear(answer) }
                }
            }
        }
    }

    private func join() {
        if isFatal || path.isDead { return }
        post { [self] answer in
            cluster.group.join(memberID, instance: instance, owned: owned, answer)
        } _: { [self] (result: Result<GroupCoordinator.Joined, GroupCoordinator.Refusal>) in
            switch result {
            case .success(let joined): sync(joined)
            // As librdkafka does: what it owned is lost, and that is answered before it joins again.
            case .failure(.unknownMember): lose()
            case .failure(.fencedInstance): fence()
            case .failure: join()
            }
        }
    }

    private func sync(_ joined: GroupCoordinator.Joined) {
        memberID = joined.member
        generation = joined.generation
        lastBeatMs = cluster.timeline.clockMs
        let shares = joined.claims.map { claims in
            zip(claims, GroupAssignor.assign(cluster.layout.subscribed, to: claims, &dice)).map {
                (member: $0.member, places: $1)
            }
        }
        post { [self] answer in
            cluster.group.sync(memberID, instance: instance, generation: joined.generation, shares: shares, answer)
        } _: { [self] (result: Result<[Int], GroupCoordinator.Refusal>) in
            switch result {
            case .success(let share): take(share)
            case .failure(.fencedInstance): fence()
            case .failure(.unknownMember): lose()
            case .failure: join()
            }
        }
    }

    private func take(_ share: [Int]) {
        lastBeatMs = cluster.timeline.clockMs
        let added = share.filter { !owned.contains($0) }
        let revoked = owned.filter { !share.contains($0) }
        if revoked.isEmpty {
            tell(.assigned(added))
        } else {
            then = (added, false)
            tell(.revoked(revoked))
        }
        beat()
    }

    private func leave() {
        mustLeave = false
        let member = memberID
        memberID = ""
        generation = -1
        path.send { [cluster] in cluster.group.leave(member) }
    }

    // MARK: beating

    private func beat() {
        era += 1
        let era = era
        path.later(SimulatedMember.heartbeatMs) { [self] in
            if era == self.era { heartbeat() }
        }
    }

    private func heartbeat() {
        let now = cluster.timeline.clockMs
        if now - lastBeatMs > GroupCoordinator.sessionMs { return lose() }
        if path.isCut { return beat() }
        do {
            try cluster.group.heartbeat(memberID, instance: instance, generation: generation)
            lastBeatMs = now
            beat()
        } catch {
            switch error {
            case .rebalanceInProgress:
                lastBeatMs = now
                // While the lane has something to answer, the member is asked again later.
                if awaitsAnswer || !events.isEmpty { beat() } else { rejoin() }
            case .unknownMember, .illegalGeneration: lose()
            case .fencedInstance: fence()
            }
        }
    }

    /// The partitions are others' already.
    private func lose() {
        era += 1
        memberID = ""
        generation = -1
        then = (nil, false)
        if owned.isEmpty, events.isEmpty, !awaitsAnswer {
            if isSubscribed { rejoin() }
            return
        }
        assignmentLost = true
        tell(.lost)
    }

    private func fence() {
        era += 1
        isFatal = true
        assignmentLost = true
        tell(.error(KafkaError(code: .fencedInstance, operation: "run", reason: "fenced", isFatal: true)))
    }
}
