import Testing

@testable import DisruptionCore

/// Which learned file counts, and from when.
@Suite struct LearnedInForceTests {
    private static func file(_ turn: Int) throws -> LearnedFile {
        try Array("iropsd-learned 1\nturn * * \(turn)\n".utf8).withUnsafeBytes { try LearnedFile(bytes: $0) }
    }

    private let first: LearnedFile
    private let second: LearnedFile
    private let carrier: CarrierCode

    init() throws {
        first = try Self.file(31_000)
        second = try Self.file(47_000)
        carrier = try #require(CarrierCode("AA"))
    }

    private func engine(_ files: LearnedFile...) -> PartitionEngine {
        var engine = EngineLog.engine()
        for file in files { engine.give(file) }
        return engine
    }

    private func record(_ learned: UInt64, generation: Int64 = 1) -> [UInt8] {
        ConfigurationRecord(generation: generation, layout: .single, settings: EngineSettings(), learned: learned)
            .encoded(partition: 0)
    }

    /// A frame of every input without messages, whose watermark is so many hours after 1970.
    private func ticks(hour: Int64) -> [[UInt8]] {
        [SourceTopic.flightEvents, .externalData, .passengerEvents].flatMap { topic -> [[UInt8]] in
            var frames = OutgoingFrames(topic: topic, partition: 0, incarnation: 1, destinations: 1)
            frames.beginOrigin(hour)
            frames.completeOrigin(watermarks: (Instant(ms: hour * 3_600_000), .distantPast, .distantPast))
            frames.flush(tickGranularityMs: 1)
            return frames.takeFinished().map(\.bytes)
        }
    }

    private func read(_ records: [[UInt8]], _ engine: inout PartitionEngine, at offset: inout Int) throws {
        for record in records {
            try EngineTrace.pass(&engine, record, offset: offset)
            offset += 1
        }
    }

    /// Why a record is not read.
    private func refusal(of record: [UInt8], by engine: inout PartitionEngine, at offset: Int) -> FrameError? {
        do {
            try EngineTrace.pass(&engine, record, offset: offset)
            return nil
        } catch {
            return error as? FrameError
        }
    }

    private func turn(_ tables: LearnedTables) -> Int { tables.turn(carrier, at: .none) }

    @Test func recordsAreReadAsWritten() throws {
        func read(_ bytes: [UInt8]) throws -> ConfigurationRecord {
            try bytes.withUnsafeBytes { view in
                var reader = ByteReader(view)
                _ = try FrameHeader(reading: &reader)
                return try ConfigurationRecord(reading: &reader)
            }
        }
        let named = record(first.hash)
        #expect(try read(named).learned == first.hash)
        // What older builds wrote ends with the settings.
        let old = record(0)
        #expect(old.count == named.count - 8 && Array(named.prefix(old.count)) == old)
        #expect(try read(old).learned == 0)
        #expect(throws: FrameError.truncated) { try read(Array(named.dropLast())) }
    }

    @Test func aHashIsThatOfTheBytes() throws {
        #expect(first.hash != second.hash && first.hash != 0)
        #expect(try Self.file(31_000) == first && first.name.count == 16)
        #expect(LearnedFile.name(of: 0xAB) == "00000000000000ab")
    }

    @Test("At the beginning of a log a file counts at once, later from the next midnight")
    func dayOfEffect() throws {
        var engine = engine(first)
        var offset = 0
        try read([record(first.hash)] + ticks(hour: 10), &engine, at: &offset)
        #expect(turn(engine.learned) == 31_000)
        engine.give(second)
        try read([record(second.hash, generation: 2)] + ticks(hour: 23), &engine, at: &offset)
        #expect(turn(engine.learned) == 31_000 && engine.configuration?.learned == second.hash)
        // Settings change, the file stays, and so does the day.
        try read([record(second.hash, generation: 3)] + ticks(hour: 24), &engine, at: &offset)
        #expect(turn(engine.learned) == 47_000)
        try read([record(0, generation: 4)] + ticks(hour: 47), &engine, at: &offset)
        #expect(turn(engine.learned) == 47_000)
        try read(ticks(hour: 48), &engine, at: &offset)
        #expect(engine.learned == .unlearned)
    }

    @Test func whoTakesItBackInTimeChangesNothing() throws {
        var engine = engine(first)
        var offset = 0
        try read([record(first.hash)] + ticks(hour: 10), &engine, at: &offset)
        engine.give(second)
        try read([record(second.hash, generation: 2), record(first.hash, generation: 3)], &engine, at: &offset)
        try read(ticks(hour: 30), &engine, at: &offset)
        #expect(turn(engine.learned) == 31_000)
    }

    @Test("A file that the engine was not given is told, and the record can be given again")
    func unknown() throws {
        var engine = engine()
        var offset = 0
        let begin = refusal(of: record(first.hash), by: &engine, at: offset)
        #expect(begin == .unknownLearned(first.hash))
        #expect(engine.configuration == nil && engine.counters.records == 0)
        engine.give(first)
        try read([record(first.hash)] + ticks(hour: 10), &engine, at: &offset)
        #expect(turn(engine.learned) == 31_000)
        let change = refusal(of: record(second.hash, generation: 2), by: &engine, at: offset)
        #expect(change == .unknownLearned(second.hash))
        #expect(turn(engine.learned) == 31_000 && engine.configuration?.learned == first.hash)
    }

    @Test("A snapshot carries the file in force and the one that waits, by their hashes")
    func snapshot() throws {
        var engine = engine(first)
        var offset = 0
        try read([record(first.hash)] + ticks(hour: 10), &engine, at: &offset)
        engine.give(second)
        try read([record(second.hash, generation: 2)], &engine, at: &offset)
        let bytes = engine.snapshot()
        var restored = EngineLog.engine()
        bytes.withUnsafeBytes { view in
            let made = try? PartitionEngine(
                restoring: view, partition: 0, layout: .single, incarnation: 1, reference: .empty)
            if let made { restored = made }
        }
        // Nothing goes on until both files are there, whichever comes first.
        for file in [first, second] {
            let told = refusal(of: ticks(hour: 11)[0], by: &restored, at: offset)
            #expect(told == .unknownLearned(file.hash))
            restored.give(file)
        }
        #expect(turn(restored.learned) == 31_000)
        let again = restored.snapshot()
        #expect(again == bytes)
        try read(ticks(hour: 24), &restored, at: &offset)
        #expect(turn(restored.learned) == 47_000)
    }
}
