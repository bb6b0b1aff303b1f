import DisruptionCore

/// Makes the timetable: lines of flying out of each base and back, in banks at hubs, until the evening.
struct TimetableMaker {
    /// Local minutes at which the departures of a bank begin.
    private static let banks = [380, 520, 660, 800, 940, 1080, 1210]
    /// Minutes over which the departures of a bank are spread.
    private static let bankMinutes = 70
    /// Local minutes that no line begins before and no arrival is planned behind.
    private static let first = 6 * 60
    private static let last = 22 * 60 + 50
    /// Local minute by which an aircraft that leaves for a night away is back at its base.
    private static let evening = 20 * 60
    /// Kilometres that are worth a flight, and that the aircraft can fly with a return on the same day.
    private static let distances = 200.0...2600.0
    private static let destinationsMax = 22

    private let airports: [NetworkAirport]
    private let airlines: [Airline]
    private var timetable = Timetable()
    private var numbers: [Int]
    /// Draws of the plan: it is the same for every seed.
    private let draw = Draw(seed: 0)

    init(airports: [NetworkAirport], airlines: [Airline]) {
        self.airports = airports
        self.airlines = airlines
        numbers = [Int](repeating: 100, count: airlines.count)
    }

    consuming func make() -> Timetable {
        for (index, airline) in airlines.enumerated() {
            for base in airline.bases { addLines(index, airline, base) }
        }
        return timetable
    }

    private mutating func addLines(_ index: Int, _ airline: Airline, _ base: Airline.Base) {
        let routes = self.routes(from: base.airport)
        guard !routes.isEmpty else { return }
        var route = index * 7
        /// The line that spends the night away, until the next one brings its aircraft back.
        var away: (line: Int, spoke: Int)?
        for aircraft in 0..<base.aircraft {
            var night = Night.home
            if let away {
                night = .returns(away.spoke)
            } else if airline.kind == .hub, aircraft % 3 == 1, aircraft + 1 < base.aircraft {
                night = .leaves(routes[aircraft / 3 % routes.count])
            }
            var plan = LinePlan(
                airline: index, base: base.airport, type: base.types[aircraft % base.types.count], kind: airline.kind,
                place: aircraft, size: base.aircraft)
            fly(&plan, night, routes, &route)
            guard !plan.legs.isEmpty else { continue }
            let line = append(plan)
            if let from = away {
                timetable.lines[from.line].next = line
                timetable.lines[line].next = from.line
                away = nil
            } else if case .leaves(let spoke) = night, plan.legs.last?.to == spoke {
                away = (line, spoke)
            }
        }
    }

    /// Where the aircraft of a line spends the night: at home, or at a spoke to which one leaves and from which another
    /// one returns in the morning.
    private enum Night {
        case home
        case leaves(Int)
        case returns(Int)
    }

    private struct LinePlan {
        let airline: Int
        let base: Int
        let type: Int
        let kind: Airline.Kind
        let place: Int
        let size: Int
        var legs: [(from: Int, to: Int, departure: Int, block: Int)] = []
    }

    private func turn(_ plan: LinePlan) -> Int {
        let turn = AircraftType.all[plan.type].minimumTurn
        return plan.kind == .hub ? turn.full : turn.lowCost
    }

    private func fly(_ plan: inout LinePlan, _ night: Night, _ routes: [Int], _ route: inout Int) {
        var minute = start(plan)
        if case .returns(let spoke) = night {
            let (departure, block) = (Self.first + plan.place % 5 * 5, block(spoke, plan.base))
            plan.legs.append((spoke, plan.base, departure, block))
            minute = ready(plan, arrival: departure + block)
        }
        var latest = Self.last
        // A line that spends the night away keeps the evening for it.
        if case .leaves = night { latest = Self.evening }
        while true {
            let place = routes[route % routes.count]
            let block = self.block(plan.base, place)
            let back = minute + block + pause(plan, awayFrom: true)
            guard back + block <= latest else { break }
            route += 1
            plan.legs.append((plan.base, place, minute, block))
            plan.legs.append((place, plan.base, back, block))
            minute = ready(plan, arrival: back + block)
            if minute >= Self.last - 60 { break }
        }
        guard case .leaves(let spoke) = night else { return }
        let (departure, block) = (max(minute, Self.evening - 30), block(plan.base, spoke))
        if departure + block <= Self.last + 20 { plan.legs.append((plan.base, spoke, departure, block)) }
    }

    private func start(_ plan: LinePlan) -> Int {
        switch plan.kind {
        case .hub: Self.banks[plan.place % 4 == 3 ? 1 : 0] + plan.place * Self.bankMinutes / plan.size / 5 * 5
        case .pointToPoint: Self.first + plan.place * 90 / plan.size / 5 * 5
        }
    }

    /// When the next round can begin: at a hub with a bank, else after the turn.
    private func ready(_ plan: LinePlan, arrival: Int) -> Int {
        let ready = arrival + pause(plan, awayFrom: false)
        guard plan.kind == .hub else { return ready }
        for bank in Self.banks where ready <= bank + Self.bankMinutes {
            return max(ready, bank)
        }
        return ready
    }

    /// Planned minutes on the ground between two legs: the minimum and a reserve, in fives.
    private func pause(_ plan: LinePlan, awayFrom base: Bool) -> Int {
        let subject = UInt64(plan.airline) << 32 | UInt64(plan.place)
        let reserves = plan.kind == .hub ? [0, 0, 5, 5, 10] : [0, 0, 0, 5, 5]
        let reserve = reserves[draw.number(below: 5, subject, .reserve, plan.legs.count * 2 + (base ? 1 : 0))]
        return (turn(plan) + reserve + 2) / 5 * 5
    }

    /// - Returns: the place of the line.
    private mutating func append(_ plan: LinePlan) -> Int {
        let begin = timetable.legs.count
        for leg in plan.legs {
            let number = numbers[plan.airline]
            numbers[plan.airline] = number + 1
            timetable.legs.append(
                TimetableLeg(
                    line: Int32(timetable.lines.count), airline: UInt16(plan.airline), number: UInt16(number % 10_000),
                    from: UInt16(leg.from), to: UInt16(leg.to), departure: Int16(leg.departure),
                    block: Int16(leg.block)))
        }
        timetable.lines.append(
            TimetableLine(
                airline: plan.airline, base: plan.base, type: plan.type, legs: begin..<timetable.legs.count,
                next: timetable.lines.count))
        return timetable.lines.count - 1
    }

    /// Destinations of a base: each as often in the list as it is flown before the list begins anew.
    private func routes(from base: Int) -> [Int] {
        let reachable = airports.indices.filter { $0 != base && Self.distances.contains(kilometres(base, $0)) }
        let chosen = reachable.prefix(8) + reachable.dropFirst(8).sorted { score(base, $0) < score(base, $1) }
        let routes = chosen.prefix(Self.destinationsMax)
        // Those at the head of the list are flown twice as often.
        let twice = routes.prefix(5)
        return (routes + twice).enumerated()
            .sorted {
                (draw.bits(UInt64(base), .route, $0.offset), $0.offset)
                    < (draw.bits(UInt64(base), .route, $1.offset), $1.offset)
            }
            .map(\.element)
    }

    private func score(_ base: Int, _ place: Int) -> UInt64 { draw.bits(UInt64(base) << 16 | UInt64(place), .route) }

    private func kilometres(_ a: Int, _ b: Int) -> Double { Network.kilometres(airports[a], airports[b]) }

    private func block(_ a: Int, _ b: Int) -> Int { Network.block(airports[a], airports[b]) }
}
