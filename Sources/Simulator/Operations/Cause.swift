/// Why a leg is late or does not fly.
package enum Cause: UInt8, Sendable, CaseIterable {
    case technical, crew, passengers, handling
    /// At either end: capacity lost to weather, de-icing.
    case weather
    /// A slot of air traffic control for want of capacity on the way, or an airport's programme.
    case regulation
    /// A queue for a runway in full service.
    case congestion
    /// Wind and the way flown: longer in the air than planned.
    case route

    /// For the truth file.
    package var name: StaticString {
        switch self {
        case .technical: "technical"
        case .crew: "crew"
        case .passengers: "passengers"
        case .handling: "handling"
        case .weather: "weather"
        case .regulation: "regulation"
        case .congestion: "congestion"
        case .route: "route"
        }
    }

    /// IATA delay code (AHM 730) of a delay that begins with the leg itself.
    var code: StaticString {
        switch self {
        case .technical: "41"
        case .crew: "64"
        case .passengers: "15"
        case .handling: "33"
        case .weather: "71"
        case .regulation: "81"
        case .congestion: "89"
        case .route: "73"
        }
    }

    /// What a source writes as `reason`.
    var reason: StaticString {
        switch self {
        case .technical: "technical"
        case .crew: "crew"
        case .passengers: "passengers"
        case .handling: "ground handling"
        case .weather: "weather"
        case .regulation: "air traffic control"
        case .congestion: "airport congestion"
        case .route: "en route"
        }
    }
}

/// How minutes of delay came to a leg.
package enum Path: UInt8, Sendable {
    /// They began with the leg itself.
    case own
    /// By its aircraft, its crew or its connecting passengers.
    case aircraft, crew, connection

    package var name: StaticString {
        switch self {
        case .own: "own"
        case .aircraft: "aircraft"
        case .crew: "crew"
        case .connection: "connection"
        }
    }
}

/// Minutes of a leg's delay, and what began them.
package struct DelayShare: Sendable, Equatable {
    /// The leg with which they began, by its number.
    package var root: Int32
    package var cause: Cause
    package var path: Path
    package var minutes: Int16
    /// Where they arose, a place in `Network.airports`.
    package var airport: UInt16
}

extension [DelayShare] {
    package var minutes: Int { reduce(0) { $0 + Int($1.minutes) } }

    /// The same split over another total: each in proportion, and the sum exact.
    ///
    /// Source: BTS redistributes late-aircraft minutes proportionally; remainders go to the largest share.
    package func scaled(to total: Int, path: Path? = nil) -> [DelayShare] {
        let sum = minutes
        guard sum > 0, total > 0 else { return [] }
        var result: [DelayShare] = []
        var left = total
        for share in self {
            let part = Int(share.minutes) * total / sum
            left -= part
            result.append(
                DelayShare(
                    root: share.root, cause: share.cause, path: path ?? share.path, minutes: Int16(part),
                    airport: share.airport))
        }
        if left > 0, let largest = result.indices.max(by: { result[$0].minutes < result[$1].minutes }) {
            result[largest].minutes = Int16(clamping: Int(result[largest].minutes) + left)
        }
        return result.filter { $0.minutes > 0 }
    }

    /// The share with the most minutes; the first of equal ones.
    var largest: DelayShare? {
        var found: DelayShare?
        for share in self where share.minutes > found?.minutes ?? 0 { found = share }
        return found
    }
}
