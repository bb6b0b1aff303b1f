import DisruptionCore
import ReferenceData
import Testing

/// Vectors of Regulation (EC) No 261/2004 as the courts read it.
@Suite("What passengers are owed")
struct ReferenceCompensationTests {
    private static func code(_ text: StaticString) -> CountryCode {
        text.withUTF8Buffer { CountryCode($0[0]) << 8 | CountryCode($0[1]) }
    }

    /// A journey from Germany.
    private func journey(
        _ km: Int32, to destination: StaticString = "US", _ outcome: CompensationCase.Outcome,
        liability: Liability = .airline, carrier: StaticString = "DE", origin: StaticString = "DE", year: Int = 2026
    ) -> CompensationCase {
        CompensationCase(
            origin: Self.code(origin), destination: Self.code(destination), distanceKm: km,
            carrier: Self.code(carrier), date: CalendarDate(year: year, month: 1, day: 14) ?? CalendarDate(days: 0),
            outcome: outcome,
            liability: liability)
    }

    private func gross(_ journey: CompensationCase) -> Int32? {
        ReferenceCompensation.table.exposure(of: journey)?.gross
    }

    @Test(
        "Delays",
        arguments: [
            (900, "FR", 179, 0), (900, "FR", 180, 250), (1_500, "FR", 180, 250), (2_000, "TR", 200, 400),
            (3_500, "TR", 180, 400), (5_500, "US", 179, 0), (5_500, "US", 180, 300), (5_500, "US", 200, 300),
            (5_500, "US", 239, 300), (5_500, "US", 240, 600), (4_000, "PT", 200, 400),
        ] as [(Int32, StaticString, Int32, Int32)])
    func delays(_ km: Int32, _ destination: StaticString, _ minutes: Int32, _ amount: Int32) {
        #expect(gross(journey(km, to: destination, .late(minutes: minutes))) == amount)
    }

    @Test(
        "Cancellations by notice and offer",
        arguments: [
            (900, 5, 50, 110, 0), (900, 5, 70, 110, 125), (900, 5, 50, 130, 250), (900, 10, 100, 230, 0),
            (2_000, 0, 0, 150, 200), (900, 7, 121, 100, 125), (900, 7, 120, 239, 0), (900, 7, 120, 240, 250),
            (900, 6, 60, 119, 0), (900, 6, 60, 120, 125), (2_000, 6, 0, 181, 400), (900, 14, 600, 600, 0),
        ] as [(Int32, Int32, Int32, Int32, Int32)])
    func cancellations(_ km: Int32, _ days: Int32, _ earlier: Int32, _ later: Int32, _ amount: Int32) {
        let offer = CompensationCase.Offer(departsEarlierMinutes: earlier, arrivesLaterMinutes: later)
        #expect(gross(journey(km, to: "TR", .cancelled(noticeDays: days, offer: offer))) == amount)
    }

    @Test("Without an offer only two weeks' notice owes nothing")
    func withoutOffer() {
        #expect(gross(journey(900, .cancelled(noticeDays: 14, offer: nil))) == 0)
        #expect(gross(journey(900, .cancelled(noticeDays: 13, offer: nil))) == 250)
        #expect(gross(journey(900, .cancelled(noticeDays: 0, offer: nil))) == 250)
    }

    @Test(
        "Whom it covers: departures, and arrivals with carriers of the states",
        arguments: [
            ("DE", "US", "US", "EU261/2021"), ("US", "DE", "DE", "EU261/2021"), ("US", "DE", "US", nil),
            ("GB", "US", "US", "UK261/2021"), ("US", "GB", "DE", "UK261/2021"), ("US", "GB", "US", nil),
            ("US", "DE", "GB", "UK261/2021"), ("DE", "GB", "GB", "EU261/2021"), ("GB", "DE", "DE", "UK261/2021"),
            ("US", "JP", "DE", nil), ("NO", "US", "US", "EU261/2021"), ("CH", "US", "US", "EU261/2021"),
        ] as [(StaticString, StaticString, StaticString, String?)])
    func scope(_ origin: StaticString, _ destination: StaticString, _ carrier: StaticString, _ version: String?) {
        let one = journey(900, to: destination, .late(minutes: 200), carrier: carrier, origin: origin)
        #expect(ReferenceCompensation.table.exposure(of: one)?.version == version)
    }

    @Test("The rules are those of the flight's day")
    func dates() {
        let early = journey(900, to: "FR", .late(minutes: 200), origin: "GB", year: 2020)
        let exposure = ReferenceCompensation.table.exposure(of: early)
        #expect(exposure?.version == "EU261/2005" && exposure?.currency == "EUR")
        let late = journey(900, to: "FR", .late(minutes: 200), origin: "GB")
        #expect(ReferenceCompensation.table.exposure(of: late)?.currency == "GBP")
        #expect(gross(late) == 220)
        #expect(gross(journey(900, .late(minutes: 200), year: 2004)) == nil)
    }

    @Test("The cause decides on what is expected; care is due whatever it is")
    func causes() throws {
        let stormy = journey(5_500, .late(minutes: 300), liability: .extraordinaryLikely)
        let exposure = try #require(ReferenceCompensation.table.exposure(of: stormy))
        #expect(exposure.gross == 600 && exposure.expectedHundredths == 6_000)
        let table = ReferenceCompensation.table
        #expect(table.care(of: stormy, departureDelayMinutes: 239, isOvernight: true) == [])
        #expect(table.care(of: stormy, departureDelayMinutes: 240, isOvernight: false) == [.meals])
        #expect(table.care(of: stormy, departureDelayMinutes: 600, isOvernight: true) == [.meals, .hotel, .refund])
        #expect(
            table.care(of: journey(900, .late(minutes: 0)), departureDelayMinutes: 120, isOvernight: false) == .meals)
        #expect(Liability(delayCode: 72) == .extraordinaryLikely && Liability(delayCode: 46) == .airline)
        #expect(Liability(delayCode: 93) == nil && Liability(delayCode: 74) == nil)
        #expect(Liability.reactionary(root: .extraordinaryLikely, hops: 2) == .uncertain)
        #expect(Liability.reactionary(root: .airline, hops: 3) == .airline)
    }

    @Test("A later arrival never owes less, and nothing is owed beyond the band; near the threshold it is said")
    func rises() throws {
        for km in stride(from: Int32(100), through: 9_000, by: 250) {
            var before: Int32 = 0
            for minutes in Int32(-60)...600 {
                let exposure = try #require(
                    ReferenceCompensation.table.exposure(of: journey(km, .late(minutes: minutes))))
                #expect(exposure.gross >= before)
                #expect(exposure.gross == 0 || exposure.gross + exposure.reduction == exposure.bandAmount)
                #expect(exposure.isBorderline == (175...185).contains(minutes))
                before = exposure.gross
            }
        }
    }
}
