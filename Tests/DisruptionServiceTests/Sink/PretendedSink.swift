import PostgresClient

@testable import DisruptionService

/// Topics of as many partitions as there are shares, whose records are their offsets alone.
final class PretendedTopics: SinkReading {
    /// Records per partition.
    var ends: [Int64]
    /// Thrown by the next `fill`.
    var failure: (any Error)?
    private(set) var isClosed = false
    private(set) var starts: [[Int64]] = []
    private var next: [Int64] = []
    private var stored: [Int64] = []

    init(_ ends: [Int64]) {
        self.ends = ends
    }

    static func source(_ partition: Int) -> SinkSource {
        SinkSource(topic: "disruption.events", partition: Int32(partition), log: 1)
    }

    func start(at positions: [SinkPosition], shares: Int) throws -> [(SinkSource, SinkStart.Finding)] {
        next = ends.indices.map { partition in
            positions.first { $0.source == Self.source(partition) }?.nextOffset ?? 0
        }
        stored = next
        starts.append(next)
        return []
    }

    func lookAhead() -> Bool { false }

    func fill(_ batch: inout SinkBatch, share: Int) throws -> SinkClock.Level {
        if let error = failure {
            failure = nil
            throw error
        }
        while next[share] < ends[share] {
            guard batch.rowCount < 3 else { return .full }
            RecordMaker(.disruptions, topic: "disruption.events", partition: Int32(share))
                .add("{}", at: next[share], to: &batch)
            next[share] += 1
        }
        return batch.rowCount < 3 ? .drained : .full
    }

    func tookEffect(_ positions: [SinkSource: Int64]) {
        for share in stored.indices { stored[share] = positions[Self.source(share)] ?? stored[share] }
    }

    func lag(asking: Bool) -> Int64? {
        zip(ends, stored).reduce(0) { $0 + $1.0 - $1.1 }
    }

    func close() { isClosed = true }
}

/// A database that writes when the test lets it.
final class PretendedDatabase {
    /// Offsets in the order in which they were written, per share.
    var rows: [[Int64]] = []
    var positions: [SinkSource: Int64] = [:]
    var epoch: Int64 = 0
    /// Batches begun and neither finished nor failed, per share.
    var underWay: [SinkBatch?]
    var results: [Result<SinkWriteResult, any Error>?]
    /// Thrown by the next attempts to connect.
    var refusals: [any Error] = []
    var closed = 0

    init(shares: Int) {
        rows = Array(repeating: [], count: shares)
        underWay = Array(repeating: nil, count: shares)
        results = Array(repeating: nil, count: shares)
    }

    func connect() throws -> PretendedStore {
        if !refusals.isEmpty { throw refusals.removeFirst() }
        epoch += 1
        return PretendedStore(self)
    }

    /// Writes what a share has under way.
    func finish(_ share: Int) {
        guard let batch = underWay[share] else { return }
        rows[share] += batch.origins(of: .disruptions).map(\.offset)
        positions.merge(batch.positions) { $1 }
        underWay[share] = nil
        var result = SinkWriteResult()
        result.written[SinkTable.disruptions.rawValue] = batch.rowCount
        results[share] = .success(result)
    }

    /// Undoes what a share has under way.
    func fail(_ share: Int, _ error: any Error) {
        underWay[share] = nil
        results[share] = .failure(error)
    }
}

/// A session of the pretended database.
final class PretendedStore: SinkStoring {
    private let database: PretendedDatabase
    let epoch: Int64
    let positions: [SinkPosition]
    let serverVersion = "pretended"
    var shares: Int { database.rows.count }

    init(_ database: PretendedDatabase) {
        self.database = database
        epoch = database.epoch
        positions = database.positions.map { SinkPosition(source: $0.key, nextOffset: $0.value) }
    }

    func begin(_ batch: inout SinkBatch, share: Int) {
        database.underWay[share] = batch
        batch.removeAll()
    }

    func finished(share: Int) throws -> SinkWriteResult? {
        defer { database.results[share] = nil }
        return try database.results[share]?.get()
    }

    func close() {
        database.closed += 1
        for share in database.underWay.indices { database.underWay[share] = nil }
        for share in database.results.indices { database.results[share] = nil }
    }
}
