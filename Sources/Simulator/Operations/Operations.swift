import DisruptionCore

/// The network as it flies: fleets, legs, runways, and what happens next.
///
/// Discrete events in order of time. Whatever is drawn is drawn for a leg by name, so that what is injected changes
/// only what follows from it. One thread owns it.
struct Operations: ~Copyable {
    let network: Network
    let luck: Luck
    /// 00:00 UTC of the first day; minutes count from it.
    let epoch: Instant
    let days: Int
    /// Numbers that a day's legs take: the timetable's, and what is added to it.
    let perDay: Int

    /// Legs of the days that are under way, by number from `firstNumber` on.
    var legs: [SimulatedLeg] = []
    var firstNumber: Int32 = 0
    /// Legs added to the timetable, by day.
    var added: [Int]
    var aircraft: [SimulatedAircraft] = []
    /// Ferries of each airline, whose numbers run on.
    var ferries: [Int]
    /// Aircraft of each airline, places in `aircraft`.
    var fleets: [[Int]]
    var runways: [Runways]
    var weather: Weather
    var orders = Orders()
    var passengers: PassengerPlan
    var steps: [Scenario.Step]

    var queue: EventQueue
    var outbox = Outbox()
    var truth: Truth
    var status = SimulationStatus()
    /// What became of the steps of scenarios, for people.
    var notes: [(time: Instant, text: String)] = []
    /// Milliseconds since `epoch` of what happens now.
    var nowMs: Int64 = .min

    /// Legs that a day may add to its timetable: ferries behind diversions and nights in the wrong place.
    private static let addedShare = 20
    /// Hours before a day's 00:00 UTC at which its schedule becomes known.
    static let scheduleHours = 12

    init(_ options: SimulationOptions, network: Network) {
        self.network = network
        let isCalm = options.scenarios.contains { $0.background == .calm }
        luck = Luck(draw: Draw(seed: options.seed), isCalm: isCalm)
        epoch = options.date.startUTC
        days = options.days
        perDay = network.timetable.legs.count + network.timetable.legs.count / Self.addedShare + 50
        added = [Int](repeating: 0, count: options.days)
        ferries = [Int](repeating: 0, count: network.airlines.count)
        fleets = [[Int]](repeating: [], count: network.airlines.count)
        runways = network.runways(on: options.date)
        weather = Weather(
            stations: network.airports.map(WeatherStation.init), seed: options.seed,
            from: epoch.adding(minutes: -Int64(Self.scheduleHours) * 60), isCalm: isCalm)
        passengers = PassengerPlan(draw: luck.draw)
        truth = Truth(epoch: epoch)
        steps = options.scenarios.flatMap(\.steps).enumerated()
            .sorted { ($0.element.minute, $0.offset) < ($1.element.minute, $1.offset) }
            .map(\.element)
        queue = EventQueue(firstMinute: -Self.scheduleHours * 60)
        makeFleets()
        let begin = -Int64(Self.scheduleHours) * 3_600_000
        for day in 0..<days { queue.push(.day, Int32(day), at: Int64(day) * 86_400_000 + begin) }
        for (index, step) in steps.enumerated() { queue.push(.step, Int32(index), at: Int64(step.minute) * 60_000) }
        queue.push(.minute, 0, at: begin)
    }

    /// An aircraft for each line, and at each base some in reserve.
    private mutating func makeFleets() {
        func add(_ airline: Int, type: Int, place: Int, line: Int) {
            fleets[airline].append(aircraft.count)
            aircraft.append(
                SimulatedAircraft(
                    tail: Tails.tail(aircraft.count), airline: Int32(airline), type: UInt8(type), place: UInt16(place),
                    line: Int32(line)))
        }
        for (index, line) in network.timetable.lines.enumerated() {
            let start = Int(network.timetable.legs[line.legs.lowerBound].from)
            add(line.airline, type: line.type, place: start, line: index)
        }
        for (airline, profile) in network.airlines.enumerated() {
            for base in profile.bases {
                for spare in 0..<(base.aircraft + 7) / 15 {
                    let type = base.types[spare % base.types.count]
                    add(airline, type: type, place: base.airport, line: Int(SimulatedLeg.none))
                }
            }
        }
    }

    // MARK: Time

    var minute: Int { Int(floorDivide(nowMs, 60_000)) }
    var now: Instant { epoch.adding(ms: nowMs) }
    func instant(_ minute: Int32) -> Instant { epoch.adding(minutes: Int64(minute)) }

    /// Asks for an event in a minute, at a second of its own so that not everything comes on the full minute.
    mutating func at(_ minute: Int, _ kind: EventQueue.Kind, _ leg: Int32, index: Int = 0) {
        let second = Int64(Hash64.mix(UInt64(UInt32(bitPattern: leg)) << 8 | UInt64(kind.rawValue)) % 60)
        queue.push(kind, leg, at: max(nowMs, Int64(minute) * 60_000 + second * 1000), index: index)
    }

    // MARK: Legs

    func isKnown(_ number: Int32) -> Bool { number >= firstNumber && number - firstNumber < legs.count }
    func at(_ number: Int32) -> Int { Int(number - firstNumber) }
    /// What draws are for: a leg by its name, the same for each of its attempts.
    func subject(_ leg: SimulatedLeg) -> UInt64 { leg.subject }

    /// Minutes that its aircraft needs on the ground before a leg.
    func turn(_ leg: SimulatedLeg) -> Int32 {
        let turn = AircraftType.all[Int(leg.type)].minimumTurn
        return Int32(network.airlines[Int(leg.airline)].kind == .hub ? turn.full : turn.lowCost)
    }

    func airborne(_ leg: SimulatedLeg) -> Int {
        Network.airborne(network.airports[Int(leg.from)], network.airports[Int(leg.to)])
    }

    // MARK: Names

    func truthNames(_ leg: SimulatedLeg) -> Truth.Names {
        let (first, known) = (firstNumber, legs)
        return Truth.Names(airports: network.airports, tail: aircraft[Int(leg.aircraft)].tail) { number in
            number >= first && number - first < known.count ? known[Int(number - first)].key : nil
        }
    }

    // MARK: Steps

    /// Lets the next thing happen; false when there is nothing left to happen.
    mutating func step() -> Bool {
        guard let event = queue.pop() else { return false }
        nowMs = max(nowMs, event.ms)
        switch event.kind {
        case .day: begin(day: Int(event.subject))
        case .minute: tick()
        case .step: carryOut(Int(event.subject))
        default: if isKnown(event.subject) { advance(event) }
        }
        return true
    }

    /// Lets what is due of a leg happen.
    private mutating func advance(_ event: EventQueue.Event) {
        switch event.kind {
        case .publish: publish(event.subject)
        case .bookings: tellBookings(event.subject, batch: Int(event.index))
        case .gate: assignGate(event.subject)
        case .review: review(event.subject, index: Int(event.index))
        case .decide: decide(event.subject)
        case .out: leave(event.subject)
        case .back: comeBack(event.subject)
        case .off: takeOff(event.subject)
        case .approach: approach(event.subject)
        case .on: land(event.subject)
        case .arrive: arrive(event.subject)
        case .day, .minute, .step: break
        }
    }
}
