import DisruptionCore
import KafkaClient

@testable import DisruptionService

/// What a member reads and asks of partitions.
extension SimulatedMember {
    func drain<Failure: Error>(
        _ place: TopicPartition, max most: Int, _ body: (borrowing SimulatedMessage) throws(Failure) -> Void
    ) throws(Failure) -> Int {
        // Nothing is handed over between an event and its answer.
        if path.isDead || path.isFrozen || awaitsAnswer { return 0 }
        guard let number = cluster.layout.number(place), fetches[number] != nil else { return 0 }
        let log = cluster.logs[number]
        // Before what is handed over, or after it: then the next is as old as that.
        let isStale = dice.happens(permille: 500)
        if !isStale { fetch(number) }
        var count = 0
        while count < most, let item = fetches[number]?.take() {
            count += 1
            if case .record(let offset) = item, let willRead, let value = log[offset].value { willRead(number, value) }
            try SimulatedMessage.hand(item, of: log, timestampMs: rules.readsTheClock ? cluster.wallMs : nil, body)
        }
        if isStale { fetch(number) }
        return count
    }

    private func fetch(_ number: Int) {
        if path.isCut { return }
        let most = dice.happens(permille: 300) ? dice.between(1, 4) : 100
        let again = fetches[number]?.fetch(
            cluster.logs[number], nowMs: cluster.timeline.clockMs, most: most, nextInMs: path.delay())
        if let again { wake(again) }
    }

    func seek(_ offset: PartitionOffset, timeout: Duration) throws(KafkaError) {
        try path.live()
        guard let number = cluster.layout.number(offset.partition), fetches[number] != nil else { return }
        fetches[number] = PartitionFetch(position: offset.offset.number ?? 0)
    }

    func committed(_ partitions: [TopicPartition], timeout: Duration) throws(KafkaError) -> [PartitionOffset] {
        try path.ask("read committed offsets", within: timeout) { () throws(KafkaError) in
            let places = partitions.compactMap(self.cluster.layout.number)
            if !self.rules.readsUncommittedPositions {
                try self.path.wait("read committed offsets", within: timeout) {
                    places.allSatisfy(self.cluster.offsets.isStable)
                }
            }
            if self.rules.followsTooFar { self.takeTooWarm(places) }
            return places.map { place in
                let name = self.cluster.layout.places[place]
                guard let held = self.cluster.offsets.committed[place] else { return PartitionOffset(name, .none) }
                return PartitionOffset(name, .at(held.offset), metadata: self.rules.metadata(held.metadata))
            }
        }
    }

    /// What a lane would take over from a standby that has gone beyond the committed position, if it did not look.
    private func takeTooWarm(_ places: [Int]) {
        guard let shelf else { return }
        for place in places where cluster.layout.entities.contains(place) {
            let number = place - cluster.layout.entities.lowerBound
            let committed = cluster.offsets.committed[place]?.offset ?? 0
            guard let position = shelf.positions[number], position > committed, let warm = shelf.take(number) else {
                continue
            }
            var engine = PartitionEngine(
                partition: number, layout: cluster.layout.layout, incarnation: warm.engine.incarnation,
                reference: .empty)
            swap(&engine, &warm.engine)
            let lowered = EntitiesPartition(
                number: number, engine: engine, start: committed, committed: committed)
            shelf.giveBack(lowered, isCommitted: true)
        }
    }

    func ranges(
        of partitions: [TopicPartition], timeout: Duration
    ) throws(KafkaError) -> [TopicPartition: OffsetRange] {
        if partitions.isEmpty { return [:] }
        return try path.ask("ask for offsets", within: timeout) {
            var ranges: [TopicPartition: OffsetRange] = [:]
            for partition in partitions {
                let log = self.cluster.log(partition)
                ranges[partition] = OffsetRange(low: log?.start ?? 0, high: log?.stableEnd ?? 0)
            }
            return ranges
        }
    }

    func ends(of partitions: [TopicPartition], timeout: Duration) throws(KafkaError) -> [TopicPartition: Int64] {
        if partitions.isEmpty { return [:] }
        let ends = try path.ask("ask for ends", within: timeout) {
            var ends: [TopicPartition: Int64] = [:]
            for partition in partitions { ends[partition] = self.cluster.log(partition)?.stableEnd }
            return ends
        }
        // A slow answer.
        if rules.readsClockLate { cluster.timeline.pass(BrokenRules.slowAnswerMs) }
        return ends
    }

    func cachedWatermarks(of partition: TopicPartition) -> OffsetRange? {
        guard let number = cluster.layout.number(partition), let high = fetches[number]?.high else { return nil }
        return OffsetRange(low: cluster.logs[number].start, high: high)
    }
}

extension [UInt8]? {
    /// A view of the bytes, nil of none; never without an address where there are any.
    func withView<Result, Failure: Error>(
        _ body: (UnsafeRawBufferPointer?) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        guard let self else { return try body(nil) }
        return try self.withUnsafeBufferPointer { (bytes) throws(Failure) in
            try body(UnsafeRawBufferPointer(bytes))
        }
    }
}
