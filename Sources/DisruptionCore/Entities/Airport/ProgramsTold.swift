/// The programs of one airport as they were told: of each kind the one told last holds, so that a program is changed or
/// ended by telling it again.
struct ProgramsTold {
    private struct Told: Equatable {
        var at: Instant
        var hash: UInt64
        var program: AirportProgram
    }

    /// Programs kept, the newest: an airport has a handful in force.
    static let limit = 16

    /// The newest first; of one instant that with the larger hash, so that the order of arrival does not matter.
    private var told: [Told] = []

    var isEmpty: Bool { told.isEmpty }

    mutating func take(_ program: AirportProgram, at instant: Instant, hash: UInt64) {
        let new = Told(at: instant, hash: hash, program: program)
        let place = told.firstIndex { ($0.at, $0.hash) < (instant, hash) } ?? told.count
        told.insert(new, at: place)
        if told.count > ProgramsTold.limit { told.removeLast() }
    }

    /// The programs in force in a bin, the gravest first.
    /// - Parameter instant: only what was told before it counts.
    func inForce(in bin: QuarterHour, before instant: Instant) -> [AirportProgram] {
        if told.isEmpty { return [] }
        var found: [AirportProgram] = []
        for kind in [AirportProgram.Kind.closure, .groundStop, .groundDelay, .regulation] {
            guard let last = told.first(where: { $0.program.kind == kind && $0.at < instant }) else { continue }
            if last.program.isInForce(from: bin.start, to: bin.end, told: last.at) { found.append(last.program) }
        }
        return found
    }
}

extension ProgramsTold {
    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.putVarint(UInt64(told.count))
        for one in told {
            writer.putInstant(one.at)
            writer.put(one.hash)
            one.program.encode(reason: UnsafeRawBufferPointer(start: nil, count: 0), into: &writer)
        }
    }

    init(restoring reader: inout SnapshotReader) {
        for _ in 0..<reader.count(of: 12, atMost: ProgramsTold.limit) {
            let (at, hash) = (reader.instant(), reader.read(UInt64.self))
            if let program = AirportProgram(reading: &reader.bytes) {
                told.append(Told(at: at, hash: hash, program: program))
            } else {
                reader.refuse()
            }
        }
    }
}
