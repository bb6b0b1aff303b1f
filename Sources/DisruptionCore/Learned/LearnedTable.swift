/// A table that history teaches: its name in the file, what its keys are made of, and the range of its values.
public enum LearnedTable: UInt8, CaseIterable, Sendable {
    /// Minimum turn by carrier and airport, in thousandths of a minute.
    case turn
    /// What a flight takes beyond its scheduled block, by carrier, origin and destination, in thousandths of a minute.
    case gain
    /// Departure delay by the margin of a leg, in thousandths of a minute.
    case departure
    /// Chance that late-aircraft minutes are reported, by carrier and effective margin, before the habit: millionths.
    case reported
    /// Share of legs, late by their aircraft, of which the carrier says so: by carrier and station, in millionths.
    case habit
    /// Minutes reported beyond the effective margin, by chance and margin, in thousandths of a minute.
    case size
    /// The same by carrier, beyond `size`.
    case carrierSize

    /// The first word of its lines.
    public var name: StaticString {
        switch self {
        case .turn: "turn"
        case .gain: "gain"
        case .departure: "departure"
        case .reported: "reported"
        case .habit: "habit"
        case .size: "size"
        case .carrierSize: "carrier-size"
        }
    }

    /// What stands between the name and the value.
    var columns: [LearnedColumn] {
        switch self {
        case .turn: [.carrier, .airport]
        case .gain: [.carrier, .airport, .airport]
        case .departure: [.time, .edge(.departure)]
        case .reported: [.time, .carrier, .edge(.reported)]
        case .habit: [.time, .carrier, .direction, .airport]
        case .size: [.time, .step, .sizeClass]
        case .carrierSize: [.time, .carrier]
        }
    }

    /// What a value may be; anything else is refused where tables are read, and never learned.
    public var range: ClosedRange<Int32> {
        switch self {
        case .turn: 0...LearnedLimits.minutesMax
        case .gain, .departure, .size, .carrierSize: -LearnedLimits.minutesMax...LearnedLimits.minutesMax
        case .reported: 0...LearnedLimits.reportedMax
        // Never 0: shares are divided by one another.
        case .habit: 1...1_000_000
        }
    }
}

/// Five-minute steps of a margin.
public enum MarginSteps: Sendable {
    case departure, reported

    /// The lowest step's lower edge, in minutes.
    var first: Int { self == .departure ? -90 : -60 }
    var count: Int { self == .departure ? 54 : 36 }

    /// The step of a margin in thousandths of a minute; what lies outside counts as the first or the last.
    @inlinable public func step(_ margin: Int) -> Int {
        let step = Int(floorDivide(Int64(clamping: margin), 5000)) - edges.first / 5
        return min(max(step, 0), edges.count - 1)
    }

    @usableFromInline var edges: (first: Int, count: Int) { (first, count) }
}
