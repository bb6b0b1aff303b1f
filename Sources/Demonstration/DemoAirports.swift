import DisruptionCore
import DisruptionService
import PostgresClient

/// A table of airports by local hours: the share of departures that was cancelled, and where congestion was told.
enum DemoAirports {
    private static let shownMax = 8
    private static let firstHour = 5
    private static let lastHour = 23

    private struct Hour {
        var due = 0
        var cancelled = 0
        var isCongested = false
    }

    static func lines(
        _ connection: borrowing Connection, _ airports: AirportDirectory
    ) throws(PostgresError) -> [String] {
        let names = try connection.query(worst, [.integer(shownMax)]).compactMap { $0.text("origin") }
        guard !names.isEmpty else { return [] }
        let hours = try table(names, connection, airports)
        let head = (firstHour...lastHour).map { DemoText.right(DemoText.twoDigits($0), 5) }.joined()
        var lines = [
            "AIRPORTS BY LOCAL HOUR: cancelled departures in %, ! where congestion was told", "     " + head,
        ]
        for name in names {
            let cells = (firstHour...lastHour).map { cell(hours[name]?[$0]) }
            lines.append(DemoText.padded("  " + name, 5) + cells.joined())
        }
        return lines + [""]
    }

    private static func cell(_ hour: Hour?) -> String {
        guard let hour else { return "     " }
        let share = hour.due == 0 ? "" : hour.cancelled == 0 ? "·" : String(hour.cancelled * 100 / hour.due)
        return DemoText.right(share + (hour.isCongested ? "!" : " "), 5)
    }

    private static func table(
        _ names: [String], _ connection: borrowing Connection, _ airports: AirportDirectory
    ) throws(PostgresError) -> [String: [Int: Hour]] {
        var table: [String: [Int: Hour]] = [:]
        func hour(_ row: Row, _ name: String) -> Int {
            DemoText.zone(name, airports).local(Instant(ms: row.integer("hour") ?? 0)).minute / 60
        }
        for row in try connection.query(departures, [.array(names)]) {
            guard let name = row.text("origin") else { continue }
            var found = table[name]?[hour(row, name)] ?? Hour()
            found.due += Int(row.integer("due") ?? 0)
            found.cancelled += Int(row.integer("cancelled") ?? 0)
            table[name, default: [:]][hour(row, name)] = found
        }
        for row in try connection.query(congestion, [.array(names)]) {
            guard let name = row.text("airport") else { continue }
            table[name, default: [:]][hour(row, name), default: Hour()].isCongested = true
        }
        return table
    }

    private static let worst = """
        SELECT origin FROM iropsd.flight_state GROUP BY origin HAVING count(*) >= 50
        ORDER BY count(*) FILTER (WHERE status = 'CANCELLED') DESC, count(*) DESC, origin LIMIT $1
        """

    private static let departures = """
        SELECT origin, (extract(epoch FROM date_trunc('hour', scheduled_departure)) * 1000)::bigint AS hour,
            count(*) AS due, count(*) FILTER (WHERE status = 'CANCELLED') AS cancelled
        FROM iropsd.flight_state WHERE origin = ANY ($1) AND scheduled_departure IS NOT NULL
        GROUP BY 1, 2
        """

    private static let congestion = """
        SELECT subject_id AS airport, (extract(epoch FROM hour) * 1000)::bigint AS hour
        FROM iropsd.disruptions, generate_series(
            date_trunc('hour', (body->'metrics'->>'window_start')::timestamptz),
            (body->'metrics'->>'window_end')::timestamptz - interval '1 second', interval '1 hour') AS hour
        WHERE pattern = 'AIRPORT_CONGESTION' AND lifecycle NOT IN ('RETRACTED', 'SUPERSEDED')
            AND subject_id = ANY ($1)
        """
}
