import DisruptionCore
import Testing

@testable import History

@Suite struct HistoryFilesTests {
    /// A row of the UTC form.
    static func row(
        _ flight: Int, day: Int, hour: Int, to: String = "JFK", tail: String = "N1AA", carrier: String = "AA"
    ) -> String {
        let date = "2008-01-\(day < 10 ? "0" : "")\(day)"
        let clock = { (hour: Int) in "\(date)T\(hour < 10 ? "0" : "")\(hour):00:00Z" }
        return "\(date),\(carrier),\(flight),\(tail),ORD,\(to),,,,,,,,,,,,False,,False,,,,,,\(clock(hour)),"
            + "\(clock(hour + 1)),0,\(clock(hour)),\(clock(hour + 1))"
    }

    /// Twenty days of 30 legs, in order.
    static let month = (1...20).flatMap { day in
        (0..<30).map { row(100 + $0, day: day, hour: $0 * 22 / 30) }
    }

    /// The same every time, and nothing like the order.
    static func shuffled(_ rows: [String]) -> [String] {
        rows.enumerated().sorted { Hash64.mix(UInt64($0.offset)) < Hash64.mix(UInt64($1.offset)) }.map(\.element)
    }

    private func legs(_ files: [[String]], _ selection: LegSelection = LegSelection()) throws -> [HistoricLeg] {
        let scratch = try Scratch()
        let paths = try files.enumerated().map { at, rows in
            try scratch.write("part\(at).csv.gz", gzip(([utcHeader] + rows).joined(separator: "\n")))
        }
        var source = LegSource(try HistoryFiles(paths: paths, airports: .empty, selection: selection))
        return try source.all()
    }

    @Test func anyOrderOfRowsAndFilesGivesTheSame() throws {
        let expected = try legs([Self.month])
        #expect(expected.count == 600)
        #expect(zip(expected, expected.dropFirst()).allSatisfy { HistoricLeg.isTold($0, before: $1) })
        #expect(try legs([Self.shuffled(Self.month)]) == expected)
        #expect(try legs([Array(Self.month.reversed())]) == expected)
        let thirds = stride(from: 0, to: 600, by: 200).map { Array(Self.month[$0..<$0 + 200]) }
        #expect(try legs([thirds[2], thirds[0], thirds[1]]) == expected)
        let interleaved = (0..<3).map { part in Self.month.enumerated().filter { $0.offset % 3 == part }.map(\.element)
        }
        #expect(try legs(interleaved.map(Self.shuffled)) == expected)
    }

    @Test func surveysSayWhatIsThere() throws {
        let scratch = try Scratch()
        let rows = [utcHeader] + Self.month + ["nonsense"]
        let ordered = try FileSurvey(path: try scratch.write("a.csv", rows.joined(separator: "\n")), airports: .empty)
        #expect(ordered.legs == 600 && ordered.badRows == 1 && ordered.isOrdered)
        #expect(ordered.reported.map(\.line) == [602])
        #expect(ordered.days.map(\.legs) == [Int](repeating: 30, count: 20))
        #expect(ordered.first == utc("2008-01-01T00:00Z") && ordered.last == utc("2008-01-20T21:00Z"))
        let text = ([utcHeader] + Self.shuffled(Self.month)).joined(separator: "\n")
        let mixed = try FileSurvey(path: try scratch.write("b.csv", text), airports: .empty)
        #expect(!mixed.isOrdered && mixed.days.map(\.day) == ordered.days.map(\.day))
        let many = ([utcHeader, Self.month[0]] + [String](repeating: "x", count: 500)).joined(separator: "\n")
        let bad = try FileSurvey(path: try scratch.write("c.csv", many), airports: .empty)
        #expect(bad.badRows == 500 && bad.reported.count == HistoryLimits.reportedRowsMax)
    }

