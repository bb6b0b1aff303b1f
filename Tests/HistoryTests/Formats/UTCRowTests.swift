import DisruptionCore
import Testing

@testable import History

@Suite struct UTCRowTests {
    static let flown =
        "2008-01-01,B6,749,N623JB,MCO,SJU,1189,35,420,30,405,-5,-15,8,5,142,165,False,,False,,,,,,"
        + "2008-01-01T05:35:00Z,2008-01-01T08:20:00Z,0,2008-01-01T05:30:00Z,2008-01-01T08:05:00Z"
    static let late =
        "2008-01-01,B6,708,N598JB,SJU,JFK,1597,325,623,432,720,67,57,14,11,203,238,False,,False,1,2,3,4,57,"
        + "2008-01-01T07:25:00Z,2008-01-01T11:23:00Z,0,2008-01-01T08:32:00Z,2008-01-01T12:20:00Z"
    static let cancelled =
        "2008-01-01,9E,3753,,FNT,LGA,530,600,750,,,,,,,,110,True,B,False,,,,,,2008-01-01T11:00:00Z,"
        + "2008-01-01T12:50:00Z,0,,"
    static let diverted =
        "2008-01-01,9E,3723,89139E,GSP,DTW,508,600,2400,733,,93,,15,,,,False,,True,,,,,,2008-01-01T11:00:00Z,"
        + "2008-01-02T05:00:00Z,,2008-01-01T12:33:00Z,"

    private func rows(_ lines: String...) throws -> (legs: [HistoricLeg], bad: [BadRow]) {
        let scratch = try Scratch()
        return try read(try scratch.write("legs.csv", ([utcHeader] + lines).joined(separator: "\r\n")))
    }

    @Test func readsWhatWasFlown() throws {
        let (legs, bad) = try rows(Self.flown, "", Self.late)
        try #require(bad.isEmpty && legs.count == 2)
        let leg = legs[0]
        #expect(leg.key.description == "B6749/2008-01-01/MCO")
        #expect(leg.destination == AirportCode("SJU") && leg.tail == Tail("N623JB") && leg.hasTailText)
        #expect(leg.scheduledDeparture == utc("2008-01-01T05:35Z"))
        #expect(leg.scheduledArrival == utc("2008-01-01T08:20Z"))
        #expect(leg.out == utc("2008-01-01T05:30Z") && leg.off == utc("2008-01-01T05:38Z"))
        #expect(leg.on == utc("2008-01-01T08:00Z") && leg.arrival == utc("2008-01-01T08:05Z"))
        #expect(!leg.isCancelled && !leg.isDiverted && leg.causes == nil && leg.cancelReason == nil)
        let causes = try #require(legs[1].causes)
        #expect(causes.carrier == 1 && causes.weather == 2 && causes.airspace == 3)
        #expect(causes.security == 4 && causes.lateAircraft == 57)
    }

    @Test func readsWhatWasNot() throws {
        let (legs, bad) = try rows(Self.cancelled, Self.diverted)
        try #require(bad.isEmpty && legs.count == 2)
        #expect(legs[0].isCancelled && legs[0].cancelReason == .weather && legs[0].out == nil)
        #expect(legs[0].tail.isNone && !legs[0].hasTailText)
        #expect(legs[1].isDiverted && legs[1].out != nil && legs[1].arrival == nil && legs[1].off != nil)
    }

    @Test(arguments: ["NHZOAL", "Unknow", "UNKNOWN", "000000"])
    func placeholdersAreNoTails(text: String) throws {
        let (legs, _) = try rows(Self.flown.replacing("N623JB", with: text))
        #expect(legs.first?.tail.isNone == true && legs.first?.hasTailText == true)
    }

    @Test(arguments: [
        (",MCO,", ",M,", RowProblem.badValue(.origin)), (",SJU,", ",12$,", .badValue(.destination)),
        (",749,", ",,", .badValue(.flightNumber)), (",749,", ",0,", .badValue(.flightNumber)),
        (",749,", ",12345,", .badValue(.flightNumber)), (",749,", ",-7,", .badValue(.flightNumber)),
        (",749,", ",7x,", .badValue(.flightNumber)), (",B6,", ",66,", .badValue(.carrier)),
        (",B6,", ",,", .badValue(.carrier)), ("2008-01-01,B6", "2008-13-01,B6", .badValue(.flightDate)),
        ("2008-01-01,B6", "2008-02-30,B6", .badValue(.flightDate)),
        ("2008-01-01,B6", "1908-01-01,B6", .badValue(.flightDate)),
        ("2008-01-01,B6", ",B6", .badValue(.flightDate)), ("T05:35:00Z", "T25:35:00Z", .badValue(.scheduledDeparture)),
        ("2008-01-01T05:35:00Z", "", .badValue(.scheduledDeparture)),
        ("2008-01-01T05:35:00Z", "2008-01-01 05:35", .badValue(.scheduledDeparture)),
        ("2008-01-01T05:35:00Z", "9999-01-01T05:35:00Z", .badValue(.scheduledDeparture)),
        ("T08:20:00Z", "T05:35:00Z", .arrivalBeforeDeparture), ("T08:05:00Z", "T05:29:00Z", .arrivalBeforeDeparture),
        ("2008-01-01T05:30:00Z", "2007-12-30T05:30:00Z", .farFromSchedule),
        ("2008-01-01T08:05:00Z", "2008-02-01T08:05:00Z", .farFromSchedule),
        ("2008-01-01T08:20:00Z", "2008-01-02T05:36:00Z", .farFromSchedule),
        ("2008-01-01,B6", "2008-01-03,B6", .farFromDate), ("2008-01-01,B6", "2007-12-30,B6", .farFromDate),
        (",False,,False,", ",Maybe,,False,", .badValue(.cancelled)),
        (",False,,False,", ",2,,False,", .badValue(.cancelled)),
        ("2008-01-01,B6", "\"2008-01-01,B6", .badQuotes),
    ])
    func badRowsAreNamedAndLeftOut(text: String, replacement: String, reason: RowProblem) throws {
        let (legs, bad) = try rows(Self.late, Self.flown.replacing(text, with: replacement), Self.cancelled)
        #expect(legs.count == 2)
        try #require(bad.count == 1)
        #expect(bad[0].line == 3 && bad[0].reason == reason)
        #expect(bad[0].description.contains("legs.csv:3: "))
    }

    @Test func everyCutOfARowIsARowOrBad() throws {
        for count in 1..<Self.late.count {
            let (legs, bad) = try rows(String(Self.late.prefix(count)), Self.flown)
            #expect(legs.count + bad.count == 2)
            if count < 130 { #expect(bad.count == 1) }
        }
    }

    @Test func anyByteAnywhereIsARowOrBad() throws {
        var lines = [utcHeader]
        for (at, _) in Self.late.utf8.enumerated() {
            for byte in ["\u{0}", "\"", ",", "ÿ", "-", "9"] {
                lines.append(String(Self.late.prefix(at)) + byte + Self.late.dropFirst(at + 1))
            }
        }
        let scratch = try Scratch()
        let (legs, bad) = try read(try scratch.write("hostile.csv", lines.joined(separator: "\n")))
        #expect(legs.count + bad.count == lines.count - 1)
        #expect(bad.count > 200 && legs.count > 200)
    }
}
