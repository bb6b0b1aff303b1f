import Harness
import PostgresClient

/// What the sink has brought to the tables, beside what the topics say: rows, bodies and positions.
struct TableComparison {
    private let installation: Installation
    private let database: String

    init(_ installation: Installation) {
        self.installation = installation
        database = installation.database ?? ""
    }

    func compare(
        disruptions: DetectedDisruptions, states: ToldStates, bookings: ToldStates,
        notifications: [String: JSONValue], letters: [TopicRecord], into verdict: inout Verdict
    ) throws {
        try compare("disruptions", disruptions.last, StateTable.disruptions(installation), &verdict)
        try compare("flight_state", states.current, StateTable.states(installation), &verdict)
        try compare("bookings", bookings.current, StateTable.bookings(installation), &verdict)
        try compare("notifications", notifications, StateTable.notifications(installation), &verdict)
        try compareLetters(letters, &verdict)
        let connection = try Connection(database)
        for (what, sql) in Self.columns {
            verdict.add(.row, what, try connection.query(sql).map { $0.text("id") ?? "" })
        }
        for topic in ["disruption.events", "flight.state", "booking.state", "notifications", "dead.letter.queue"] {
            try comparePositions(of: topic, connection, &verdict)
        }
    }

    private func compare(
        _ table: String, _ told: [String: JSONValue], _ rows: [String: JSONValue], _ verdict: inout Verdict
    ) throws {
        verdict.add(.row, "\(table): rows that are missing", Set(told.keys).subtracting(rows.keys))
        verdict.add(.row, "\(table): rows of what the topic does not have", Set(rows.keys).subtracting(told.keys))
        let others = rows.compactMap { key, body in
            told[key].flatMap { $0 == body ? nil : "\(key) (\($0.difference(from: body)))" }
        }
        verdict.add(.row, "\(table): rows with another body", others)
    }

    private func compareLetters(_ letters: [TopicRecord], _ verdict: inout Verdict) throws {
        let connection = try Connection(database)
        var rows: Set<String> = []
        var isTwice: [String] = []
        for row in try connection.query("SELECT dlq_partition, dlq_offset, reason, key, value FROM iropsd.dead_letters")
        {
            let place = "\(row.integer("dlq_partition") ?? -1)@\(row.integer("dlq_offset") ?? -1)"
            let text = Self.letter(place, row.text("reason"), row.bytes("key"), row.bytes("value"))
            if !rows.insert(text).inserted { isTwice.append(place) }
        }
        let told = Set(
            letters.map { Self.letter("\($0.partition)@\($0.offset)", $0.header("dlq.reason"), $0.key, $0.value) })
        verdict.add(.row, "dead_letters: rows that are missing", told.subtracting(rows))
        verdict.add(.row, "dead_letters: rows that the topic does not have", rows.subtracting(told))
        verdict.add(.row, "dead_letters: rows that are there twice", isTwice)
    }

    private static func letter(_ place: String, _ reason: String?, _ key: [UInt8]?, _ value: [UInt8]?) -> String {
        "\(place) \(reason ?? "-") \(key ?? []) \(value.map { "\($0.count) bytes \($0.hashValue)" } ?? "withheld")"
    }

    /// The sink stands behind the last record of each partition.
    private func comparePositions(
        of topic: String, _ connection: borrowing Connection, _ verdict: inout Verdict
    ) throws {
        var last: [Int32: Int64] = [:]
        for record in try installation.read(topic) { last[record.partition] = record.offset }
        var next: [Int32: Int64] = [:]
        for row in try connection.query(
            "SELECT partition, next_offset FROM iropsd.sink_positions WHERE topic IN ($1, $2)",
            [.text(topic), .text(installation.topic(topic))])
        {
            next[Int32(row.integer("partition") ?? -1)] = row.integer("next_offset")
        }
        let short = last.filter { next[$0.key] ?? 0 <= $0.value }
        verdict.add(
            .row, "sink positions before the last record",
            short.map { "\(topic)/\($0.key) at \(next[$0.key] ?? 0), the last record is \($0.value)" })
    }

    /// Columns are what the bodies say. Each query names the rows of which that is not so.
    private static let columns = [
        (
            "disruptions: columns that are not of the body",
            """
            SELECT disruption_id AS id FROM iropsd.disruptions
            WHERE (version, lifecycle, confirmed, pattern, severity, subject_id)
                IS DISTINCT FROM ((body->>'version')::bigint, body->>'lifecycle', (body->>'confirmed')::boolean,
                    body->>'pattern', body->>'severity', body->'subject'->>'id')
            """
        ),
        (
            "disruption_legs: rows that are not of the body",
            """
            WITH told AS (
                SELECT disruption_id, leg->>'leg_id' AS leg_id, (leg->>'reactionary_minutes')::integer AS minutes
                FROM iropsd.disruptions, jsonb_array_elements(body->'legs') AS leg)
            SELECT coalesce(told.disruption_id, row.disruption_id) AS id
            FROM told FULL JOIN iropsd.disruption_legs AS row USING (disruption_id, leg_id)
            WHERE told.minutes IS DISTINCT FROM row.reactionary_minutes OR told.leg_id IS NULL
            """
        ),
        (
            "flight_state: columns that are not of the body",
            """
            SELECT leg_id AS id FROM iropsd.flight_state
            WHERE (version, status) IS DISTINCT FROM ((body->>'version')::bigint, body->>'status')
            """
        ),
        (
            "bookings: columns that are not of the body",
            """
            SELECT booking_id AS id FROM iropsd.bookings
            WHERE (version, status) IS DISTINCT FROM ((body->>'version')::bigint, body->>'status')
            """
        ),
        (
            "booking_segments: rows that are not of the body",
            """
            WITH told AS (
                SELECT booking_id, segment->>'leg_id' AS leg_id, segment->>'status' AS status
                FROM iropsd.bookings, jsonb_array_elements(body->'segments') AS segment)
            SELECT coalesce(told.booking_id, row.booking_id) AS id
            FROM told FULL JOIN iropsd.booking_segments AS row USING (booking_id, leg_id)
            WHERE told.status IS DISTINCT FROM row.status OR told.leg_id IS NULL
            """
        ),
        (
            "notifications: columns that are not of the body",
            """
            SELECT notification_id AS id FROM iropsd.notifications
            WHERE (passenger_id, channel, template_id, urgency)
                IS DISTINCT FROM (body->>'passenger_id', body->>'channel', body->>'template_id', body->>'urgency')
            """
        ),
        ("records that the database refused", "SELECT topic || '/' || partition AS id FROM iropsd.sink_rejects"),
    ]
}
