import DisruptionCore
import WireFormat

/// Live input of a steady pace: schedules of the coming day, and every tenth event a departure 60 minutes late.
///
/// Spread over airports and hours as a busy network is: some ten departures an airport and quarter of an hour.
struct LatencyInput {
    static let everyDelayed = 10
    /// What the delayed departures' event ids begin with; their number follows.
    static let idPrefix = "late-"

    private static let airports = [
        "ATL", "ORD", "DFW", "LAX", "DEN", "IAH", "PHX", "DTW", "MSP", "EWR", "SFO", "CLT", "LAS", "MCO", "BOS", "SEA",
        "PHL", "LGA", "JFK", "BWI", "SLC", "IAD", "SAN", "TPA", "MIA", "FLL", "STL", "CLE", "CVG", "PDX", "MEM", "DCA",
        "MDW", "HNL", "OAK", "SMF", "PIT", "MCI", "RDU", "SAT", "IND", "AUS", "MSY", "CMH", "BNA", "HOU", "SJC", "SNA",
    ]
    private static let carriers = ["AA", "UA", "DL", "WN", "US", "NW", "CO", "MQ", "OO", "XE"]

    static func isDelayed(_ number: Int) -> Bool { number % everyDelayed == 0 }

    /// The event's key and value.
    /// - Parameters:
    ///   - number: from 0; fewer than 100,000 times the carriers are distinct legs.
    ///   - now: event time.
    static func event(_ number: Int, at now: Instant) -> (key: String, value: String) {
        let from = airports[number * 7 % airports.count]
        let to = airports[(number * 7 + 1 + number % 13) % airports.count]
        let flight = "\(carriers[number % carriers.count])\(1 + number / carriers.count % 9_999)"
        let isLate = isDelayed(number)
        // A late one left within the last two hours, a schedule is of the next 24 hours.
        let out = now.adding(minutes: -Int64(number / 10 % 120))
        let departure = isLate ? out.adding(minutes: -60) : now.adding(minutes: 120 + Int64(number * 11 % 1440))
        let date = departure.rfc3339.prefix(10)
        let id = isLate ? "\(idPrefix)\(number)" : "plan-\(number)"
        let type = isLate ? "FLIGHT_DEPARTED" : "FLIGHT_SCHEDULED"
        var value = #"{"event_id":"\#(id)","event_type":"\#(type)","timestamp":"\#(now.rfc3339)","source":"bench","#
        value += #""payload":{"flight_number":"\#(flight)","airline":"\#(flight.prefix(2))","flight_date":"\#(date)","#
        value += #""origin":"\#(from)","destination":"\#(to)","tail_number":"N\#(10_000 + number % 89_999)","#
        value += #""scheduled_departure":"\#(departure.rfc3339)","#
        value += #""scheduled_arrival":"\#(departure.adding(minutes: 150).rfc3339)""#
        if isLate { value += #","actual_departure":"\#(out.rfc3339)""# }
        return ("\(flight)/\(date)/\(from)", value + "}}")
    }
}
