package import DisruptionCore

/// Airports, airlines and timetable; the same for every seed.
package struct Network: Sendable {
    package let airports: [NetworkAirport]
    package let airlines: [Airline]
    package let timetable: Timetable
    private let zones: [ZoneTable]
    private let places: [AirportCode: Int]

    /// - Parameters:
    ///   - scale: 1…`SimulationOptions.scaleMax`.
    ///   - directory: gives the airports of larger networks and all time zones; where it knows none, clocks show UTC.
    package init(scale: Int, directory: AirportDirectory) {
        let steps = scale - 1
        let airports = MajorAirports.all + FurtherAirports.airports(steps: steps, directory: directory)
        var places: [AirportCode: Int] = [:]
        for (place, airport) in airports.enumerated() { places[airport.iata] = place }
        var airlines = Airlines.major { places[AirportCode($0) ?? .none] ?? 0 }
        for step in 0..<steps {
            let bases = (0..<FurtherAirports.perStep).map {
                MajorAirports.all.count + (step * FurtherAirports.perStep + $0) % max(1, airports.count - 11)
            }
            airlines += Airlines.further(step: step, airports: bases.map { min($0, airports.count - 1) })
        }
        self.airports = airports
        self.airlines = airlines
        self.places = places
        zones = airports.map { directory.zone(of: $0.iata) ?? .utc }
        timetable = TimetableMaker(airports: airports, airlines: airlines).make()
    }

    /// The flight number of a leg of the timetable.
    package func flight(_ leg: TimetableLeg) -> FlightNumber {
        FlightNumber("\(airlines[Int(leg.airline)].code)\(leg.number)") ?? .none
    }

    /// The language of an airline's first base, a place in `Travellers.languages`.
    func language(_ airline: Int) -> Int {
        switch "\(airports[airlines[airline].bases[0].airport].icao)".prefix(2) {
        case "ED", "LO", "LS": 1
        case "LF": 2
        case "LE", "GC": 3
        case "LI": 4
        case "EH": 5
        case "LP": 6
        case "EP": 7
        default: 0
        }
    }

    /// What the runways of each airport take on a date: its busiest hour as it is planned, and one movement more.
    func runways(on date: CalendarDate) -> [Runways] {
        var departures = [[Int]](repeating: [Int](repeating: 0, count: 48 * 4), count: airports.count)
        var arrivals = departures
        for line in timetable.lines {
            let offset = self.offset(line.base, at: date.startUTC.adding(minutes: 720))
            for leg in timetable.legs[line.legs] {
                let out = Int(leg.departure) - offset
                departures[Int(leg.from)][max(0, out) / 15] += 1
                arrivals[Int(leg.to)][max(0, out + Int(leg.block)) / 15] += 1
            }
        }
        func perHour(_ quarters: [Int]) -> Int {
            let busiest = (0..<quarters.count - 3).map { quarters[$0..<$0 + 4].reduce(0, +) }.max() ?? 0
            return busiest + 1
        }
        return airports.indices.map {
            Runways(
                departuresPerHour: perHour(departures[$0]), arrivalsPerHour: perHour(arrivals[$0]),
                planned: zip(departures[$0], arrivals[$0]).map { UInt16($0 + $1) })
        }
    }

    /// The place of an airport by its IATA code.
    package func place(_ code: AirportCode) -> Int? { places[code] }

    /// Minutes that local clocks are ahead of UTC.
    package func offset(_ airport: Int, at instant: Instant) -> Int { Int(zones[airport].offset(at: instant)) / 60 }

    /// Local minute of the day, 0…1439.
    package func localMinute(_ airport: Int, at instant: Instant) -> Int { zones[airport].local(instant).minute }

    /// The local date.
    package func localDate(_ airport: Int, at instant: Instant) -> CalendarDate { zones[airport].local(instant).date }

    static func kilometres(_ a: NetworkAirport, _ b: NetworkAirport) -> Double {
        Geography.kilometres((a.latitude, a.longitude), (b.latitude, b.longitude))
    }

    /// Minutes in the air when nothing is in the way: 780 km/h, and 17 minutes for climb, descent and the way round.
    static func airborne(_ a: NetworkAirport, _ b: NetworkAirport) -> Int { 17 + Int(kilometres(a, b) / 13) }

    /// Scheduled minutes from off-block to in-block, in fives, with what a planner adds so that most are in time.
    static func block(_ a: NetworkAirport, _ b: NetworkAirport) -> Int {
        (a.taxiOut + airborne(a, b) + b.taxiIn + 6) / 5 * 5
    }
}
