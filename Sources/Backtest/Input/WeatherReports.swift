public import DisruptionCore
import History

/// The weather of a backtest: raw reports in the order of their times, held as one text.
public struct WeatherReports: Sendable {
    /// Where a report stands in the text, and what it is of.
    struct Report: Sendable {
        let time: Instant
        let airport: AirportCode
        let isForecast: Bool
        let start: Int
        let length: Int32
    }

    /// By time, then in the order of files and lines.
    private(set) var reports: [Report] = []
    private(set) var text: [UInt8] = []
    /// Lines that are no reports.
    public private(set) var badLines = 0
    /// The first of them, `path:line`.
    public private(set) var named: [String] = []

    public var count: Int { reports.count }

    /// No weather.
    public init() {}

    /// Reads files: CSV with the columns station, valid and metar as the Iowa Environmental Mesonet publishes them, or
    /// lines of an RFC 3339 instant and a raw report; plain or compressed by gzip.
    /// - Parameters:
    ///   - airports: for the one code that stands for a station everywhere.
    ///   - span: reports of other times are passed over.
    /// - Throws: `BacktestError.history`, `.tooMuchWeather`.
    public init(paths: [String], airports: AirportDirectory, span: ClosedRange<Instant>) throws(BacktestError) {
        for path in paths { try read(path, airports, span) }
        let order = reports.indices.sorted {
            reports[$0].time != reports[$1].time ? reports[$0].time < reports[$1].time : $0 < $1
        }
        reports = order.map { reports[$0] }
    }

    private mutating func read(
        _ path: String, _ airports: AirportDirectory, _ span: ClosedRange<Instant>
    ) throws(BacktestError) {
        do throws(HistoryError) {
            var lines = try LineReader(path: path)
            var columns: WeatherColumns?
            reading: while true {
                switch try lines.next() {
                case .end: break reading
                case .tooLong: note(path, lines.number)
                case .text(let line):
                    if line.isEmpty || line[0] == 0x23 { continue }
                    if let header = WeatherColumns(header: line) {
                        columns = header
                        continue
                    }
                    guard let found = columns.map({ $0.report(line) }) ?? WeatherColumns.plain(line) else {
                        note(path, lines.number)
                        continue
                    }
                    if span.contains(found.time) { keep(found, airports) }
                }
                if text.count > BacktestLimits.weatherBytesMax { break reading }
            }
        } catch {
            throw .history(error)
        }
        if text.count > BacktestLimits.weatherBytesMax {
            throw .tooMuchWeather(limit: BacktestLimits.weatherBytesMax)
        }
    }

    private mutating func keep(_ found: WeatherColumns.Found, _ airports: AirportDirectory) {
        reports.append(
            Report(
                time: found.time, airport: airports.canonical(found.station), isForecast: found.isForecast,
                start: text.count, length: Int32(found.raw.count)))
        text.append(contentsOf: found.raw)
    }

    private mutating func note(_ path: String, _ line: Int) {
        badLines += 1
        if named.count < BacktestLimits.namedLinesMax { named.append("\(path):\(line)") }
    }
}
