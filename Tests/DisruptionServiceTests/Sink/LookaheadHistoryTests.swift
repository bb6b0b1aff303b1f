import Testing
import WireFormat

@testable import DisruptionService

/// Sinks that look ahead in stretches of any length, crash anywhere, take over from each other and go on, with or
/// without what they had found out: the table always ends as if every record had been written by itself.
@Suite struct LookaheadHistoryTests {
    @Test(arguments: [SinkTable.disruptions, .flightState]) func theTableEndsAsIfNothingHadBeenLeftOut(
        _ table: SinkTable
    ) {
        var leftOut = 0
        for seed in UInt64(0)..<400 {
            var history = History(table, seed)
            let undisturbed = history.undisturbed()
            let disturbed = history.disturbed()
            leftOut += history.leftOut
            #expect(disturbed == undisturbed, "seed \(seed)")
            if disturbed != undisturbed { return }
        }
        #expect(leftOut > 400 * 10)
    }

    /// What a database holds of one partition.
    private struct Contents: Equatable {
        var versions: [String: Int64] = [:]
        /// Offsets of what was refused, as often as it was.
        var refused: [Int64] = []
        var next: Int64 = 0
    }

    private struct Entry {
        let offset: Int64
        let key: String
        /// Nil ends the key.
        let version: Int64?
        let isPoison: Bool
        let body: [UInt8]?

        init(_ table: SinkTable, offset: Int64, _ random: inout Numbers) {
            self.offset = offset
            let key = "AA\(random.next() % 6)/2008-02-06/ORD"
            self.key = key
            let version = random.next() % 4 == 0 ? nil : Int64(random.next() % 12)
            self.version = version
            isPoison = random.next() % 12 == 0
            body = version.map { version in
                table == .disruptions
                    ? disruptionBody(key, version: version) : flightStateBody(key, version: version)
            }.map { Array($0.utf8) }
        }

        func with<R>(_ use: (SinkRecord) -> R) -> R {
            let key = Array(key.utf8)
            return key.withUnsafeBytes { key in
                guard let body else {
                    return use(SinkRecord(offset: offset, timestampMs: 0, key: key, value: nil))
                }
                // Poison is a body that was cut off.
                return (isPoison ? Array(body.dropLast()) : body).withUnsafeBytes {
                    use(SinkRecord(offset: offset, timestampMs: 0, key: key, value: $0))
                }
            }
        }

        func apply(to contents: inout Contents, _ table: SinkTable) {
            guard let version else {
                if table == .flightState { contents.versions[key] = nil }
                return
            }
            if isPoison { return contents.refused.append(offset) }
            contents.versions[key] = max(version, contents.versions[key] ?? version)
        }
    }

    private struct History {
        private static let source = SinkSource(topic: "t", partition: 0, log: 1)
        private let table: SinkTable
        private var random: Numbers
        private let entries: [Entry]
        private(set) var leftOut = 0

        init(_ table: SinkTable, _ seed: UInt64) {
            self.table = table
            var random = Numbers(seed)
            var offset: Int64 = 0
            // Between the records stand the marks of transactions.
            entries = (0..<100).map { _ in
                offset += 1 + Int64(random.next() % 5 == 0 ? 1 : 0)
                return Entry(table, offset: offset, &random)
            }
            self.random = random
        }

        private var end: Int64 { (entries.last?.offset ?? 0) + 1 }

        func undisturbed() -> Contents {
            var contents = Contents()
            for entry in entries { entry.apply(to: &contents, table) }
            contents.next = end
            return contents
        }

        mutating func disturbed() -> Contents {
            var contents = Contents()
            var memories: [ReaderPartition?] = [nil, nil]
            while contents.next < end {
                // Mostly the same sink begins anew; at times the other one takes over, at times one has forgotten all.
                let sink = random.next() % 4 == 0 ? 1 : 0
                if random.next() % 8 == 0 { memories[sink] = nil }
                var partition = ReaderPartition(
                    table, Self.source, start: contents.next, end: end, before: memories[sink])
                while contents.next < end, random.next() % 6 != 0 { turn(&partition, &contents) }
                memories[sink] = partition
            }
            return contents
        }

        /// A look ahead where one is due, then a batch, which sometimes comes to nothing.
        private mutating func turn(_ partition: inout ReaderPartition, _ contents: inout Contents) {
            var limits = SinkLimits()
            limits.lookaheadFromRecords = 1 + Int64(random.next() % 60)
            let visible = min(end, partition.next + 1 + Int64(random.next() % 120))
            if partition.isFarBehind(visible - partition.next, limits) {
                partition.filter(lookAhead(partition.next, visible))
            }
            var batch: [Entry] = []
            let most = 1 + Int(random.next() % 20)
            for entry in entries.drop(while: { $0.offset < partition.next }).prefix(most) {
                if partition.take(entry.offset) { batch.append(entry) } else { leftOut += 1 }
            }
            guard random.next() % 5 != 0 else {
                // Crashed before the commit: whatever is read from here on is read in vain, so begin anew.
                partition = ReaderPartition(table, Self.source, start: contents.next, end: end, before: partition)
                return
            }
            for entry in batch { entry.apply(to: &contents, table) }
            contents.next = partition.next
        }

        private mutating func lookAhead(_ start: Int64, _ visible: Int64) -> KeptOffsets {
            var lookahead = Lookahead(table, start: start, keysMax: 2 + Int(random.next() % 8))
            var reader = OutputReader()
            for entry in entries where entry.offset >= start && entry.offset < visible && !lookahead.isFull {
                entry.with { lookahead.note($0, &reader) }
            }
            return lookahead.kept
        }
    }
}
