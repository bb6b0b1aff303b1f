import DisruptionCore
import DisruptionService
import PostgresClient
import Synchronization

/// Picks out of disruption.events what a controller should see at once: weather, airports, airlines, the network and
/// cascades of medium severity and worse, when they are told first and when they come true.
///
/// The database reads the JSON. More than a person can follow is counted instead of shown.
final class DemoNews: Sendable {
    private struct State {
        var bodies: [String] = []
        var shown: Set<String> = []
        var confirmed: Set<String> = []
        var leads: [String: Int] = [:]
        var nextMs: Int64 = 0
        var left = 0
    }

    private let database: DemoDatabase
    private let screen: DemoScreen
    private let from: Instant
    private let state = Mutex(State())

    /// Milliseconds between two looks, and lines of one look.
    private static let everyMs: Int64 = 1500
    private static let linesMax = 2

    private static let patterns = [
        "cascading_delay", "airport_congestion", "weather_impact", "airline_disruption", "network_disruption",
    ]

    /// - Parameter from: what is detected before, while the plan of the day comes in, is not shown.
    init(_ database: DemoDatabase, _ screen: DemoScreen, from: Instant) {
        self.database = database
        self.screen = screen
        self.from = from
    }

    /// Disruptions that were worth a line and got none.
    var left: Int { state.withLock { $0.left } }

    /// Minutes from the first telling of each cascade to the first departure that it delays, by disruption id.
    var leads: [String: Int] { state.withLock { $0.leads } }

    /// Takes a record where it may be worth a line.
    func offer(type: String, body: UnsafeRawBufferPointer) {
        guard Self.patterns.contains(where: { type.hasPrefix("disruption.\($0).") }),
            type.hasSuffix(".opened") || type.hasSuffix(".updated")
        else { return }
        let text = String(decoding: body, as: UTF8.self)
        state.withLock { $0.bodies.append(text) }
    }

    /// Shows what has come since the last time, the worst first.
    /// - Parameter isLast: do not wait, and only note what is left.
    func show(isLast: Bool = false) throws {
        let bodies = state.withLock { state -> [String] in
            guard !state.bodies.isEmpty, isLast || SystemClock.monotonicMs() >= state.nextMs else { return [] }
            state.nextMs = SystemClock.monotonicMs() + Self.everyMs
            defer { state.bodies = [] }
            return state.bodies
        }
        if bodies.isEmpty { return }
        let connection = try database.connect()
        let rows = try connection.query(Self.statement, [.array(bodies)])
        let lines = state.withLock { state in
            rows.compactMap { row -> String? in
                guard let line = note(row, in: &state) else { return nil }
                return line
            }
        }
        let most = isLast ? 0 : Self.linesMax
        // The worst, by their time, with which they begin.
        for line in lines.prefix(most).sorted() { screen.tell(line) }
        state.withLock { $0.left += max(0, lines.count - most) }
    }

    /// - Returns: the line; nil where the record is not worth one.
    private func note(_ row: Row, in state: inout State) -> String? {
        let id = row.text("id") ?? ""
        if row.boolean("opened") == true, let lead = row.integer("lead") { state.leads[id] = Int(lead) }
        guard row.integer("rank") ?? 9 <= 2, row.integer("at") ?? 0 >= from.ms else { return nil }
        let isConfirmed = row.boolean("confirmed") == true
        let isNew = state.shown.insert(id).inserted
        let isConfirmation = isConfirmed && state.confirmed.insert(id).inserted
        guard isNew || isConfirmation else { return nil }
        let severity = DemoText.padded((row.text("severity") ?? "").uppercased(), 8)
        return "\(row.text("time") ?? "")  \(severity)  \(isConfirmed ? "confirmed" : "expected ")  "
            + Self.sentence(row.text("explanation") ?? "", legs: Int(row.integer("legs") ?? 0))
    }

    /// An explanation with its first leg alone.
    static func sentence(_ explanation: String, legs: Int) -> String {
        guard legs > 1, let comma = explanation.firstIndex(of: ",") else { return explanation }
        return "\(explanation[..<comma]) and \(legs - 1) more \(legs == 2 ? "leg" : "legs")."
    }

    private static let statement = """
        SELECT b->>'disruption_id' AS id, (b->>'confirmed')::boolean AS confirmed, b->>'severity' AS severity,
            b->>'lifecycle' = 'OPENED' AS opened, b->>'lead_minutes' AS lead,
            (extract(epoch FROM (b->>'event_time')::timestamptz) * 1000)::bigint AS at,
            to_char((b->>'event_time')::timestamptz AT TIME ZONE 'UTC', 'HH24:MI"Z"') AS time,
            b->>'explanation' AS explanation, jsonb_array_length(COALESCE(b->'legs', '[]')) AS legs,
            CASE b->>'severity' WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END AS rank
        FROM unnest($1::text[]) AS body, LATERAL (SELECT body::jsonb AS b) AS read
        ORDER BY rank, b->>'pattern', (b->>'confirmed')::boolean DESC,
            COALESCE((b->'metrics'->>'reactionary_minutes')::int, 0) DESC, id
        """
}
