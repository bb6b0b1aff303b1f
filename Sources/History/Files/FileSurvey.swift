public import DisruptionCore

/// What a first reading of a history file finds: whether it can be read to its end, what it holds and in which order.
///
/// It comes before anything is told, so that a wrong, damaged or cut-off file is found before its first half is sent.
public struct FileSurvey: Sendable {
    public let path: String
    public let format: HistoryFormat
    /// Rows that are legs.
    public private(set) var legs = 0
    /// Rows that are not.
    public private(set) var badRows = 0
    /// The first of them, at most `HistoryLimits.reportedRowsMax`.
    public private(set) var reported: [BadRow] = []
    /// The first and last scheduled departure.
    public private(set) var first = Instant.distantFuture
    public private(set) var last = Instant.distantPast
    /// Whether no leg is more than a day (UTC, of its scheduled departure) behind one before it.
    public private(set) var isOrdered = true
    /// Legs by day of scheduled departure (UTC), in rising order.
    public private(set) var days: [(day: Int32, legs: Int)] = []

    /// Reads a whole file.
    /// - Throws: `HistoryError`.
    public init(path: String, airports: AirportDirectory) throws(HistoryError) {
        var reader = try LegReader(path: path, airports: airports)
        self.path = path
        format = reader.format
        var counts: [Int32: Int] = [:]
        var current: (day: Int32, legs: Int) = (0, 0)
        var latest = Int32.min
        scan: while true {
            switch try reader.next() {
            case .end: break scan
            case .bad(let row):
                badRows += 1
                if reported.count < HistoryLimits.reportedRowsMax { reported.append(row) }
            case .leg(let leg):
                legs += 1
                first = min(first, leg.scheduledDeparture)
                last = max(last, leg.scheduledDeparture)
                let day = CalendarDate(utc: leg.scheduledDeparture).days
                if day < latest &- 1, latest != .min { isOrdered = false }
                latest = max(latest, day)
                if day != current.day {
                    if current.legs > 0 { counts[current.day, default: 0] += current.legs }
                    current = (day, 0)
                }
                current.legs += 1
            }
        }
        if current.legs > 0 { counts[current.day, default: 0] += current.legs }
        guard legs > 0 else { throw .empty(path: path) }
        days = counts.map { (day: $0.key, legs: $0.value) }.sorted { $0.day < $1.day }
    }
}
