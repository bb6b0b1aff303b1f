import DisruptionCore
import Learning
import Testing

@testable import History

/// Two carriers whose aircraft go to and fro, always late, so that every turn is one under pressure.
struct Shuttles {
    private(set) var legs: [FlownLeg] = []
    static let ord = AirportCode("ORD") ?? .none
    static let dfw = AirportCode("DFW") ?? .none

    /// A day of eight legs of 100 minutes, scheduled every 150, that take 90.
    /// - Parameter turn: minutes by carrier, at ORD and elsewhere.
    mutating func fly(
        day: Int32, _ carrier: String, aircraft: Int, turn: (ord: Int64, dfw: Int64), scheduledEvery: Int64 = 120
    ) throws {
        let start = CalendarDate(days: 13_900 + day).startUTC.adding(minutes: 300)
        var out = start.adding(minutes: 60)
        for number in Int64(0)..<8 {
            let (from, to) = number % 2 == 0 ? (Self.ord, Self.dfw) : (Self.dfw, Self.ord)
            let departure = start.adding(minutes: number * scheduledEvery)
            var leg = HistoricLeg(
                key: LegKey(
                    flight: try #require(FlightNumber("\(carrier)\(aircraft * 10 + Int(number) + 1)")),
                    date: CalendarDate(days: 13_900 + day), origin: from),
                destination: to, tail: try #require(Tail("N\(aircraft)\(carrier)")), scheduledDeparture: departure,
                scheduledArrival: departure.adding(minutes: 100))
            if number > 0 { out = max(out, departure.adding(minutes: 20)) }
            leg.out = out
            leg.arrival = out.adding(minutes: 90)
            leg.causes = HistoricLeg.Causes()
            if number > 0 { leg.causes?.lateAircraft = 30 }
            legs.append(try #require(FlownLeg(leg)))
            out = out.adding(minutes: 90 + (to == Self.ord ? turn.ord : turn.dfw))
        }
    }
}

@Suite struct LearnerTests {
    private func month(stormOn storm: Int32? = nil) throws -> [FlownLeg] {
        var shuttles = Shuttles()
        for day in Int32(0)..<30 {
            let isStorm = day == storm
            for aircraft in 1...3 {
                try shuttles.fly(day: day, "AA", aircraft: aircraft, turn: isStorm ? (300, 300) : (40, 50))
                try shuttles.fly(
                    day: day, "WN", aircraft: aircraft, turn: isStorm ? (300, 300) : (25, 30), scheduledEvery: 90)
            }
        }
        return shuttles.legs
    }

    private func learn(_ legs: [FlownLeg]) throws -> LearnedTables {
        try #require(Learner(RotationHistory(legs)).learn())
    }

    @Test func turnsAndGainsAreFound() throws {
        let tables = try learn(try month())
        let (aa, wn) = (try #require(CarrierCode("AA")), try #require(CarrierCode("WN")))
        // Drawn towards the carrier's by twenty turns.
        #expect(abs(tables.turn(aa, at: Shuttles.ord) - 40_000) < 1500)
        #expect(abs(tables.turn(aa, at: Shuttles.dfw) - 50_000) < 1500)
        #expect(abs(tables.turn(wn, at: Shuttles.ord) - 25_000) < 1500)
        #expect(abs(tables.turn(wn, at: Shuttles.dfw) - 30_000) < 1500)
        #expect(tables.gain(aa, from: Shuttles.ord, to: Shuttles.dfw) == -10_000)
        #expect(tables.habit(.previousArrival, aa, from: Shuttles.ord, to: Shuttles.dfw) > 990_000)
        let late = RotationForecast(
            60_000, .previousArrival, aa, from: Shuttles.ord, to: Shuttles.dfw, tables)
        #expect(late.lateAircraftDecimes == 0 || late.lateAircraftDecimes >= 150)
    }

    @Test func aDayOfDisruptionDoesNotPoisonItsBaseline() throws {
        let (calm, stormy) = (try learn(try month()), try learn(try month(stormOn: 12)))
        for name in ["AA", "WN"] {
            let carrier = try #require(CarrierCode(name))
            for airport in [Shuttles.ord, Shuttles.dfw] {
                #expect(abs(calm.turn(carrier, at: airport) - stormy.turn(carrier, at: airport)) <= 1000)
            }
            let gains = [calm, stormy].map { $0.gain(carrier, from: Shuttles.ord, to: Shuttles.dfw) }
            #expect(abs(gains[0] - gains[1]) <= 1000)
        }
    }

    @Test func theOrderOfLegsTeachesNothing() throws {
        let legs = try month()
        #expect(
            LearnedTablesText.bytes(try learn(legs)) == LearnedTablesText.bytes(try learn(legs.reversed())))
    }

    @Test func stoppingGivesNothing() throws {
        #expect(Learner(RotationHistory(try month()), isStopped: { true }).learn() == nil)
    }

    @Test func noLegsTeachNothing() throws {
        let tables = try learn([])
        #expect(tables.turn(.none, at: .none) == 40_000)
    }
}
