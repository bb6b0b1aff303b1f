import DisruptionCore
import KafkaClient

@testable import DisruptionService

/// Outputs and positions in transactions: what librdkafka's transactional producer does and says.
///
/// Records leave in the background or when the transaction ends. What the broker refuses is told as librdkafka does it:
/// a fenced producer is fatal, refused positions ask for an abort, what was not answered in time may be asked again.
final class SimulatedTransactions: TransactionSender {
    private struct Output {
        let place: Int
        let record: PartitionLog.Record
    }

    private let cluster: SimulatedCluster
    private let path: NetworkPath
    private let rules: BrokenRules
    private let rewriter: OutputRewriter
    private var dice: Dice
    private let id: String
    private var epoch = -1
    private var outbox: [Output] = []
    /// Something of the transaction under way has reached the cluster.
    private var hasBegun = false
    private var fatal: KafkaError?
    private var mustAbort: KafkaError?
    /// All of the transaction under way, for who sends it again blindly.
    private var copy: (outputs: [Output], offsets: [PartitionOffset], group: SimulatedIdentity?) = ([], [], nil)
    /// Who the member is now, for who takes the group's metadata late.
    var identityNow: () -> SimulatedIdentity? = { nil }
    /// An answer to a commit that says neither yes nor no, in thousandths of all.
    var indefinite = 0

    static let timeoutMs: Int64 = 30_000

    init(
        _ id: String, _ cluster: SimulatedCluster, _ path: NetworkPath, _ rules: BrokenRules, _ dice: Dice
    ) {
        self.id = id
        self.cluster = cluster
        self.path = path
        self.rules = rules
        self.dice = dice
        rewriter = OutputRewriter(rules)
    }

    func initTransactions(within limit: Duration) throws(KafkaError) {
        try path.ask("init transactions", within: limit) { () throws(KafkaError) in try self.initialise(within: limit) }
    }

    private func initialise(within limit: Duration) throws(KafkaError) {
        while true {
            do {
                epoch = try cluster.transactions.initialise(id, timeoutMs: SimulatedTransactions.timeoutMs)
                return
            } catch {
                try path.wait("init transactions", within: limit) { self.cluster.transactions.isAtRest(self.id) }
            }
        }
    }

    func begin() throws(KafkaError) {
        try check()
        outbox.removeAll(keepingCapacity: true)
        hasBegun = false
        mustAbort = nil
        copy = ([], [], nil)
    }

    func sendOffsets(
        _ offsets: [PartitionOffset], of group: SimulatedIdentity, within limit: Duration
    ) throws(KafkaError) {
        try check()
        if offsets.isEmpty { return }
        let identity = rules.takesGroupLate ? identityNow() ?? group : group
        copy.offsets = offsets
        copy.group = group
        let positions = offsets.compactMap { offset in
            cluster.layout.number(offset.partition).map { place in
                (
                    place: place,
                    position: GroupOffsets.Position(offset: offset.offset.number ?? 0, metadata: offset.metadata)
                )
            }
        }
        try reach("send offsets", within: limit) { () throws in
            try self.cluster.send(positions, self.id, epoch: self.epoch, of: identity)
            self.hasBegun = true
            if !self.path.isDead { self.path.passes(.positions) }
        }
    }

    func send(
        _ topic: OutputTopic, key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, headers: [RecordHeader]
    ) throws(KafkaError) -> Bool {
        try check()
        let places = cluster.layout.output(topic)
        let partition =
            topic.partition.map(Int.init)
            ?? key.map {
                Int(Partitioner.partition(forKey: $0, partitionCount: Int32(ClusterLayout.outputPartitions)))
            } ?? dice.below(ClusterLayout.outputPartitions)
        let output = Output(
            place: places.lowerBound + partition,
            record: PartitionLog.Record(
                key: key.map(Array.init), value: rewriter.rewrite(topic, value), headers: headers,
                timestampMs: cluster.wallMs))
        outbox.append(output)
        copy.outputs.append(output)
        // Now and then what has gathered leaves before the end: a crash then leaves it in an open transaction.
        if dice.happens(permille: 100), cluster.transactions.isAtRest(id) || hasBegun, !path.isCut { try flush() }
        return true
    }

