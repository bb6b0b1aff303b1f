import DisruptionCore

/// The names of closed lists in the objects that `iropsd decode` writes; what is ordinary has none.
enum ReportNames {
    /// `09:30`.
    static func clock(hour: UInt8?, minute: UInt8) -> String {
        func two(_ number: UInt8) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(hour.map(two) ?? "--"):\(two(minute))"
    }
}

extension Visibility.Bound {
    var name: StaticString? {
        switch self {
        case .exact: nil
        case .atLeast: "at_least"
        case .below: "below"
        }
    }
}

extension CompassPoint {
    var name: StaticString {
        switch self {
        case .north: "N"
        case .northEast: "NE"
        case .east: "E"
        case .southEast: "SE"
        case .south: "S"
        case .southWest: "SW"
        case .west: "W"
        case .northWest: "NW"
        }
    }
}

extension CloudLayer.Amount {
    var name: StaticString? {
        switch self {
        case .notKnown: nil
        case .few: "FEW"
        case .scattered: "SCT"
        case .broken: "BKN"
        case .overcast: "OVC"
        case .hidden: "VV"
        }
    }
}

extension CloudLayer.Genus {
    var name: StaticString? {
        switch self {
        case .other: nil
        case .cumulonimbus: "CB"
        case .toweringCumulus: "TCU"
        case .notKnown: "unknown"
        }
    }
}

extension Sky {
    var name: StaticString? {
        switch self {
        case .notReported, .layered: nil
        case .clear: "SKC"
        case .clearBelow: "CLR"
        case .nothingSignificant: "NSC"
        case .nothingDetected: "NCD"
        case .notObserved: "not_observed"
        }
    }
}

extension RunwayName {
    var text: String {
        var bytes: [UInt8] = []
        forEachByte { bytes.append($0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension RunwayRange.Trend {
    var name: StaticString? {
        switch self {
        case .notTold: nil
        case .rising: "up"
        case .falling: "down"
        case .steady: "steady"
        }
    }
}

extension ColourState {
    var name: String {
        let names = ["BLU", "WHT", "GRN", "YLO", "AMB", "RED"]
        return (isBlack ? "BLACK" : "") + (colour.map { names[Int($0.rawValue)] } ?? "")
    }
}

extension TrendGroup.Kind {
    var name: StaticString {
        switch self {
        case .becoming: "BECMG"
        case .temporary: "TEMPO"
        case .intermittent: "INTER"
        case .from: "FM"
        case .forecast: "forecast"
        }
    }
}

extension TafGroup.Kind {
    var name: StaticString {
        switch self {
        case .base: "base"
        case .from: "FM"
        case .becoming: "BECMG"
        case .temporary: "TEMPO"
        case .intermittent: "INTER"
        case .probable: "PROB"
        }
    }
}

extension GroupIssue.Reason {
    var name: StaticString {
        switch self {
        case .unknownGroup: "unknown_group"
        case .notText: "not_text"
        case .tooLong: "too_long"
        case .tooMany: "too_many"
        case .noStation: "no_station"
        case .noTime: "no_time"
        case .noPeriod: "no_period"
        case .impossible: "impossible_value"
        case .incomplete: "incomplete"
        }
    }
}
