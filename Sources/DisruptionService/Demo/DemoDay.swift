import DisruptionCore
import History

/// An invented day for a machine without files of history: 160 aircraft fly between hubs and spokes, some start
/// late, and a storm closes most of Chicago for an afternoon. Always the same.
enum DemoDay {
    private static let hubs = ["ORD", "DFW", "ATL", "DEN"]
    private static let spokes = ["BNA", "MSY", "AUS", "STL", "MCI", "CLE", "RDU", "SLC", "TUL", "IND", "CVG", "OMA"]
    private static let aircraft = 160
    private static let rotations = 4
    /// Minutes of a flight, of a planned stay at the gate, and of the shortest one.
    private static let blockMinutes: Int64 = 80
    private static let stayMinutes: Int64 = 45
    private static let turnMinutes: Int64 = 35
    /// Minutes after 00:00 UTC of the storm at Chicago, and of the first departures.
    private static let storm: Range<Int64> = (18 * 60)..<(23 * 60)
    private static let opening: Int64 = 12 * 60

    /// Every leg of the day, as planned and as flown.
    static func legs(_ date: CalendarDate) -> [HistoricLeg] {
        (0..<aircraft).flatMap { legs(ofAircraft: $0, date) }
    }

    private static func legs(ofAircraft number: Int, _ date: CalendarDate) -> [HistoricLeg] {
        var legs: [HistoricLeg] = []
        let hub = hubs[number % hubs.count]
        var departure = opening + Int64(number * 7 % 120)
        // Every fifth aircraft has a fault in the morning.
        var readyAt = departure + (number % 5 == 0 ? Int64(40 + number * 13 % 120) : 0)
        for turn in 0..<(2 * rotations) {
            let spoke = spokes[(number * 5 + turn / 2) % spokes.count]
            let (origin, destination) = turn % 2 == 0 ? (hub, spoke) : (spoke, hub)
            guard let from = AirportCode(origin), let to = AirportCode(destination),
                let tail = Tail("N\(100 + number)DM"),
                let flight = FlightNumber("ZZ\(1000 + number * 20 + turn)")
            else { continue }
            let start = date.startUTC
            var leg = HistoricLeg(
                key: LegKey(flight: flight, date: date, origin: from), destination: to, tail: tail,
                scheduledDeparture: start.adding(minutes: departure),
                scheduledArrival: start.adding(minutes: departure + blockMinutes))
            if hub == "ORD", storm.contains(departure), (number + turn / 2) % 3 != 0 {
                leg.isCancelled = true
                leg.cancelReason = .weather
            } else {
                let out = max(departure, readyAt)
                leg.out = start.adding(minutes: out)
                leg.arrival = start.adding(minutes: out + blockMinutes)
                readyAt = out + blockMinutes + turnMinutes
            }
            legs.append(leg)
            departure += blockMinutes + stayMinutes
        }
        return legs
    }
}
