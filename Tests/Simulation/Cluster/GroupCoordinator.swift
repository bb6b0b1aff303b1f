import KafkaClient

/// The coordinator of the consumer group.
///
/// Sources: the group protocol of Kafka's protocol guide (JoinGroup, SyncGroup, Heartbeat, LeaveGroup); KIP-345 for
/// static members, which get back what they had when they come again while the group is stable, without a rebalance,
/// and fence who had their name; KIP-447 for what of a transaction's positions is checked.
final class GroupCoordinator {
    enum Refusal: Error {
        case unknownMember, illegalGeneration, fencedInstance, rebalanceInProgress
    }

    enum State { case empty, preparing, completing, stable }

    struct Joined {
        let member: String
        let generation: Int32
        /// What the others have, for the leader, who gives the partitions out; nil for the others.
        let claims: [GroupAssignor.Claim]?
    }

    typealias JoinAnswer = (Result<Joined, Refusal>) -> Void
    typealias SyncAnswer = (Result<[Int], Refusal>) -> Void

    private struct Member {
        var id: String
        let instance: String?
        var owned: [Int]
        var assignment: [Int] = []
        var deadlineMs: Int64 = 0
        /// Somebody looks whether its session has run out.
        var isWatched = false
        var onJoin: JoinAnswer?
        var onSync: SyncAnswer?
        var isWaiting: Bool { onJoin != nil || onSync != nil }
    }

    private let timeline: Timeline
    /// Tells the story.
    var tell: (@autoclosure () -> String) -> Void = { _ in }
    private(set) var state = State.empty
    private(set) var generation: Int32 = 0
    private var members: [Member] = []
    private var leader = ""
    private var named = 0
    /// The round that is being waited for, so that its time-out knows that it is over.
    private var round = 0

    static let sessionMs: Int64 = 30_000
    /// librdkafka gives its `max.poll.interval.ms`.
    private static let rebalanceMs: Int64 = 300_000

    init(_ timeline: Timeline) { self.timeline = timeline }

    // MARK: requests

    /// - Parameter member: empty for a new one.
    func join(_ member: String, instance: String?, owned: [Int], _ answer: @escaping JoinAnswer) {
        tell("group: \(member.isEmpty ? "somebody" : member) (\(instance ?? "dynamic")) joins with \(owned)")
        if let instance, let index = members.firstIndex(where: { $0.instance == instance }) {
            guard member.isEmpty || members[index].id == member else { return answer(.failure(.fencedInstance)) }
            if member.isEmpty { return replace(index, answer) }
        }
        if member.isEmpty {
            named += 1
            members.append(
                Member(id: "member-\(named)", instance: instance, owned: owned, onJoin: answer))
            return prepare()
        }
        guard let index = members.firstIndex(where: { $0.id == member }) else {
            return answer(.failure(.unknownMember))
        }
        members[index].onJoin?(.failure(.rebalanceInProgress))
        members[index].owned = owned
        members[index].onJoin = answer
        prepare()
    }

    /// A static member comes again under its name: the one that had it is fenced.
    private func replace(_ index: Int, _ answer: @escaping JoinAnswer) {
        named += 1
        members[index].onJoin?(.failure(.fencedInstance))
        members[index].onSync?(.failure(.fencedInstance))
        if leader == members[index].id { leader = "member-\(named)" }
        members[index].id = "member-\(named)"
        members[index].owned = []
        members[index].isWatched = false
        members[index].onJoin = nil
        members[index].onSync = nil
        if state == .stable {
            keepAlive(index)
            tell("group: it is \(members[index].id) now")
            answer(.success(Joined(member: members[index].id, generation: generation, claims: nil)))
        } else {
            members[index].onJoin = answer
            prepare()
        }
    }

    /// - Parameter shares: of the leader: what each member is to have.
    func sync(
        _ member: String, instance: String?, generation: Int32, shares: [(member: String, places: [Int])]?,
        _ answer: @escaping SyncAnswer
    ) {
        guard let index = index(member, instance, generation, { answer(.failure($0)) }) else { return }
        switch state {
        case .empty: answer(.failure(.unknownMember))
        case .preparing: answer(.failure(.rebalanceInProgress))
        case .stable:
            keepAlive(index)
            answer(.success(members[index].assignment))
        case .completing:
            members[index].onSync = answer
            guard member == leader, let shares else { return }
            for index in members.indices {
                let share = shares.first { $0.member == members[index].id }
                members[index].assignment = share?.places ?? []
                tell("group: \(members[index].id) gets \(members[index].assignment)")
            }
            state = .stable
            for index in members.indices {
                keepAlive(index)
                let (onSync, assignment) = (members[index].onSync, members[index].assignment)
                members[index].onSync = nil
                onSync?(.success(assignment))
            }
        }
    }

