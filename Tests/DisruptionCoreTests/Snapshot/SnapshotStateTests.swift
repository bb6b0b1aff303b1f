import DisruptionCore
import Testing

/// What a snapshot remembers beside the entities, and when there is one.
@Suite struct SnapshotStateTests {
    private static func limits(legs: Int) -> TableLimits {
        var limits = TableLimits()
        limits.legs = legs
        return limits
    }

    private static func update(_ number: Int) -> Feed.Event {
        Feed.Event(
            leg: leg("AA\(number)", "ORD"), type: .updated, at: at(6, number), id: "e\(number)",
            fields: [(.delayMinutes, 60), (.scheduledDeparture, at(8).ms)])
    }

    @Test func anEngineThatHasReadNothingIsRestored() throws {
        let layout = LogLayout(entities: 5)
        var empty = PartitionLogs.engine(4, layout, TableLimits())
        let snapshot = empty.snapshot()
        var engine = try PartitionEngine.restored(snapshot, 4, layout)
        let isSame = engine.snapshot() == snapshot
        #expect(isSame && engine.configuration == nil && engine.watermarks.w1 == .distantPast)
        engine.outgoing.flush(tickGranularityMs: 1)
        #expect(engine.outgoing.finished.isEmpty)
        let head = try snapshot.withUnsafeBytes { bytes throws(SnapshotError) in try SnapshotHead(reading: bytes) }
        #expect(head.partition == 4 && head.layout == layout && head.incarnation == 3)
        #expect(head.rules == PartitionEngine.rules && head.sizes == engine.sizes)
    }

    @Test func aFullTableIsStillFull() throws {
        let limits = Self.limits(legs: 4)
        let logs = PartitionLogs(limits: limits)
        let feed = Feed(logs)
        for number in 1...4 { feed.send(Self.update(number)) }
        try logs.pump()
        let known = logs.logs[0].count
        for number in [5, 2, 6] { feed.send(Self.update(number)) }
        try logs.pump()
        var straight = PartitionLogs.engine(0, logs.layout, limits)
        for offset in 0..<known { try EngineTrace.pass(&straight, logs.logs[0][offset], offset: offset) }
        let snapshot = straight.snapshot()
        var restored = try PartitionEngine.restored(snapshot, 0, logs.layout, limits: limits)
        var (expected, trace) = (EngineTrace(), EngineTrace())
        for offset in known..<logs.logs[0].count {
            try expected.step(&straight, logs.logs[0][offset], offset: offset)
            try trace.step(&restored, logs.logs[0][offset], offset: offset)
        }
        #expect(trace.difference(from: expected) == nil)
        #expect(restored.counters.noRoom == 2 && restored.sizes.legs == 4)
        let error = #expect(throws: SnapshotError.self) {
            _ = try PartitionEngine.restored(snapshot, 0, logs.layout, limits: Self.limits(legs: 3))
        }
        #expect(error == .tooMany(.legs, count: 4, limit: 3))
    }

    /// Records that wait for the first configuration are not done; there is a snapshot once they are.
    @Test func thereIsNoSnapshotWhileRecordsWait() throws {
        let logs = PartitionLogs()
        Feed(logs).send(Self.update(1))
        try logs.pump()
        var log = logs.logs[0]
        let configuration = log.removeFirst()
        var engine = PartitionLogs.engine(0, logs.layout, TableLimits())
        #expect(engine.canSnapshot == true)
        try EngineTrace.pass(&engine, log[0], offset: 0)
        #expect(engine.canSnapshot == false && engine.firstWaiting == 0)
        try EngineTrace.pass(&engine, configuration, offset: 1)
        #expect(engine.canSnapshot && engine.sizes.legs == 1)
        var least = PartitionEngine(
            partition: 0, layout: logs.layout, incarnation: 3, reference: .empty, waitingBytesMax: 1)
        try EngineTrace.pass(&least, log[0], offset: 0)
        try EngineTrace.pass(&least, configuration, offset: 1)
        #expect(least.canSnapshot == false)
        #expect(least.takeReread() == 0 && least.canSnapshot)
    }

    /// Days with a queue before an airport whose capacity is known, cut now and then.
    @Test(arguments: 1...2) func whatAnAirportHasLearntIsKept(seed: Int) throws {
        var scene = CongestionScene()
        scene.arrivals(from: at(0, day: 2), to: at(0, day: 5), every: 8)
        scene.departures(from: at(8, day: 5), to: at(12, day: 5), every: 4) {
            $0 % 3 == 0 ? .cancelled(60) : .late(120)
        }
        scene.arrivals(from: at(6, day: 5), to: at(16, day: 5), every: 5)
        let logs = PartitionLogs(settings: .congestionAlone)
        let feed = Feed(logs)
        for (index, event) in scene.events.sorted(by: { $0.at < $1.at }).enumerated() {
            feed.send(event)
            if index % 9 == 0 { try logs.pump() }
        }
        logs.mark(at(20, day: 5))
        try logs.pump()
        var random = Seeded(UInt64(seed))
        var straight = PartitionLogs.engine(0, logs.layout, TableLimits())
        var restored = PartitionLogs.engine(0, logs.layout, TableLimits())
        var (expected, trace) = (EngineTrace(), EngineTrace())
        for (offset, record) in logs.logs[0].enumerated() {
            try expected.step(&straight, record, offset: offset)
            try trace.step(&restored, record, offset: offset)
            if random.next(12) == 0 { restored = try PartitionEngine.restored(restored.snapshot(), 0, logs.layout) }
        }
        let endsSame = restored.snapshot() == straight.snapshot()
        #expect(trace.difference(from: expected) == nil && endsSame, "seed \(seed)")
        let said = expected.said.flatMap(\.outputs)
        let knowsCapacity = said.contains { $0.contains("Metric(name: capacity_per_hour") }
        #expect(knowsCapacity)
    }
}
