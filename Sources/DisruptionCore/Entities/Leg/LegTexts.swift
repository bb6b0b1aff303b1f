/// The text fields of a leg: the newest of each source, and the gate and terminal that were known first.
struct LegTexts {
    private(set) var candidates: [TextCandidate] = []
    /// The earliest gate and terminal that were known, from which a change is told.
    private(set) var firstGate: TextCandidate?
    private(set) var firstTerminal: TextCandidate?

    /// Texts kept at the most: six fields of ten sources. Further sources have no say in texts.
    static let limit = 64

    var isEmpty: Bool { candidates.isEmpty }

    /// A gate or a terminal is known.
    var hasPlace: Bool { firstGate != nil || firstTerminal != nil }

    mutating func apply(_ text: TextCandidate, names: [String]) {
        if text.field == .gate { keepFirstGate(text, names: names) }
        if text.field == .terminal, firstTerminal.map({ $0.isPreferred(to: text, names: names) }) ?? true {
            firstTerminal = text
        }
        if let held = candidates.firstIndex(where: { $0.field == text.field && $0.source == text.source }) {
            if text.isPreferred(to: candidates[held], names: names) { candidates[held] = text }
        } else if candidates.count < LegTexts.limit {
            candidates.append(text)
        }
    }

    /// Takes in what the gate was at some time: the earliest is kept.
    mutating func keepFirstGate(_ text: TextCandidate, names: [String]) {
        if firstGate.map({ $0.isPreferred(to: text, names: names) }) ?? true { firstGate = text }
    }

    /// The text believed for a field.
    func text(_ field: FlightText, names: [String]) -> TextCandidate? {
        var best: TextCandidate?
        for text in candidates where text.field == field {
            if best.map({ text.isPreferred(to: $0, names: names) }) ?? true { best = text }
        }
        return best
    }

    /// A source says that passengers board.
    var isBoarding: Bool { candidates.contains { $0.field == .status && $0.value == "BOARDING" } }
}

extension LegTexts {
    /// - Parameter base: the instant from which times count, in milliseconds.
    func encodeSnapshot(into writer: inout ByteWriter, base: Int64) {
        writer.put8((firstGate == nil ? 0 : 1) | (firstTerminal == nil ? 0 : 2))
        firstGate?.encodeSnapshot(into: &writer, base: base)
        firstTerminal?.encodeSnapshot(into: &writer, base: base)
        writer.putVarint(UInt64(candidates.count))
        for text in candidates { text.encodeSnapshot(into: &writer, base: base) }
    }

    /// - Parameter names: how many sources there are.
    init(restoring reader: inout SnapshotReader, base: Int64, names: Int) {
        let flags: UInt8 = reader.read()
        if flags & 1 != 0 { firstGate = TextCandidate(restoring: &reader, base: base, names: names) }
        if flags & 2 != 0 { firstTerminal = TextCandidate(restoring: &reader, base: base, names: names) }
        let count = reader.count(of: TextCandidate.snapshotBytes, atMost: LegTexts.limit)
        candidates.reserveCapacity(count)
        for _ in 0..<count { candidates.append(TextCandidate(restoring: &reader, base: base, names: names)) }
    }
}

extension TextCandidate {
    /// The least that it takes in a snapshot.
    static let snapshotBytes = 4

    fileprivate func encodeSnapshot(into writer: inout ByteWriter, base: Int64) {
        writer.put8(field.rawValue)
        writer.putVarint(UInt64(source))
        writer.putSigned(eventTime &- base)
        writer.putCounted(value)
    }

    fileprivate init(restoring reader: inout SnapshotReader, base: Int64, names: Int) {
        field = reader.read(reader.read(), or: .gate)
        let number = reader.bytes.readVarint()
        if number >= UInt64(names) { reader.refuse() }
        source = UInt16(truncatingIfNeeded: number)
        eventTime = base &+ reader.bytes.readSigned()
        value = reader.bytes.readString()
    }
}
