import DisruptionCore
import Testing

@testable import History

@Suite struct LocalRowTests {
    /// A row of the published form; what is not given is empty as it is there.
    static func row(
        _ date: String = "2008-01-05", from: String = "ORD", to: String = "JFK", dep: String, out: String = "",
        delay: String = "", arr: String, arrived: String = "", late: String = "", block: String = "",
        taxi: (String, String) = ("", ""), cancelled: String = "0.00", code: String = "", diverted: String = "0.00",
        diversion: [String] = []
    ) -> String {
        var cells = [String](repeating: "", count: 77)
        cells[5] = date
        cells[6] = "\"AA\""
        cells[8] = "\"AA\""
        cells[9] = "\"N801AA\""
        cells[10] = "\"123\""
        cells[14] = "\"\(from)\""
        cells[15] = "\"Somewhere, IL\""
        cells[23] = "\"\(to)\""
        cells[24] = "\"Elsewhere, NY\""
        cells[29] = "\"\(dep)\""
        cells[30] = "\"\(out)\""
        cells[31] = delay
        cells[36] = taxi.0
        cells[39] = taxi.1
        cells[40] = "\"\(arr)\""
        cells[41] = "\"\(arrived)\""
        cells[42] = late
        cells[47] = cancelled
        cells[48] = "\"\(code)\""
        cells[49] = diverted
        cells[50] = block
        for (at, cell) in zip([65, 67, 69, 72], diversion) { cells[at] = cell }
        return cells.joined(separator: ",") + ","
    }

    private func leg(_ row: String) throws -> HistoricLeg {
        let scratch = try Scratch()
        let (legs, bad) = try read(try scratch.write("month.csv", publishedHeader + "\n" + row + "\n"))
        #expect(bad.isEmpty, "\(bad)")
        return try #require(legs.first)
    }

    @Test func placesAnOrdinaryLeg() throws {
        let leg = try leg(
            Self.row(
                dep: "0659", out: "0656", delay: "-3.00", arr: "1004", arrived: "1013", late: "9.00", block: "125.00",
                taxi: ("23.00", "9.00")))
        #expect(leg.key.description == "AA123/2008-01-05/ORD" && leg.tail == Tail("N801AA"))
        #expect(leg.scheduledDeparture == utc("2008-01-05T12:59Z"))
        #expect(leg.scheduledArrival == utc("2008-01-05T15:04Z"))
        #expect(leg.out == utc("2008-01-05T12:56Z") && leg.off == utc("2008-01-05T13:19Z"))
        #expect(leg.arrival == utc("2008-01-05T15:13Z") && leg.on == utc("2008-01-05T15:04Z"))
    }

