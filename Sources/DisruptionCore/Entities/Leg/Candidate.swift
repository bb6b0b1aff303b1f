/// What one source said of one field of a leg at one event time. Sixteen bytes, for a leg keeps dozens.
struct Candidate {
    let value: Int64
    /// Milliseconds since 1970 in the upper 43 bits, source in 16, field in 5.
    private let packed: UInt64

    /// - Parameter eventTime: milliseconds since 1970; 0 to the year 2248, which is more than a fact's may be.
    init(eventTime: Int64, value: Int64, source: UInt16, field: FlightField) {
        self.init(eventTime: eventTime, value: value, source: source, fieldNumber: field.rawValue)
    }

    /// - Parameter field: raw value of the field.
    init(eventTime: Int64, value: Int64, source: UInt16, fieldNumber field: UInt8) {
        self.value = value
        packed = UInt64(min(max(0, eventTime), 1 << 43 - 1)) << 21 | UInt64(source) << 5 | UInt64(field & 31)
    }

    var eventTime: Int64 { Int64(packed >> 21) }
    var source: UInt16 { UInt16(truncatingIfNeeded: packed >> 5) }
    /// Raw value of the field.
    var field: UInt8 { UInt8(truncatingIfNeeded: packed & 31) }

    /// It says that the leg is diverted, and not where to.
    var saysNoWhere: Bool {
        field == FlightField.divertedTo.rawValue && value == FlightFact.unstatedAirport
    }

    /// Whether this one is believed rather than the other, of the same field: the newest; of the same time the source
    /// first by name; of the same source the larger value. A total order, so that the order of arrival does not matter.
    func isPreferred(to other: Candidate, names: borrowing [String]) -> Bool {
        if eventTime != other.eventTime { return eventTime > other.eventTime }
        if source != other.source { return names[Int(source)] < names[Int(other.source)] }
        return value > other.value
    }
}

/// What one source said of one text field of a leg; the newest of each source is kept.
struct TextCandidate {
    var eventTime: Int64
    var value: String
    var source: UInt16
    var field: FlightText

    func isPreferred(to other: TextCandidate, names: [String]) -> Bool {
        if eventTime != other.eventTime { return eventTime > other.eventTime }
        if source != other.source { return names[Int(source)] < names[Int(other.source)] }
        return value > other.value
    }
}

/// The candidate believed for each field, as places in a leg's candidates.
struct Resolution {
    private var winners = InlineArray<18, Int16>(repeating: -1)

    /// - Parameter asOf: facts of later event time are left out.
    init(_ candidates: Span<Candidate>, asOf: Instant, names: borrowing [String]) {
        for index in candidates.indices {
            let candidate = candidates[index]
            if candidate.eventTime > asOf.ms { continue }
            let field = Int(candidate.field)
            let held = winners.span[field]
            if held < 0 || candidate.isPreferred(to: candidates[Int(held)], names: names) {
                winners[field] = Int16(truncatingIfNeeded: index)
            }
        }
        keepTarget(candidates, asOf: asOf, names: names)
    }

    /// A diversion that says no airport does not take away the airport that an earlier one said, unless a diversion
    /// was taken back between the two.
    private mutating func keepTarget(_ candidates: Span<Candidate>, asOf: Instant, names: borrowing [String]) {
        let field = Int(FlightField.divertedTo.rawValue)
        let winner = Int(winners.span[field])
        guard winner >= 0, candidates[winner].saysNoWhere else { return }
        var said = -1
        for index in candidates.indices where Int(candidates[index].field) == field {
            if candidates[index].eventTime > asOf.ms || candidates[index].saysNoWhere { continue }
            if said < 0 || candidates[index].isPreferred(to: candidates[said], names: names) { said = index }
        }
        if said >= 0, candidates[said].value != 0 { winners[field] = Int16(truncatingIfNeeded: said) }
    }

    func index(_ field: FlightField) -> Int? {
        let winner = winners.span[Int(field.rawValue)]
        return winner < 0 ? nil : Int(winner)
    }

    /// The value believed.
    @inline(__always) func value(_ field: FlightField, _ candidates: Span<Candidate>) -> Int64? {
        let winner = winners.span[Int(field.rawValue)]
        return winner < 0 ? nil : candidates[Int(winner)].value
    }

    /// When it was said, in milliseconds; before everything where nothing was.
    @inline(__always) func told(_ field: FlightField, _ candidates: Span<Candidate>) -> Int64 {
        let winner = winners.span[Int(field.rawValue)]
        return winner < 0 ? .min : candidates[Int(winner)].eventTime
    }
}
