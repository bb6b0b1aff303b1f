import DisruptionCore

/// What an engine says of the records of its log, whole: frames byte by byte, outputs and states with all their fields.
struct EngineTrace {
    struct Said: Equatable {
        var frames: [[UInt8]] = []
        var outputs: [String] = []
        var states: [String] = []
    }

    private(set) var said: [Said] = []

    /// Lets an engine read one record.
    /// - Parameter isCommit: frames are cut, and states taken.
    mutating func step(
        _ engine: inout PartitionEngine, _ record: [UInt8], offset: Int, isCommit: Bool = true
    ) throws {
        var now = Said()
        now.outputs = try EngineLog.step(&engine, record, offset: offset, isReplay: false).map { "\($0)" }
        if isCommit {
            engine.outgoing.flush(tickGranularityMs: 60_000)
            engine.takeStates {
                now.states.append(EngineTrace.text($0))
            } forgotten: {
                now.states.append("-\($0)")
            }
            engine.takeBookings {
                now.states.append($0.line)
            } forgotten: {
                now.states.append("-" + String(decoding: $0, as: UTF8.self))
            }
        }
        now.frames = engine.outgoing.takeFinished().map { [UInt8($0.destination)] + $0.bytes }
        said.append(now)
    }

    /// The first record of which another trace says something else; nil where both are the same.
    func difference(from other: EngineTrace) -> Int? {
        for (record, pair) in zip(said, other.said).enumerated() where pair.0 != pair.1 { return record }
        return said.count == other.said.count ? nil : min(said.count, other.said.count)
    }

    /// Lets an engine read one record, whatever it says.
    static func pass(_ engine: inout PartitionEngine, _ record: [UInt8], offset: Int) throws {
        _ = try EngineLog.step(&engine, record, offset: offset, isReplay: false)
        engine.outgoing.flush(tickGranularityMs: 60_000)
        _ = engine.outgoing.takeFinished()
        engine.takeStates({ _ in }, forgotten: { _ in })
        engine.takeBookings({ _ in }, forgotten: { _ in })
    }

    private static func text(_ state: FlightState) -> String {
        var text =
            "\(state.key) \(state.version) \(state.forecastMinutes) \(state.forecastRoot) \(state.eventTime.ms) "
            + "\(state.view)"
        state.forEachField { text += " \($0)=\($1) of \(state.source($2)) at \($2.eventTime.ms)" }
        state.forEachText { text += " \($0)=\($1) of \(state.source($2)) at \($2.eventTime.ms)" }
        return text
    }
}

extension PartitionEngine {
    /// A snapshot of the engine as it stands.
    mutating func snapshot() -> [UInt8] {
        var writer = ByteWriter()
        encodeSnapshot(into: &writer)
        return Array(writer.bytes)
    }

    /// An engine from a snapshot of one partition of `PartitionLogs`.
    static func restored(
        _ snapshot: [UInt8], _ partition: Int, _ layout: LogLayout, limits: TableLimits = TableLimits()
    ) throws -> PartitionEngine {
        // A throwing closure cannot return what is not copyable.
        var engine: PartitionEngine?
        var failure: SnapshotError?
        snapshot.withUnsafeBytes { bytes in
            do throws(SnapshotError) {
                engine = try PartitionEngine(
                    restoring: bytes, partition: partition, layout: layout, incarnation: 3, reference: .empty,
                    limits: limits)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
        guard let engine else { throw SnapshotError.noSnapshot }
        return engine
    }
}
