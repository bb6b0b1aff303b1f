import Testing

@testable import DisruptionCore

@Suite("Connections")
struct ConnectionRiskTests {
    private func risk(_ minutes: Int64, mct: Int32 = 45, _ inbound: ConnectionRisk.Inbound = .airborne)
        -> ConnectionRisk
    {
        let arrival = Instant(ms: 1_768_000_000_000)
        return ConnectionRisk(
            arrival: arrival, departure: arrival.adding(minutes: minutes), connectingMinutes: mct, inbound: inbound)
    }

    @Test("Missed below the connecting time, at risk up to a quarter of an hour above it")
    func standing() {
        #expect(risk(44).standing == .missed && risk(44).slackMinutes == -1)
        #expect(risk(45).standing == .atRisk && risk(59).standing == .atRisk)
        #expect(risk(60).standing == .safe)
    }

    @Test("With no time left it is even; the better the arrival is known, the surer")
    func chances() {
        for inbound in [ConnectionRisk.Inbound.scheduled, .airborne, .landed] {
            #expect(risk(45, inbound).missChance == 5_000)
        }
        #expect(risk(57).missChance == 10_000 - 8_413)
        #expect(risk(33).missChance == 8_413)
        #expect(risk(50, .landed).missChance == 10_000 - 8_413)
        #expect(risk(100, .landed).missChance == 0 && risk(-100, .landed).missChance == 10_000)
        var before: Int32 = 10_000
        for minutes in Int64(-200)...300 {
            let chance = risk(minutes, .scheduled).missChance
            #expect(chance <= before)
            before = chance
        }
        #expect(risk(.max / 60_000 / 4).standing == .safe)
    }

    @Test("Times by kind, terminal and airport, never below the floor")
    func times() throws {
        let fra = try #require(AirportCode("FRA"))
        let times = ConnectingTimes(airports: [fra: .init([20, 45, 45, 45])])
        #expect(times.minutes(at: fra, .domesticToDomestic, changesTerminal: false) == 30)
        #expect(times.minutes(at: fra, .internationalToInternational, changesTerminal: true) == 75)
        let lhr = try #require(AirportCode("LHR"))
        #expect(
            ConnectingTimes.Kind.allCases.map { times.minutes(at: lhr, $0, changesTerminal: false) } == [
                45, 60, 60, 75,
            ])
        #expect(ConnectingTimes.Kind(isInboundDomestic: false, isOutboundDomestic: true) == .internationalToDomestic)
    }
}
