import DisruptionCore
import WireFormat

/// Who flies where: for each leg how many, and which of them change or come back on the same day.
///
/// Legs are filled in the order of their departures: first those who change to it, then those who begin with it, until
/// its load is reached. So bookings and loads agree.
struct PassengerPlan: ~Copyable {
    /// Times at which bookings of a leg are told: with its schedule, and so many minutes before departure.
    static let batches = 4
    static let batchMinutes = [0, 600, 300, 120]

    /// Of a hundred who fly into a hub of their airline, those who change there; of a hundred on a leg, those for whom
    /// seats are kept who come by another one.
    private static let changing = 74
    private static let changingMax = 78
    /// Minutes behind the minimum connecting time within which people change.
    private static let window: Int32 = 170
    /// Of a hundred who leave before 10:00, those who come back in the evening, at the earliest so many minutes later.
    private static let returning = 14
    private static let returnMinutes: Int32 = 6 * 60
    /// How much longer a way may be than the direct one, in hundredths.
    private static let detour = 170.0

    /// The parties of a day's legs that are more than a single leg.
    private struct Day: Sendable {
        let first: Int32
        /// Where each leg's parties begin in `parties`; one more than legs.
        var begins: [Int32] = [0]
        var parties: [Party] = []
    }

    let draw: Draw
    let travellers = Travellers()
    private var today = Day(first: 0)
    private var yesterday = Day(first: 0)
    private var todaysTexts = SegmentTexts(first: 0)
    private var yesterdaysTexts = SegmentTexts(first: 0)

    init(draw: Draw) { self.draw = draw }

    /// The parties of a leg, in a fixed order.
    func parties(of number: Int32) -> ArraySlice<Party> {
        let day = number >= today.first ? today : yesterday
        let place = Int(number - day.first)
        guard place + 1 < day.begins.count else { return [] }
        return day.parties[Int(day.begins[place])..<Int(day.begins[place + 1])]
    }

    /// Writes how a leg stands in bookings.
    @inline(__always) func putText(_ number: Int32, to out: inout ByteWriter) {
        if todaysTexts.holds(number) {
            todaysTexts.put(number, to: &out)
        } else if yesterdaysTexts.holds(number) {
            yesterdaysTexts.put(number, to: &out)
        }
    }

    /// Plans a day's passengers; legs get their counts and the legs from which most change to them.
    /// - Parameters:
    ///   - first: the number of the day's first leg.
    ///   - offset: the number of the first leg in `legs`.
    mutating func plan(day: Int, first: Int32, legs: inout [SimulatedLeg], offset: Int, network: Network) {
        let count = network.timetable.legs.count
        let begin = Int(first) - offset
        let connections = Connections(legs: legs[begin..<begin + count], network: network)
        var boarded = [UInt16](repeating: 0, count: count)
        var found = [[Party]](repeating: [], count: count)
        for place in connections.byDeparture {
            let leg = legs[begin + place]
            let joined = Int(boarded[place])
            legs[begin + place].connecting = UInt16(joined)
            legs[begin + place].passengers = UInt16(max(Int(leg.passengers), joined))
            var left = max(0, Int(leg.passengers) - joined)
            let subject = leg.subject
            let onward = connections.onward(from: leg, within: Self.window, detour: Self.detour)
            var changing = onward.isEmpty ? 0 : left * Self.changing / 100
            var changed = [UInt16](repeating: 0, count: onward.count)
            var index = 0
            while changing > 0, left > 0, index < 400 {
                let size = min(Party.size(draw.number(below: 100, subject, .partySize, index)), changing)
                let choice = draw.number(below: onward.count, subject, .onward, index)
                index += 1
                changing -= size
                guard hasRoom(onward[choice], size, boarded, legs, begin) else { continue }
                left -= size
                boarded[onward[choice]] += UInt16(size)
                changed[choice] += UInt16(size)
                var party = Party(
                    onward: (legs[begin + onward[choice]].number, SimulatedLeg.none, SimulatedLeg.none),
                    size: UInt8(size))
                extend(&party, from: leg.from, index, subject, connections, &boarded, legs, begin)
                found[place].append(party)
            }
            for (choice, passengers) in changed.enumerated() where passengers > 0 {
                legs[begin + onward[choice]].note(
                    feeder: SimulatedLeg.Feeder(leg: leg.number, passengers: passengers))
            }
            if let back = connections.back(from: leg, after: Self.returnMinutes) {
                var returning = left * Self.returning / 100
                while returning > 0, hasRoom(back, 1, boarded, legs, begin) {
                    returning -= 1
                    boarded[back] += 1
                    found[place].append(
                        Party(onward: (legs[begin + back].number, SimulatedLeg.none, SimulatedLeg.none), size: 1))
                }
            }
        }
        keep(first, found, legs[begin..<begin + count], network)
    }

    /// Of those who change, one in twelve changes once more, and one in twenty-five comes back in the evening.
    private func extend(
        _ party: inout Party, from origin: UInt16, _ index: Int, _ subject: UInt64, _ connections: Connections,
        _ boarded: inout [UInt16],
        _ legs: [SimulatedLeg], _ begin: Int
    ) {
        let kind = draw.number(below: 100, subject, .party, index)
        let second = legs[Int(party.onward.0 - legs[begin].number) + begin]
        if kind < 8 {
            let further = connections.onward(from: second, within: Self.window, detour: 260)
            guard !further.isEmpty else { return }
            let third = further[draw.number(below: further.count, subject, .onward, index + 1000)]
            guard hasRoom(third, Int(party.size), boarded, legs, begin) else { return }
            boarded[third] += UInt16(party.size)
            party.onward.1 = legs[begin + third].number
        } else if kind < 12, let third = connections.back(from: second, after: 240),
            let fourth = connections.home(to: origin, from: legs[begin + third])
        {
            guard hasRoom(third, Int(party.size), boarded, legs, begin),
                hasRoom(fourth, Int(party.size), boarded, legs, begin)
            else { return }
            boarded[third] += UInt16(party.size)
            boarded[fourth] += UInt16(party.size)
            party.onward.1 = legs[begin + third].number
            party.onward.2 = legs[begin + fourth].number
        }
    }

    private func hasRoom(
        _ place: Int, _ size: Int, _ boarded: [UInt16], _ legs: [SimulatedLeg], _ begin: Int
    ) -> Bool {
        Int(boarded[place]) + size <= Int(legs[begin + place].passengers) * Self.changingMax / 100
    }

    /// Keeps a day's parties, and those of the day before.
    private mutating func keep(_ first: Int32, _ found: [[Party]], _ legs: ArraySlice<SimulatedLeg>, _ network: Network)
    {
        var day = Day(first: first)
        day.begins.reserveCapacity(found.count + 1)
        day.parties.reserveCapacity(found.reduce(0) { $0 + $1.count })
        for parties in found {
            day.parties += parties
            day.begins.append(Int32(day.parties.count))
        }
        yesterday = today
        today = day
        var texts = SegmentTexts(first: first)
        for leg in legs { texts.add(leg, to: network.airports[Int(leg.to)].iata) }
        swap(&texts, &todaysTexts)
        yesterdaysTexts = texts
    }
}
