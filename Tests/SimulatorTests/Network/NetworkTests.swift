import DisruptionCore
import Testing

@testable import Simulator

/// The timetable can be flown.
@Suite struct NetworkTests {
    private static let network = Network(scale: 1, directory: SimulatedDay.airports)

    @Test func elevenAirportsAndSomeFifteenHundredLegs() {
        let network = Self.network
        let codes = network.airports.map { "\($0.iata)" }.sorted()
        #expect(codes == ["AMS", "BCN", "CDG", "DUB", "FCO", "FRA", "LGW", "LHR", "MAD", "MAN", "MUC"])
        #expect((1450...1600).contains(network.timetable.legs.count))
        #expect(network.airlines.count == 8)
    }

    @Test(arguments: [1, 5])
    func linesConnectInPlaceAndTime(scale: Int) {
        let network = Network(scale: scale, directory: SimulatedDay.airports)
        for line in network.timetable.lines {
            let turn = AircraftType.all[line.type].minimumTurn
            let least = network.airlines[line.airline].kind == .hub ? turn.full : turn.lowCost
            for leg in line.legs.dropFirst() {
                #expect(network.timetable.legs[leg].from == network.timetable.legs[leg - 1].to)
                #expect(network.timetable.ground(before: leg) >= least - 2, "a turn is planned shorter than it can be")
            }
            let end = network.timetable.legs[line.legs.upperBound - 1].to
            let next = network.timetable.lines[line.next]
            #expect(network.timetable.legs[next.legs.lowerBound].from == end, "the night leads elsewhere")
            #expect(next.type == line.type || next.airline == line.airline)
        }
    }

    @Test func nothingIsPlannedIntoAClosedNight() throws {
        let network = Self.network
        let date = try #require(CalendarDate(year: 2026, month: 7, day: 15))
        for line in network.timetable.lines {
            let offset = network.offset(line.base, at: date.startUTC)
            for leg in network.timetable.legs[line.legs] {
                let out = date.startUTC.adding(minutes: Int64(Int(leg.departure) - offset))
                let arrival = out.adding(minutes: Int64(leg.block))
                let (from, to) = (Int(leg.from), Int(leg.to))
                #expect(!network.airports[from].isClosed(localMinute: network.localMinute(from, at: out)))
                #expect(!network.airports[to].isClosed(localMinute: network.localMinute(to, at: arrival)))
                #expect(Int(leg.block) >= Network.airborne(network.airports[from], network.airports[to]) + 15)
            }
        }
    }

    @Test func hubsHaveBanks() {
        // In a bank of departures at Frankfurt three times as many leave as in the quiet quarter hours.
        let network = Self.network
        let place = network.airports.firstIndex { "\($0.iata)" == "FRA" } ?? 0
        var quarters = [Int](repeating: 0, count: 96)
        for leg in network.timetable.legs where Int(leg.from) == place { quarters[Int(leg.departure) / 15] += 1 }
        let day = quarters[24..<88].sorted()
        #expect(day[day.count * 9 / 10] >= 3 * max(1, day[day.count / 4]))
    }

    @Test func scaleReachesAHundredThousandLegs() {
        let network = Network(scale: SimulationOptions.scaleMax, directory: SimulatedDay.airports)
        #expect((95_000...110_000).contains(network.timetable.legs.count))
        #expect(network.airports.count > 150)
        #expect(Set(network.timetable.legs.map { network.flight($0).packed }).count == network.timetable.legs.count)
    }
}
