import Testing

@testable import DisruptionCore

@Suite("What the passengers of a disruption are owed")
struct ExposureTests {
    private let short = TestLeg("LH1", "DAAAA", "FRA", "MUC", at(10), 60)
    private let long = TestLeg("LH2", "DBBBB", "MUC", "JFK", at(12, 30), 540)

    private func impact(
        _ pattern: Pattern = .flightDelay, _ body: (LocalRuntime, Feed) throws -> Void
    ) throws -> Impact {
        let runtime = ExposureScene.runtime()
        let feed = Feed(runtime)
        feed.send(short.scheduled)
        feed.send(long.scheduled)
        runtime.accept(TestBooking("B1", 2, at: at(1), (short.key, "MUC")))
        runtime.accept(TestBooking("B2", 3, at: at(1), (short.key, "MUC"), (long.key, "JFK")))
        try runtime.pump()
        try body(runtime, feed)
        try runtime.pump()
        return try #require(runtime.latest.first { $0.finding.pattern == pattern }?.finding.impact)
    }

    @Test("Distances on the sphere, to the kilometre")
    func distances() {
        let cases: [(Airport, Airport, Int32)] = [
            (ExposureScene.frankfurt, ExposureScene.munich, 299),
            (ExposureScene.frankfurt, ExposureScene.newYork, 6_189),
            (ExposureScene.newYork, ExposureScene.sydney, 16_014), (ExposureScene.quito, ExposureScene.quito, 0),
            (ExposureScene.quito, ExposureScene.sydney, 13_620),
        ]
        for (from, to, expected) in cases {
            let found = GreatCircle.kilometres(from, to)
            #expect(abs(found - expected) <= 2, "\(from.iata)-\(to.iata): \(found)")
            #expect(found == GreatCircle.kilometres(to, from))
        }
    }

    @Test("A late flight owes those who stay, by the open door; those who go on by the flight that they change to")
    func late() throws {
        let owed = try impact { runtime, feed in
            feed.send(short.departed(late: 178))
        }
        let exposure = try #require(owed.exposures.first)
        #expect(exposure.passengers == 2 && exposure.gross == 500 && exposure.version == "EU261/TEST")
        #expect(exposure.isBorderline && exposure.liability == .uncertain && exposure.expectedHundredths == 25_000)
        #expect(owed.care.meals == 2 && owed.care.refund == 0 && owed.care.from == at(12))
        // The door opens two minutes behind on blocks: 177 are not 180.
        let sooner = try impact { runtime, feed in feed.send(short.departed(late: 177)) }
        #expect(sooner.exposures.map(\.passengers) == [0] && sooner.exposures.map(\.isBorderline) == [true])
    }

    @Test("Codes, the reason and the root of the rotation say who is liable")
    func liability() throws {
        for (codes, reason, expected) in [
            ("93/100,71/78", nil, .extraordinaryLikely), ("41/178", "snow", .airline),
            (nil, "heavy snow", .extraordinaryLikely),
            (nil, "Technical problem", .airline), (nil, "late", .uncertain), ("99", nil, .uncertain),
        ] as [(String?, String?, Liability)] {
            let owed = try impact { runtime, feed in
                var late = short.departed(late: 178)
                if let codes { late.texts.append((.delayCodes, codes)) }
                if let reason { late.texts.append((.reason, reason)) }
                feed.send(late)
            }
            #expect(owed.exposures.first?.liability == expected, "\(codes ?? "-") \(reason ?? "-")")
        }
    }

    @Test("Who is told of a cancellation too late is owed by the whole journey; two weeks before nobody is")
    func cancelled() throws {
        let owed = try impact(.flightCancelled) { runtime, feed in feed.send(short.cancelled(at: at(9))) }
        // Two to Munich, three to New York.
        #expect(owed.exposures.map(\.gross) == [2_300])
    }

    @Test("A connection owes what a whole day's delay would, times the probability that it is missed")
    func connection() throws {
        let owed = try impact(.missedConnection) { runtime, feed in feed.send(short.departed(late: 60)) }
        let exposure = try #require(owed.exposures.first)
        #expect(exposure.passengers == 3 && exposure.gross == 1_800)
        #expect(exposure.expectedHundredths > 0 && exposure.expectedHundredths <= 90_000)
    }
}
