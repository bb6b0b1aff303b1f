/// Candidates in a snapshot: for each a head byte with the field in five bits, then what differs from the candidate
/// before it. Times are written as the distance from the event time.
extension ContiguousArray<Candidate> {
    private enum Flag {
        static let sameTime: UInt8 = 32
        static let sameSource: UInt8 = 64
        /// The value takes eight bytes: a packed code.
        static let isWhole: UInt8 = 128
    }

    /// Fields whose values are instants, by raw value.
    private static var times: UInt32 {
        FlightField.allCases.reduce(0) { $0 | ($1.isTime ? 1 << UInt32($1.rawValue) : 0) }
    }

    func encodeSnapshot(into writer: inout ByteWriter, base: Int64) {
        let times = Self.times
        writer.putVarint(UInt64(count))
        var time = base
        var source: UInt16 = 0
        for candidate in self {
            let isTime = times >> UInt32(candidate.field) & 1 == 1
            let value = isTime ? candidate.value &- candidate.eventTime : candidate.value
            let isWhole = value.magnitude >= 1 << 48
            var head = candidate.field
            if candidate.eventTime == time { head |= Flag.sameTime }
            if candidate.source == source { head |= Flag.sameSource }
            if isWhole { head |= Flag.isWhole }
            writer.put8(head)
            if candidate.eventTime != time { writer.putSigned(candidate.eventTime &- time) }
            if candidate.source != source { writer.putVarint(UInt64(candidate.source)) }
            if isWhole { writer.put(value) } else { writer.putSigned(value) }
            time = candidate.eventTime
            source = candidate.source
        }
    }

    /// - Parameters:
    ///   - names: how many sources there are.
    ///   - limit: candidates at the most.
    init(restoring reader: inout SnapshotReader, base: Int64, names: Int, atMost limit: Int) {
        let times = Self.times
        let count = reader.count(of: 2, atMost: limit)
        var time = base
        var source: UInt64 = 0
        self.init(unsafeUninitializedCapacity: count) { candidates, filled in
            for at in 0..<count {
                let head: UInt8 = reader.read()
                let field = head & 31
                if head & Flag.sameTime == 0 { time = time &+ reader.bytes.readSigned() }
                if head & Flag.sameSource == 0 { source = reader.bytes.readVarint() }
                var value = head & Flag.isWhole != 0 ? reader.read() : reader.bytes.readSigned()
                if times >> UInt32(field) & 1 == 1 {
                    value = value &+ time
                    if value.magnitude > UInt64(SnapshotReader.instantMsMax) { reader.refuse() }
                }
                if field >= UInt8(FlightField.count) || source >= UInt64(names) { reader.refuse() }
                candidates.initializeElement(
                    at: at,
                    to: Candidate(
                        eventTime: time, value: value, source: UInt16(truncatingIfNeeded: source), fieldNumber: field))
            }
            filled = count
        }
    }
}
