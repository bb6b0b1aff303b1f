import DisruptionCore
import KafkaClient
import Synchronization

/// Follows partition 0 of the snapshots topic on a thread of its own, one for all lanes of a process, so that an owner
/// knows within a round trip which snapshots there are.
final class SnapshotCatalogue: Sendable {
    /// Somebody waits for the end of the partition as it was when he asked.
    private final class Question: Sendable {
        let deadline: ContinuousClock.Instant
        let answered: Wakeup
        private let answer = Mutex<Result<SnapshotHistory, KafkaError>?>(nil)

        init(within limit: Duration) throws(KafkaError) {
            deadline = .now.advanced(by: limit)
            answered = try Wakeup()
        }

        func give(_ result: Result<SnapshotHistory, KafkaError>) {
            answer.withLock { $0 = $0 ?? result }
            answered.signal()
        }

        var result: Result<SnapshotHistory, KafkaError>? { answer.withLock { $0 } }
    }

    private struct Mailbox: ~Copyable {
        var questions: [Question] = []
        var isClosed = false
        /// Nothing more can be learned until the process starts anew.
        var failure: KafkaError?

        mutating func takeQuestions() -> [Question] {
            defer { questions.removeAll() }
            return questions
        }
    }

    private let place: SnapshotPlace
    private let log: Log
    private let hooks: KafkaHooks
    private let mailbox = Mutex(Mailbox())
    private let wakeup: Wakeup
    private let thread = Mutex<SystemThread?>(nil)

    init(_ place: SnapshotPlace, log: Log, hooks: KafkaHooks) throws(KafkaError) {
        self.place = place
        self.log = log
        self.hooks = hooks
        wakeup = try Wakeup()
    }

    func start() throws(CommandError) {
        let started = try SystemThread("snap-catalogue") { [self] in run() }
        thread.withLock { $0 = started }
    }

    /// Ends the thread; who waits is told so.
    func close() {
        mailbox.withLock { $0.isClosed = true }
        wakeup.signal()
        thread.withLock { $0.take() }?.join()
    }

    /// Why nothing can be learned any more; nil while all is well.
    var failure: KafkaError? { mailbox.withLock { $0.failure } }

    /// What stands in the partition, with everything that stood there at the call.
    /// - Throws: when the broker does not say so in time, and at once when ``failure`` stands.
    func look(within limit: Duration) throws(KafkaError) -> SnapshotHistory {
        let question = try Question(within: limit)
        mailbox.withLock { $0.questions.append(question) }
        wakeup.signal()
        while true {
            if let result = question.result { return try result.get() }
            // The thread answers in time, or it is not there any more.
            if question.deadline.advanced(by: SnapshotLimits.requestTime) <= .now {
                throw failure ?? .snapshotsLate(place.topic)
            }
            question.answered.wait(timeout: .seconds(1))
        }
    }

    // MARK: the thread

    private func run() {
        var records = CatalogueRecords(of: place.incarnation)
        do throws(KafkaError) {
            let consumer = try Consumer(settings: place.catalogueSettings, hooks: hooks, wakeup: wakeup)
            defer { consumer.close(within: SnapshotLimits.closeTime) }
            let ends = try Consumer(settings: place.endsSettings, hooks: hooks)
            defer { ends.close(within: SnapshotLimits.closeTime) }
            // Reading begins at once where the leader is known; a broker that is away is waited for below.
            try? consumer.warm([place.topic], timeout: SnapshotLimits.requestTime)
            try consumer.assign(manually: [PartitionOffset(own, .beginning)])
            follow(consumer, ends, &records)
        } catch {
            log.emit(.snapshotsUnreadable(place.topic, error))
            fail(error)
        }
        // Only now is it certain that nobody is answered any more.
        while !mailbox.withLock({ $0.isClosed }) {
            refuse(failure ?? .snapshotsClosed)
            wakeup.wait(timeout: .seconds(1))
        }
        refuse(.snapshotsClosed)
    }

    private var own: TopicPartition { TopicPartition(place.topic, SnapshotRecords.partition) }

    private func fail(_ error: KafkaError) { mailbox.withLock { $0.failure = $0.failure ?? error } }

    private func refuse(_ error: KafkaError) {
        for question in mailbox.withLock({ $0.takeQuestions() }) { question.give(.failure(error)) }
    }

    /// A question, the end of what a reader of committed records may read, and that of the partition.
    private typealias Waiting = (question: Question, end: Int64, high: Int64)