    @Test func anUnorderedFileIsReadInWindowsThatHoldNotTooMuch() throws {
        let scratch = try Scratch()
        let text = ([utcHeader] + Self.shuffled(Self.month)).joined(separator: "\n")
        let survey = try FileSurvey(path: try scratch.write("b.csv", text), airports: .empty)
        let windows = LegCursor.windows(survey, LegSelection(), limit: 70)
        #expect(windows.count == 10 && windows.allSatisfy { $0.count == 2 })
        #expect(LegCursor.windows(survey, LegSelection(), limit: 1).count == 20)
        let some = LegSelection(from: utc("2008-01-05T12:00Z"), to: utc("2008-01-07T00:00Z"))
        #expect(LegCursor.windows(survey, some).map(\.count) == [2])
        let cursor = LegCursor(survey: survey, airports: .empty, selection: LegSelection(), heldLegsMax: 70)
        var legs: [HistoricLeg] = []
        while let leg = try cursor.next() { legs.append(leg) }
        #expect(legs == (try self.legs([Self.month])))
    }

    @Test func selectsByScheduledDeparture() throws {
        let all = try legs([Self.month])
        let selection = LegSelection(from: utc("2008-01-05T12:00Z"), to: utc("2008-01-07T03:00Z"))
        let expected = all.filter { $0.scheduledDeparture >= selection.from && $0.scheduledDeparture < selection.to }
        #expect(expected.count > 30 && expected.count < 60)
        #expect(try legs([Self.month], selection) == expected)
        #expect(try legs([Self.shuffled(Self.month)], selection) == expected)
        #expect(try legs([Self.month], LegSelection(from: utc("2009-01-01T00:00Z"))).isEmpty)
        #expect(try legs([Self.month], LegSelection(to: utc("2008-01-01T00:00Z"))).isEmpty)
    }

    @Test func aRowThatComesTwiceIsOneLegAndAnotherLegOfTheNameASecondAttempt() throws {
        let twice = Self.row(7, day: 2, hour: 9)
        let other = Self.row(7, day: 2, hour: 9, to: "SNA")
        let later = Self.row(7, day: 2, hour: 15, to: "SNA")
        let tailless = Self.row(8, day: 2, hour: 9, tail: "")
        let keys = try legs([[twice, other], [tailless, twice, later]]).map { "\($0.key) \($0.destination)" }
        #expect(
            keys == [
                "AA7/2008-01-02/ORD JFK", "AA7/2008-01-02/ORD#2 SNA", "AA8/2008-01-02/ORD JFK",
                "AA7/2008-01-02/ORD#3 SNA",
            ])
        let kept = LegSelection(needsTailText: true, keepsDuplicates: true)
        #expect(try legs([[twice, other], [tailless, twice, later]], kept).map(\.key.attempt) == [1, 1, 1, 1])
    }

    @Test func namesAreFreeAgainAfterDays() throws {
        let rows = (1...20).map { Self.row(7, day: $0, hour: 9) }
        #expect(try legs([rows]).allSatisfy { $0.key.attempt == 1 })
    }

    @Test func whatCannotBeRead() throws {
        #expect(throws: HistoryError.empty(path: "")) { try HistoryFiles(paths: [], airports: .empty) }
        let scratch = try Scratch()
        let empty = try scratch.write("empty.csv", "")
        #expect(throws: HistoryError.empty(path: empty)) { try HistoryFiles(paths: [empty], airports: .empty) }
        let bare = try scratch.write("bare.csv", utcHeader + "\n")
        #expect(throws: HistoryError.empty(path: bare)) { try HistoryFiles(paths: [bare], airports: .empty) }
        let bytes = gzip(([utcHeader] + Self.month).joined(separator: "\n"))
        let good = try scratch.write("good.csv.gz", bytes)
        let cut = try scratch.write("cut.csv.gz", bytes.dropLast(1000))
        let error = #expect(throws: HistoryError.self) { try HistoryFiles(paths: [good, cut], airports: .empty) }
        #expect(error?.description.contains("cut.csv.gz:") == true)
    }
}
