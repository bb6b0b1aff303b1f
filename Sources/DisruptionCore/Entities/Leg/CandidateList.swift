/// Candidates in a snapshot, in groups of those that one source said at one time, of rising fields: mostly what one
/// event said. Most of it was said before, for sources repeat a leg's schedule and tail with every event.
///
/// Layout: candidates varint; then each group: milliseconds from the group before signed varint, fields varint (a bit
/// each), known varint (bit 0: the source is another; then a bit for each of its candidates: it says what the last one
/// of its field said), source varint where it is another, and the values that are not known: a tail as eight bytes,
/// other values as signed varints, times as the distance from the event time.
enum CandidateList {
    /// The most that a candidate takes, in a group of its own.
    private static let bytesMax = 10 + 3 + 3 + 3 + 10
    /// Fields whose values are instants, by raw value.
    private static let times: UInt32 = FlightField.allCases.reduce(0) {
        $0 | ($1.isTime ? 1 << UInt32($1.rawValue) : 0)
    }
    private static let tail = FlightField.tail.rawValue

    /// What was said last of each field; a pointer, for an array in place is copied at every look.
    private struct Last {
        private let values: UnsafeMutablePointer<Int64>
        private var said: UInt32 = 0

        init(_ values: UnsafeMutablePointer<Int64>) { self.values = values }

        @inline(__always) func has(_ field: UInt8) -> Bool { said >> UInt32(field) & 1 == 1 }

        /// 0 where nothing was said.
        @inline(__always) subscript(field: UInt8) -> Int64 { has(field) ? values[Int(field)] : 0 }

        @inline(__always) mutating func note(_ field: UInt8, _ value: Int64) {
            values[Int(field)] = value
            said |= 1 << UInt32(field)
        }

        @inline(__always) static func with<Result>(_ body: (inout Last) -> Result) -> Result {
            withUnsafeTemporaryAllocation(byteCount: FlightField.count * 8, alignment: 8) { place in
                let values = place.bindMemory(to: Int64.self)
                guard let start = values.baseAddress else { preconditionFailure("no room for 18 numbers") }
                var last = Last(start)
                return body(&last)
            }
        }
    }

    /// The tail said last, and when something was; 0 and the base where nothing was.
    typealias Told = (tail: Int64, time: Int64)

    static func encode(_ candidates: Span<Candidate>, into writer: inout ByteWriter, base: Int64) -> Told {
        writer.putVarint(UInt64(candidates.count))
        return Last.with { last in
            var time = base
            writer.putReserved(candidates.count * bytesMax) { place in
                var source: UInt16 = 0
                var start = 0
                while start < candidates.count {
                    start = encodeGroup(candidates, at: start, &place, &last, &time, &source)
                }
            }
            return (last[tail], time)
        }
    }

    /// - Returns: the begin of the next group.
    @inline(__always) private static func encodeGroup(
        _ candidates: Span<Candidate>, at start: Int, _ place: inout ReservedBytes, _ last: inout Last,
        _ time: inout Int64, _ source: inout UInt16
    ) -> Int {
        let first = candidates[start]
        var fields: UInt32 = 0
        var known: UInt32 = first.source == source ? 0 : 1
        var end = start
        while end < candidates.count, candidates[end].isSaid(with: first), fields >> candidates[end].field == 0 {
            let field = candidates[end].field
            if last.has(field), last[field] == candidates[end].value { known |= 2 << UInt32(end - start) }
            fields |= 1 << UInt32(field)
            end += 1
        }
        place.putSigned(first.eventTime &- time)
        place.putVarint(UInt64(fields))
        place.putVarint(UInt64(known))
        if first.source != source { place.putVarint(UInt64(first.source)) }
        (time, source) = (first.eventTime, first.source)
        for index in start..<end {
            known >>= 1
            if known & 1 == 1 { continue }
            let candidate = candidates[index]
            last.note(candidate.field, candidate.value)
            if candidate.field == tail {
                place.put(candidate.value)
            } else {
                let isTime = times >> UInt32(candidate.field) & 1 == 1
                place.putSigned(isTime ? candidate.value &- time : candidate.value)
            }
        }
        return end
    }

    /// - Parameters:
    ///   - names: how many sources there are.
    ///   - limit: candidates at the most.
    ///   - told: set to what `encode` returned.
    static func restore(
        _ reader: inout SnapshotReader, base: Int64, names: Int, atMost limit: Int, _ told: inout Told
    ) -> ContiguousArray<Candidate> {
        let count = reader.number(atMost: limit)
        var candidates: ContiguousArray<Candidate> = []
        candidates.reserveCapacity(count)
        told = Last.with { last in
            var time = base
            var source: UInt64 = 0
            while candidates.count < count {
                time = time &+ reader.bytes.readSigned()
                let fields = UInt32(truncatingIfNeeded: reader.bytes.readVarint())
                let known = UInt32(truncatingIfNeeded: reader.bytes.readVarint())
                if known & 1 == 1 { source = reader.bytes.readVarint() }
                if fields == 0 || fields >> UInt32(FlightField.count) != 0 || source >= UInt64(names)
                    || fields.nonzeroBitCount > count - candidates.count
                {
                    reader.refuse()
                    break
                }
                restoreGroup(&reader, fields, known >> 1, time, UInt16(truncatingIfNeeded: source), &last, &candidates)
            }
            return (last[tail], time)
        }
        return candidates
    }

    @inline(__always) private static func restoreGroup(
        _ reader: inout SnapshotReader, _ fields: UInt32, _ known: UInt32, _ time: Int64, _ source: UInt16,
        _ last: inout Last, _ candidates: inout ContiguousArray<Candidate>
    ) {
        var (fields, known) = (fields, known)
        while fields != 0 {
            let field = UInt8(truncatingIfNeeded: fields.trailingZeroBitCount)
            var value: Int64
            if known & 1 == 1 {
                if !last.has(field) { reader.refuse() }
                value = last[field]
            } else {
                if field == tail {
                    value = reader.read()
                } else {
                    value = reader.bytes.readSigned()
                    if times >> UInt32(field) & 1 == 1 {
                        value = value &+ time
                        if value.magnitude > UInt64(SnapshotReader.instantMsMax) { reader.refuse() }
                    }
                }
                last.note(field, value)
            }
            candidates.append(Candidate(eventTime: time, value: value, source: source, fieldNumber: field))
            fields &= fields - 1
            known >>= 1
        }
    }
}

extension Candidate {
    /// Whether the same source said both at the same time.
    @inline(__always) fileprivate func isSaid(with other: Candidate) -> Bool {
        eventTime == other.eventTime && source == other.source
    }
}
