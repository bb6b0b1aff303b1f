import DisruptionCore

/// Airports and timetable of the synthetic day: real places, invented carriers.
///
/// Everything is arithmetic on fixed hashes, so every machine and build gives the same day.
struct SyntheticNetwork {
    /// A planned leg; minutes count from 00:00 UTC of the day.
    struct Plan {
        let aircraft: Int
        /// Place in the aircraft's line of flight.
        let step: Int
        let carrier: Int
        let number: Int
        let from: Int
        let to: Int
        let departure: Int
        let block: Int
    }

    /// An airport and its position in kilometres east and north of Frankfurt, near enough for block times.
    struct Place {
        let code: StaticString
        let east: Double
        let north: Double
    }

    static let places = [
        Place(code: "FRA", east: 0, north: 0), Place(code: "AMS", east: -283, north: 253),
        Place(code: "LHR", east: -672, north: 160), Place(code: "CDG", east: -448, north: -113),
        Place(code: "MAD", east: -903, north: -1063), Place(code: "FCO", east: 274, north: -915),
        Place(code: "VIE", east: 595, north: -213), Place(code: "ZRH", east: -2, north: -285),
        Place(code: "CPH", east: 304, north: 621), Place(code: "MUC", east: 239, north: -186),
        Place(code: "BRU", east: -304, north: 97), Place(code: "LIS", east: -1317, north: -1251),
    ]

    /// Invented carriers with their hub, and how many of a hundred aircraft are theirs.
    static let carriers: [(code: StaticString, hub: Int, share: Int)] = [("ZX", 0, 45), ("ZY", 1, 30), ("ZZ", 2, 25)]
    static let aircraft = 335
    /// Minutes on the ground that no turn falls below.
    static let minimumTurn = 30
    /// No leg is planned to arrive after this minute, so none leaves after 22:00, which is midnight in summer.
    static let lastArrival = 22 * 60 + 40

    /// In order of departure, then of aircraft.
    let plans: [Plan]

    init() {
        var plans: [Plan] = []
        var numbers = [Int](repeating: 100, count: SyntheticNetwork.carriers.count)
        for aircraft in 0..<SyntheticNetwork.aircraft {
            plans += SyntheticNetwork.line(of: aircraft, numbers: &numbers)
        }
        self.plans = plans.sorted { ($0.departure, $0.aircraft) < ($1.departure, $1.aircraft) }
    }

    /// Out from the hub and back, again and again; every third aircraft has spent the night away.
    private static func line(of aircraft: Int, numbers: inout [Int]) -> [Plan] {
        let carrier = carrier(of: aircraft)
        let hub = carriers[carrier].hub
        var line: [Plan] = []
        var minute = 5 * 60 + draw(aircraft, 0, below: 28) * 5
        var isInbound = aircraft % 3 == 0
        var spoke = self.spoke(aircraft, 0, hub: hub)
        while true {
            let (from, to) = isInbound ? (spoke, hub) : (hub, spoke)
            let block = self.block(from, to)
            guard minute + block <= lastArrival else { return line }
            line.append(
                Plan(
                    aircraft: aircraft, step: line.count, carrier: carrier, number: numbers[carrier], from: from,
                    to: to, departure: minute, block: block))
            numbers[carrier] += 1
            minute += block + minimumTurn + 5 + draw(aircraft, 100 + line.count, below: 8) * 5
            if isInbound { spoke = self.spoke(aircraft, line.count, hub: hub) }
            isInbound.toggle()
        }
    }

    private static func carrier(of aircraft: Int) -> Int {
        var rest = aircraft * 37 % 100
        for (index, carrier) in carriers.enumerated() {
            if rest < carrier.share { return index }
            rest -= carrier.share
        }
        return 0
    }

    private static func spoke(_ aircraft: Int, _ step: Int, hub: Int) -> Int {
        let choice = draw(aircraft, 200 + step, below: places.count - 1)
        return choice < hub ? choice : choice + 1
    }

    /// Scheduled minutes from off-block to in-block.
    static func block(_ from: Int, _ to: Int) -> Int {
        let (east, north) = (places[from].east - places[to].east, places[from].north - places[to].north)
        let kilometres = (east * east + north * north).squareRoot()
        return Int((45 + kilometres / 12) / 5) * 5
    }

    /// A number 0..<`below` that is fixed for two keys.
    static func draw(_ a: Int, _ b: Int, below: Int) -> Int {
        Int(Hash64.mix(UInt64(a) &* 0x1_0001 &+ UInt64(b) << 32) % UInt64(below))
    }
}