    private func flush() throws(KafkaError) {
        while let output = outbox.first {
            try reach("produce", within: .zero) { () throws in
                try self.cluster.append(output.record, to: output.place, self.id, epoch: self.epoch)
                self.hasBegun = true
            }
            outbox.removeFirst()
            path.passes(.output)
            try path.live()
        }
    }

    func commit(within limit: Duration) throws(KafkaError) {
        try check()
        if let mustAbort { throw mustAbort }
        do throws(KafkaError) {
            // The records first; each waits for the markers of the transaction before.
            try path.wait("commit", within: limit) { self.hasBegun || self.cluster.transactions.isAtRest(self.id) }
            if path.isCut { throw .unanswered("commit") }
            try flush()
            if !hasBegun { return }
            let isIndefinite = dice.happens(permille: indefinite)
            let isDone = isIndefinite && dice.happens(permille: 500)
            if isDone || !isIndefinite { try end(isCommitted: true, within: limit) }
            if isIndefinite { throw KafkaError(code: .transport, operation: "commit transaction", isRetriable: false) }
        } catch {
            guard rules.sendsAgainBlindly, !error.isRetriable, error.code == .transport else { throw error }
            try sendAgain(within: limit)
        }
    }

    /// What must never be done: the same transaction once more, though nobody knows whether it is there.
    private func sendAgain(within limit: Duration) throws(KafkaError) {
        let (outputs, offsets, group) = copy
        try initialise(within: .seconds(30))
        try begin()
        if let group { try sendOffsets(offsets, of: group, within: limit) }
        outbox = outputs
        try flush()
        try end(isCommitted: true, within: limit)
    }

    func abort(within limit: Duration) throws(KafkaError) {
        try check()
        outbox.removeAll()
        if hasBegun { try end(isCommitted: false, within: limit) }
    }

    private func end(isCommitted: Bool, within limit: Duration) throws(KafkaError) {
        try reach("end transaction", within: limit) { () throws in
            try self.cluster.transactions.end(self.id, epoch: self.epoch, isCommitted: isCommitted)
            if !self.path.isDead { self.path.passes(.decided) }
        }
    }

    func poll(within limit: Duration) { if limit > .zero { cluster.timeline.pass(limit.wholeMs) } }

    private func check() throws(KafkaError) {
        try path.live()
        if let fatal { throw fatal }
    }

    /// Does something at the coordinators, waits for the markers of the transaction before, and says what went wrong as
    /// librdkafka does. Without a limit it is done at once, as what runs in the background is.
    private func reach(_ operation: String, within limit: Duration, _ effect: () throws -> Void) throws(KafkaError) {
        if limit == .zero { return try attempt(operation, effect) }
        try path.ask(operation, within: limit) { () throws(KafkaError) in
            if !self.hasBegun {
                try self.path.wait(operation, within: limit) { self.cluster.transactions.isAtRest(self.id) }
            }
            try self.attempt(operation, effect)
        }
    }

    private func attempt(_ operation: String, _ effect: () throws -> Void) throws(KafkaError) {
        do { try effect() } catch let refusal as TransactionCoordinator.Refusal {
            switch refusal {
            case .concurrent: throw .unanswered(operation)
            case .fenced, .invalidState:
                let error = KafkaError(
                    code: .fenced, operation: operation, subject: id, reason: "fenced", isFatal: true)
                fatal = error
                throw error
            }
        } catch {
            let code: KafkaErrorCode =
                switch error as? GroupCoordinator.Refusal {
                case .illegalGeneration: .illegalGeneration
                case .fencedInstance: .fencedInstance
                case .rebalanceInProgress: .rebalanceInProgress
                case .unknownMember, nil: .unknownMember
                }
            let refused = KafkaError(
                code: code, operation: operation, subject: id, reason: "\(code)", isRetriable: false,
                requiresAbort: true)
            mustAbort = refused
            // The coordinator of transactions has heard of it before that of the group refused.
            hasBegun = true
            throw refused
        }
    }
}