    func heartbeat(_ member: String, instance: String?, generation: Int32) throws(Refusal) {
        var refusal: Refusal?
        guard let index = index(member, instance, generation, { refusal = $0 }) else {
            throw refusal ?? .unknownMember
        }
        keepAlive(index)
        if state == .preparing { throw .rebalanceInProgress }
    }

    func leave(_ member: String) {
        guard let index = members.firstIndex(where: { $0.id == member }) else { return }
        tell("group: \(member) leaves")
        remove(index)
    }

    /// Whether positions of a transaction are taken from who sends them. Without a name and a generation they are not
    /// checked: older clients have none to send.
    func validate(_ identity: SimulatedIdentity) throws(Refusal) {
        if identity.number < 0, identity.memberID.isEmpty, identity.instance == nil { return }
        var refusal: Refusal?
        if index(identity.memberID, identity.instance, identity.number, { refusal = $0 }) == nil {
            throw refusal ?? .unknownMember
        }
    }

    // MARK: what is seen from outside

    /// Who has what, as an administrator sees it.
    func description(_ name: (Int) -> TopicPartition) -> GroupDescription {
        GroupDescription(
            isStable: state == .stable,
            members: members.map {
                GroupDescription.Member(instance: $0.instance, partitions: $0.assignment.map(name))
            })
    }

    /// The partitions given out, when the group is stable.
    var assigned: [Int]? { state == .stable ? members.flatMap(\.assignment).sorted() : nil }

    // MARK: rounds

    private func index(
        _ member: String, _ instance: String?, _ generation: Int32, _ refuse: (Refusal) -> Void
    ) -> Int? {
        if let instance, let held = members.first(where: { $0.instance == instance }), held.id != member {
            refuse(.fencedInstance)
            return nil
        }
        guard let index = members.firstIndex(where: { $0.id == member }) else {
            refuse(.unknownMember)
            return nil
        }
        guard generation == self.generation else {
            refuse(.illegalGeneration)
            return nil
        }
        return index
    }

    private func prepare() {
        if state != .preparing {
            let wasEmpty = state == .empty
            state = .preparing
            round += 1
            let round = round
            for index in members.indices {
                members[index].onSync?(.failure(.rebalanceInProgress))
                members[index].onSync = nil
            }
            timeline.after(GroupCoordinator.rebalanceMs) { [weak self] in self?.giveUpWaiting(round) }
            // `group.initial.rebalance.delay.ms`: the first of a group waits for others.
            if wasEmpty { return timeline.after(500) { [weak self] in self?.complete(round) } }
        }
        complete(round)
    }

    private func giveUpWaiting(_ round: Int) {
        guard state == .preparing, round == self.round else { return }
        members.removeAll { $0.onJoin == nil && $0.instance == nil }
        complete(round, isForced: true)
    }

    private func complete(_ round: Int, isForced: Bool = false) {
        guard state == .preparing, round == self.round else { return }
        if members.isEmpty {
            state = .empty
            return
        }
        guard isForced || members.allSatisfy({ $0.onJoin != nil }) else { return }
        generation += 1
        state = .completing
        leader = members.first { $0.onJoin != nil }?.id ?? ""
        let claims = members.map { GroupAssignor.Claim(member: $0.id, owned: $0.owned) }
        for index in members.indices {
            keepAlive(index)
            let (id, onJoin) = (members[index].id, members[index].onJoin)
            members[index].onJoin = nil
            tell("group: generation \(generation) has \(id) (\(members[index].instance ?? "dynamic"))")
            onJoin?(.success(Joined(member: id, generation: generation, claims: id == leader ? claims : nil)))
        }
    }

    private func remove(_ index: Int) {
        members[index].onSync?(.failure(.unknownMember))
        members.remove(at: index)
        switch state {
        case .empty: break
        case .preparing: complete(round)
        case .completing, .stable: prepare()
        }
        if members.isEmpty { state = .empty }
    }

    // MARK: sessions

    private func keepAlive(_ index: Int) {
        members[index].deadlineMs = timeline.clockMs + GroupCoordinator.sessionMs
        if members[index].isWatched { return }
        members[index].isWatched = true
        watch(members[index].id, GroupCoordinator.sessionMs)
    }

    private func watch(_ id: String, _ ms: Int64) {
        timeline.after(ms + 1) { [weak self] in
            guard let self, let index = members.firstIndex(where: { $0.id == id }) else { return }
            // Who waits for a round is thought to be alive.
            let deadline = members[index].isWaiting ? timeline.nowMs + 1_000 : members[index].deadlineMs
            if deadline > timeline.nowMs { return watch(id, deadline - timeline.nowMs) }
            tell("group: the session of \(id) is over")
            remove(index)
        }
    }
}
