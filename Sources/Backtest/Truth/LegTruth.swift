import DisruptionCore
import History

/// What history says of one leg, as scores need it; times in minutes since 1970-01-01T00:00:00Z.
struct LegTruth: Sendable {
    /// No time.
    static let unknown = Int32.min

    let key: LegKey
    /// As the file has it, be it a placeholder, which stands for one aircraft as any other.
    let tail: Tail
    let destination: AirportCode
    let scheduledDeparture: Int32
    let scheduledArrival: Int32
    /// Off-block and in-block, `unknown` where nobody says.
    let out: Int32
    let arrival: Int32
    /// When its cancellation becomes known.
    let cancellationTold: Int32
    private let flags: UInt8
    /// Minutes of arrival delay by cause: carrier, weather, airspace, security, late aircraft.
    let causes: (Int16, Int16, Int16, Int16, Int16)

    /// - Parameter isDropped: the row says a leg again that another row says; scored like any row.
    init(_ leg: HistoricLeg, rules: EventRules, isDropped: Bool) {
        func minutes(_ time: Instant?) -> Int32 {
            time.map { Int32(clamping: floorDivide($0.ms, 60_000)) } ?? LegTruth.unknown
        }
        key = leg.key
        tail = leg.statedTail
        destination = leg.destination
        scheduledDeparture = minutes(leg.scheduledDeparture)
        scheduledArrival = minutes(leg.scheduledArrival)
        out = minutes(leg.out)
        arrival = minutes(leg.arrival)
        cancellationTold = minutes(rules.cancellationTold(of: leg))
        flags = (leg.isCancelled ? 1 : 0) | (leg.isDiverted ? 2 : 0) | (isDropped ? 4 : 0)
        let found = leg.causes ?? HistoricLeg.Causes()
        causes = (found.carrier, found.weather, found.airspace, found.security, found.lateAircraft)
    }

    var isCancelled: Bool { flags & 1 != 0 }
    var isDiverted: Bool { flags & 2 != 0 }
    var isDropped: Bool { flags & 4 != 0 }
    /// Minutes that its carrier reported as due to the late aircraft: the truth of rotation scores.
    var lateAircraft: Int32 { Int32(causes.4) }
    /// Minutes late at the gates; nil where nobody says.
    var departureDelay: Int32? { out == LegTruth.unknown ? nil : out - scheduledDeparture }
    var arrivalDelay: Int32? { arrival == LegTruth.unknown ? nil : arrival - scheduledArrival }
    /// It flew from its origin to its destination, and both times are known.
    var isFlown: Bool { !isCancelled && !isDiverted && arrival != LegTruth.unknown }
}
