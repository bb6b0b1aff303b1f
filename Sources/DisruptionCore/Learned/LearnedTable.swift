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
    /// Chance of departing 15 or more late by a leg's own doing: by delay of departures and hour, in millionths.
    case ownLateness
    /// How much carriers and their stations differ from that, in millionths.
    case ownFactor
    /// What a margin leaves of departing on time, by carrier, in millionths.
    case survival
    /// Departure delay beyond the margin, by chance and margin, in thousandths of a minute.
    case delay
    /// Movements an hour that an airport's busiest hours reach.
    case capacity
    /// Taxi time out (`from`) and in (`to`) that nothing impedes, by airport, in thousandths of a minute.
    case taxi
    /// Block time that one in five flights keeps below, by carrier and route, in thousandths of a minute.
    case block
    /// Median delay of departures (`from`) and arrivals (`to`) of an hour, by airport, local hour and class of day:
    /// minutes.
    case usualDelay
    /// Median absolute deviation from that, minutes.
    case usualDeviation
    /// Share of a carrier's departures that is late or cancelled on a usual day, in millionths.
    case usualShare
    /// The same of the cancelled alone.
    case usualCancelled

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
        case .ownLateness: "own-lateness"
        case .ownFactor: "own-factor"
        case .survival: "survival"
        case .delay: "delay"
        case .capacity: "capacity"
        case .taxi: "taxi"
        case .block: "block"
        case .usualDelay: "usual-delay"
        case .usualDeviation: "usual-deviation"
        case .usualShare: "usual-share"
        case .usualCancelled: "usual-cancelled"
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
        case .survival: [.time, .carrier, .edge(.survival)]
        case .ownLateness: [.time, .place(of: 5), .place(of: 8)]
        case .ownFactor: [.time, .carrier, .airport]
        case .size: [.time, .step, .sizeClass(of: 4)]
        case .delay: [.time, .step, .sizeClass(of: 6)]
        case .carrierSize: [.time, .carrier]
        case .capacity: [.airport]
        case .taxi: [.direction, .airport]
        case .block: [.carrier, .airport, .airport]
        case .usualDelay, .usualDeviation: [.airport, .direction, .hour, .dayClass]
        case .usualShare, .usualCancelled: [.carrier]
        }
    }

    /// What a value may be; anything else is refused where tables are read, and never learned.
    public var range: ClosedRange<Int32> {
        switch self {
        case .turn: 0...LearnedLimits.minutesMax
        case .gain, .departure, .size, .carrierSize, .delay: -LearnedLimits.minutesMax...LearnedLimits.minutesMax
        case .reported, .ownFactor, .survival: 0...LearnedLimits.reportedMax
        case .ownLateness, .usualShare, .usualCancelled: 0...1_000_000
        case .capacity: 1...LearnedLimits.movementsMax
        case .taxi, .block: 0...LearnedLimits.minutesMax
        case .usualDelay: -120...1440
        case .usualDeviation: 0...1560
        // Never 0: shares are divided by one another.
        case .habit: 1...1_000_000
        }
    }
}

/// Five-minute steps of a margin.
public enum MarginSteps: Sendable {
    case departure, reported, survival

    /// The lowest step's lower edge, in minutes.
    var first: Int { edges.first }
    var count: Int { edges.count }

    /// The step of a margin in thousandths of a minute; what lies outside counts as the first or the last.
    @inlinable public func step(_ margin: Int) -> Int {
        let step = Int(floorDivide(Int64(clamping: margin), 5000)) - edges.first / 5
        return min(max(step, 0), edges.count - 1)
    }

    @usableFromInline var edges: (first: Int, count: Int) {
        switch self {
        case .departure: (-90, 54)
        case .reported: (-60, 36)
        case .survival: (-40, 32)
        }
    }
}