    @Test func midnightAndTheDayAfter() throws {
        // Scheduled 23:55, left 2400 = 00:00 of the next day, arrives on the next date.
        let late = try leg(
            Self.row(
                dep: "2355", out: "2400", delay: "5.00", arr: "0255", arrived: "0305", late: "10.00", block: "120.00"))
        #expect(late.key.date == CalendarDate(year: 2008, month: 1, day: 5))
        #expect(late.out == utc("2008-01-06T06:00Z") && late.arrival == utc("2008-01-06T08:05Z"))
        // Scheduled 00:05, left 23:58 of the day before.
        let early = try leg(
            Self.row(
                dep: "0005", out: "2358", delay: "-7.00", arr: "0310", arrived: "0259", late: "-11.00", block: "125"))
        #expect(early.scheduledDeparture == utc("2008-01-05T06:05Z") && early.out == utc("2008-01-05T05:58Z"))
        // Scheduled at 24:00: the end of the flight date.
        #expect(
            try leg(Self.row(dep: "2400", arr: "0300", block: "120")).scheduledDeparture == utc("2008-01-06T06:00Z"))
    }

    @Test func withoutDelaysAndBlocksTheClockDecides() throws {
        let leg = try leg(Self.row(dep: "2340", out: "0010", arr: "0240", arrived: "0301"))
        #expect(leg.scheduledArrival == utc("2008-01-06T07:40Z"))
        #expect(leg.out == utc("2008-01-06T06:10Z") && leg.arrival == utc("2008-01-06T08:01Z"))
        let west = try self.leg(
            Self.row(from: "JFK", to: "HNL", dep: "0900", out: "0850", arr: "1500", arrived: "1445"))
        #expect(west.scheduledArrival == utc("2008-01-06T01:00Z") && west.arrival == utc("2008-01-06T00:45Z"))
    }

    @Test func theNightTheClocksGoForward() throws {
        // 2008-03-09: 02:00 CST is 03:00 CDT. Scheduled 01:30, left 03:10, 40 minutes late by a clock that did not
        // jump.
        let leg = try leg(
            Self.row(
                "2008-03-09", to: "PHX", dep: "0130", out: "0310", delay: "100.00", arr: "0300", arrived: "0440",
                late: "100.00", block: "210.00"))
        #expect(leg.scheduledDeparture == utc("2008-03-09T07:30Z"))
        // The file's delay counts the hour that was not there; the clock corrects it.
        #expect(leg.out == utc("2008-03-09T08:10Z"))
        // A schedule within the hour that is skipped.
        #expect(
            try self.leg(Self.row("2008-03-09", dep: "0230", arr: "0630", block: "120")).scheduledDeparture
                == utc("2008-03-09T08:30Z"))
    }

    @Test func theNightTheClocksGoBack() throws {
        // 2008-11-02: 01:30 comes twice at ORD; the arrival in Phoenix, which has no summer time, says which.
        let first = try leg(Self.row("2008-11-02", to: "PHX", dep: "0130", arr: "0300", block: "210"))
        #expect(first.scheduledDeparture == utc("2008-11-02T06:30Z"))
        let second = try leg(Self.row("2008-11-02", to: "PHX", dep: "0130", arr: "0400", block: "210"))
        #expect(second.scheduledDeparture == utc("2008-11-02T07:30Z"))
        let unknown = try leg(Self.row("2008-11-02", to: "PHX", dep: "0130", arr: "0300"))
        #expect(unknown.scheduledDeparture == first.scheduledDeparture)
    }

    @Test func overTheAtlanticAndBackInTime() throws {
        let east = try leg(
            Self.row(
                from: "JFK", to: "LHR", dep: "1900", out: "1900", delay: "0", arr: "0700", arrived: "0645", late: "-15",
                block: "420"))
        #expect(east.scheduledArrival == utc("2008-01-06T07:00Z") && east.arrival == utc("2008-01-06T06:45Z"))
    }

    @Test func aDelayOfDays() throws {
        let leg = try leg(
            Self.row(
                dep: "0800", out: "0957", delay: "1557.00", arr: "1100", arrived: "1250", late: "1550.00", block: "120")
        )
        #expect(leg.out == utc("2008-01-06T15:57Z") && leg.arrival == utc("2008-01-06T17:50Z"))
    }

    @Test func aClockThatContradictsTheDelay() throws {
        let leg = try leg(
            Self.row(dep: "0800", out: "1500", delay: "5.00", arr: "1100", arrived: "1105", late: "5.00", block: "120"))
        #expect(leg.out == utc("2008-01-05T14:05Z"))
    }

    @Test func cancellations() throws {
        let leg = try leg(Self.row(dep: "0800", arr: "1100", block: "120", cancelled: "1.00", code: "B"))
        #expect(leg.isCancelled && leg.cancelReason == .weather && leg.out == nil && leg.arrival == nil)
    }

    @Test func diversions() throws {
        let reached = try leg(
            Self.row(
                dep: "0800", out: "0805", delay: "5.00", arr: "1100", arrived: "1430", block: "120", diverted: "1.00",
                diversion: ["1.00", "210.00", "\"EWR\"", "\"1055\""]))
        #expect(reached.isDiverted && reached.divertedTo == AirportCode("EWR"))
        #expect(reached.divertedAt == utc("2008-01-05T15:55Z") && reached.arrival == utc("2008-01-05T19:30Z"))
        let lost = try leg(
            Self.row(
                dep: "0800", out: "0805", delay: "5.00", arr: "1100", block: "120", diverted: "1.00",
                diversion: ["0.00", "", "\"XNA\"", "\"1055\""]))
        #expect(
            lost.isDiverted && lost.arrival == nil && lost.divertedTo == AirportCode("XNA") && lost.divertedAt == nil)
    }

    @Test(arguments: [
        (row(from: "ZZZ", dep: "0800", arr: "1100", block: "120"), RowProblem.unknownAirport("ZZZ")),
        (row(dep: "0860", arr: "1100", block: "120"), .badValue(.scheduledDepartureLocal)),
        (row(dep: "2430", arr: "1100", block: "120"), .badValue(.scheduledDepartureLocal)),
        (row(dep: "", arr: "1100", block: "120"), .badValue(.scheduledDepartureLocal)),
        (row(dep: "0800", arr: ""), .badValue(.scheduledArrivalLocal)),
        (row(dep: "0800", out: "0800", delay: "99999", arr: "1100", block: "120"), .farFromSchedule),
        (row(dep: "0800", out: "0800", delay: "1.5", arr: "1100", block: "120"), .badValue(.departureDelay)),
        (row("2008-02-31", dep: "0800", arr: "1100", block: "120"), .badValue(.flightDate)), (",,,", .tooFewCells(4)),
    ])
    func badRowsAreNamed(row: String, reason: RowProblem) throws {
        let scratch = try Scratch()
        let good = Self.row(dep: "0800", arr: "1100", block: "120")
        let path = try scratch.write("month.csv", [publishedHeader, good, row, good].joined(separator: "\n"))
        let (legs, bad) = try read(path)
        #expect(legs.count == 2 && bad == [BadRow(path: path, line: 3, reason: reason)])
    }

    @Test(arguments: ["20080105", "1/5/2008", "01/05/2008 12:00:00 AM", "2008-01-05"])
    func datesInAllTheirForms(text: String) throws {
        #expect(
            try leg(Self.row(text, dep: "0800", arr: "1100", block: "120")).key.description == "AA123/2008-01-05/ORD")
    }
}
