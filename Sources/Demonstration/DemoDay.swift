import DisruptionCore
import DisruptionService
import History
import ReferenceData
import Simulator

/// The day that a demo tells.
struct DemoDay {
    /// Where it comes from.
    enum Content {
        case history(LegSource)
        case simulated(SimulationOptions)
    }

    let content: Content
    /// What it is, for a person.
    let title: String
    let from: Instant
    let to: Instant
    let airports: AirportDirectory

    /// Hours from a UTC midnight: an operating day of the Americas, from the first departure to the last arrival.
    private static let startHour: Int64 = 6
    private static let endHour: Int64 = 36
    /// The same of the simulated day, in Europe.
    private static let simulatedHours: (start: Int64, end: Int64) = (4, 28)
    /// A winter storm at Chicago on a Wednesday; told where the files have it.
    private static let stormDay = CalendarDate(year: 2008, month: 2, day: 6)
    /// Of a scenario without a date.
    private static let usualDay = CalendarDate(year: 2026, month: 1, day: 14) ?? CalendarDate(days: 0)

    /// - Parameter path: a file of history.
    /// - Throws: `HistoryError`, `CommandError`.
    init(history path: String) throws {
        airports = try ReferenceAirports.load().directory
        let all = try HistoryFiles(paths: [path], airports: airports)
        guard let span = all.span else { throw CommandError("\(path): has no leg that can be used") }
        let day = Self.day(in: span)
        from = Self.hour(Self.startHour, of: day)
        to = Self.hour(Self.endHour, of: day)
        let selection = LegSelection(from: from, to: to)
        content = .history(LegSource(HistoryFiles(surveys: all.surveys, airports: airports, selection: selection)))
        title = path
    }

    /// - Parameter words: scenarios as `simulate` takes them, separated by spaces.
    /// - Throws: `UsageError`, `ConfigurationError`, `CommandError`.
    init(scenarios words: String) throws {
        airports = try ReferenceAirports.load().directory
        let scenarios = try words.split(separator: " ").map { try ScenarioChoice(String($0)).load() }
        let day = scenarios.lazy.compactMap(\.date).first ?? Self.usualDay
        from = Self.hour(Self.simulatedHours.start, of: day)
        to = Self.hour(Self.simulatedHours.end, of: day)
        content = .simulated(SimulationOptions(scenarios: scenarios, date: day))
        let told = scenarios.map { "\($0.name): \($0.summary)" }.joined(separator: " ")
        title = "a simulated day, \(told) (SCENARIO=name is another one, DATA=legs.csv.gz a real one)"
    }

    private static func hour(_ hour: Int64, of day: CalendarDate) -> Instant { day.startUTC.adding(minutes: hour * 60) }

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