    /// - Parameter ends: asks where the partition ends, open transactions or not.
    private func follow(_ consumer: Consumer, _ ends: Consumer, _ records: inout CatalogueRecords) {
        var position: Int64 = 0
        var waiting: [Waiting] = []
        var trouble = CatalogueTrouble()
        while !mailbox.withLock({ $0.isClosed }), failure == nil {
            let count = drain(consumer, &records, &position, &trouble)
            if case .error(let error)? = consumer.poll(), !error.healsWithBroker { note(error, &trouble) }
            waiting += ask(consumer, ends, &trouble)
            if let error = trouble.takeUntold(atMs: SystemClock.monotonicMs()) {
                log.emit(.snapshotsUnreadable(place.topic, error))
            }
            refuseNewerLog(records)
            answer(&waiting, records, position, trouble.error)
            if count == 0 {
                wakeup.wait(timeout: waiting.isEmpty ? .seconds(1) : .milliseconds(SnapshotLimits.lookAgainMs))
            }
        }
        for (question, _, _) in waiting { question.give(.failure(failure ?? .snapshotsClosed)) }
    }

    /// Takes in what is there.
    /// - Returns: how many messages.
    private func drain(
        _ consumer: Consumer, _ records: inout CatalogueRecords, _ position: inout Int64,
        _ trouble: inout CatalogueTrouble
    ) -> Int {
        guard let queue = consumer.queue(place.topic, SnapshotRecords.partition) else { return 0 }
        return queue.drain { (message: borrowing ConsumedMessage) in
            if message.isRecord {
                position = message.offset + 1
                trouble.end()
                if let why = records.apply(key: message.key, value: message.value, offset: message.offset) {
                    log.emit(.snapshotRecordMalformed(place.topic, offset: message.offset, why: why))
                }
            } else if message.isEndOfPartition {
                position = max(position, message.offset)
            } else if let error = message.error {
                note(error, &trouble)
            }
        }
    }

    /// Ends the work where the records that were read are no longer those of the topic.
    private func note(_ error: KafkaError, _ trouble: inout CatalogueTrouble) {
        if error.code == .noOffset || error.code == .offsetOutOfRange {
            log.emit(.snapshotsRemade(place.topic, error))
            fail(.snapshotsRemade(place.topic))
        } else {
            trouble.note(error, atMs: SystemClock.monotonicMs())
        }
    }

    /// Another life of the log began while this process works on the one before.
    private func refuseNewerLog(_ records: CatalogueRecords) {
        guard let newer = records.incarnation, newer > Int64(place.incarnation) else { return }
        let error = KafkaError.logRemade(place.entitiesTopic, Int64(place.incarnation), newer)
        log.emit(.logRemade(error))
        fail(error)
    }

    /// Asks the broker where the partition ends: for all who ask together, or to see whether trouble is over.
    private func ask(_ consumer: Consumer, _ ends: Consumer, _ trouble: inout CatalogueTrouble) -> [Waiting] {
        let questions = mailbox.withLock { $0.takeQuestions() }
        let limit = questions.map { ContinuousClock.now.duration(to: $0.deadline) }.max()
        let mustAsk = trouble.mustAsk(atMs: SystemClock.monotonicMs())
        guard limit != nil || mustAsk else { return [] }
        do throws(KafkaError) {
            let time = max(.milliseconds(1), min(limit ?? .seconds(1), SnapshotLimits.requestTime))
            // The watermark of the last fetch is as old as that, and would hide what a transaction hides now.
            let high = try ends.watermarks(of: own, timeout: time).high
            let end = try consumer.watermarks(of: own, timeout: time).high
            trouble.end()
            return questions.map { ($0, end, high) }
        } catch {
            note(error, &trouble)
            for question in questions where question.deadline <= .now { question.give(.failure(error)) }
            mailbox.withLock { $0.questions += questions.filter { $0.result == nil } }
            return []
        }
    }

    private func answer(
        _ waiting: inout [Waiting], _ records: CatalogueRecords, _ position: Int64, _ trouble: KafkaError?
    ) {
        guard failure == nil else { return }
        waiting.removeAll { question, end, high in
            if position >= end {
                question.give(.success(records.history(isWhole: position >= high)))
            } else if question.deadline <= .now {
                question.give(.failure(trouble ?? .snapshotsLate(place.topic)))
            } else {
                return false
            }
            return true
        }
    }
}

extension KafkaError {
    /// Passes when the broker is back, and is told by others.
    var healsWithBroker: Bool { code == .transport || code == .allBrokersDown || code == .timedOut }

    static let snapshotsClosed = KafkaError(
        code: .wrongState, operation: "read", subject: "snapshots", reason: "the process ends")

    fileprivate static func snapshotsLate(_ topic: String) -> KafkaError {
        KafkaError(code: .timedOut, operation: "read", subject: "\(topic)/\(SnapshotRecords.partition)")
    }

    fileprivate static func snapshotsRemade(_ topic: String) -> KafkaError {
        KafkaError(
            code: .offsetOutOfRange, operation: "follow", subject: topic,
            reason: "the topic was deleted or made anew while this process ran", isRetriable: false)
    }

    fileprivate static func logRemade(_ topic: String, _ own: Int64, _ newer: Int64) -> KafkaError {
        KafkaError(
            code: .wrongState, operation: "work on", subject: topic,
            reason: "the topic was made anew while this process ran: incarnation \(newer) now, \(own) at its start",
            isRetriable: false)
    }
}
