import DisruptionCore
import DisruptionService
import History
import ReferenceData

/// The day that a demo tells.
struct DemoHistory {
    let legs: LegSource
    /// What it is, for a person.
    let title: String
    let from: Instant
    let to: Instant
    let airports: AirportDirectory

    /// Hours from a UTC midnight: an operating day of the Americas, from the first departure to the last arrival.
    private static let startHour: Int64 = 6
    private static let endHour: Int64 = 36
    /// The same of the invented day, in Europe.
    private static let inventedHours: (start: Int64, end: Int64) = (5, 24)
    /// A winter storm at Chicago on a Wednesday; told where the files have it.
    private static let stormDay = CalendarDate(year: 2008, month: 2, day: 6)
    private static let inventedDay = CalendarDate(year: 2026, month: 1, day: 14)

    /// - Parameter path: a file of history; nil for a day that never was, with fewer flights.
    /// - Throws: `HistoryError`, `CommandError`.
    init(path: String?) throws {
        airports = try ReferenceAirports.load().directory
        func hour(_ hour: Int64, of day: CalendarDate) -> Instant { day.startUTC.adding(minutes: hour * 60) }
        if let path {
            let all = try HistoryFiles(paths: [path], airports: airports)
            guard let span = all.span else { throw CommandError("\(path): has no leg that can be used") }
            let day = Self.day(in: span)
            from = hour(Self.startHour, of: day)
            to = hour(Self.endHour, of: day)
            let selection = LegSelection(from: from, to: to)
            legs = LegSource(HistoryFiles(surveys: all.surveys, airports: airports, selection: selection))
            title = path
        } else {
            let day = Self.inventedDay ?? CalendarDate(days: 0)
            from = hour(Self.inventedHours.start, of: day)
            to = hour(Self.inventedHours.end, of: day)
            legs = LegSource(SyntheticDay.legs(on: day))
            title = "an invented day with snow at \(SyntheticDay.snowAirport) (DATA=legs.csv.gz tells a real one)"
        }
    }

    /// The storm's day, else the first whole day.
    static func day(in span: (first: Instant, last: Instant)) -> CalendarDate {
        if let storm = stormDay, storm.startUTC >= span.first, storm.startUTC.adding(minutes: 1440) <= span.last {
            return storm
        }
        let first = CalendarDate(utc: span.first)
        let next = CalendarDate(days: first.days + 1)
        let isWhole = span.first < first.startUTC.adding(minutes: startHour * 60)
        return isWhole || next.startUTC >= span.last ? first : next
    }
}
