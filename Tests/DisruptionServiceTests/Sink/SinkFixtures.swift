import PostgresClient

@testable import DisruptionService

/// Makes records as Kafka would hand them over.
struct RecordMaker {
    var table: SinkTable
    var source: SinkSource

    init(_ table: SinkTable, topic: String? = nil, partition: Int32 = 0, log: Int32 = 1) {
        self.table = table
        source = SinkSource(topic: topic ?? table.name, partition: partition, log: log)
    }

    func add(
        _ value: [UInt8]?, key: [UInt8]? = nil, at offset: Int64, headers: [String: String] = [:],
        to batch: inout SinkBatch
    ) {
        let headerBytes = headers.mapValues { Array($0.utf8) }
        func borrow<R>(_ bytes: [UInt8]?, _ body: (UnsafeRawBufferPointer?) -> R) -> R {
            guard let bytes else { return body(nil) }
            return bytes.withUnsafeBytes { body($0) }
        }
        borrow(key) { key in
            borrow(value) { value in
                let record = SinkRecord(offset: offset, timestampMs: 1_774_592_130_250, key: key, value: value)
                batch.add(record, of: table, from: source) { name in
                    // Leaked on purpose: a header's bytes have to outlive this closure.
                    headerBytes[name].map { bytes in
                        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
                        copy.copyBytes(from: bytes)
                        return UnsafeRawBufferPointer(copy)
                    }
                }
            }
        }
    }

    func add(_ json: String, at offset: Int64, to batch: inout SinkBatch) {
        add(Array(json.utf8), at: offset, to: &batch)
    }
}

/// A disruption's body as disruption.events has it.
func disruptionBody(
    _ id: String, version: Int64, lifecycle: String = "UPDATED", legs: [String] = [], more: String = ""
) -> String {
    let legs = legs.enumerated().map { depth, leg in
        """
        {"leg_id":"\(leg)","depth":\(depth),"predicted_delay_minutes":\(60 - depth),\
        "reactionary_minutes":\(depth * 10),"scheduled_departure":"2008-02-06T14:30:00Z"}
        """
    }
    return """
        {"disruption_id":"\(id)","version":\(version),"lifecycle":"\(lifecycle)","confirmed":false,\
        "pattern":"CASCADING_DELAY","severity":"medium","subject":{"kind":"rotation","id":"N4XKAA/\(id)"},\
        "root":{"kind":"leg","id":"AA1521/2008-02-06/ORD","cause":"weather"},"legs":[\(legs.joined(separator: ","))],\
        "confidence":0.95,"detected_at":"2008-02-06T14:20:00Z","first_effect_at":"2008-02-06T17:55:00Z",\
        "lead_minutes":215,"event_time":"2008-02-06T15:56:00.123Z","explanation":"late\\tand é"\(more)}
        """
}

/// A leg's body as flight.state has it.
func flightStateBody(_ leg: String, version: Int64, status: String = "SCHEDULED") -> String {
    """
    {"leg_id":"\(leg)","version":\(version),"status":"\(status)","fields":{\
    "airline":{"value":"AA","source":"s","event_time":"2008-02-05T14:30:00Z"},\
    "destination":{"value":"DFW","source":"s","event_time":"2008-02-05T14:30:00Z"},\
    "scheduled_departure":{"value":"2008-02-06T14:30:00Z","source":"s","event_time":"2008-02-05T14:30:00Z"}},\
    "departure_delay_minutes":60,"arrival_delay_minutes":-2,"category":"major","predicted_delay_minutes":0,\
    "predicted_root":null,"event_time":"2008-02-06T15:56:00Z"}
    """
}

/// A booking's body as booking.state has it.
func bookingBody(_ id: String, version: Int64, legs: [String]) -> String {
    let segments = legs.map {
        #"{"leg_id":"\#($0)","destination":"DFW","status":"SCHEDULED","departure_delay_minutes":30}"#
    }
    return """
        {"booking_id":"\(id)","version":\(version),"status":"ACTIVE","passengers":[{"passenger_id":"p"}],\
        "segments":[\(segments.joined(separator: ","))],"needs_rebooking":true,"event_time":"2008-02-06T15:56:00Z"}
        """
}

/// A notification's body.
func notificationBody(_ id: String, passenger: String = "p", at time: String = "2008-02-06T15:56:00Z") -> String {
    """
    {"notification_id":"\(id)","passenger_id":"\(passenger)","channel":"sms","template_id":"flight_delay",\
    "variables":{"delay_minutes":45},"urgency":"low","priority":2,"event_time":"\(time)"}
    """
}

/// An alert's body as alerts has it.
func alertBody(_ id: String, version: Int64, state: String = "OPENED") -> String {
    """
    {"alert_id":"\(id)","version":\(version),"state":"\(state)","severity":"high",\
    "by":{"kind":"operator","id":"m.jensen"},"why":"because","subject":{"kind":"leg","id":"AA1/2008-02-06/ORD"},\
    "event_time":"2008-02-06T15:56:00Z"}
    """
}

/// A migrated database of the shared server.
func newSinkDatabase() throws -> ConnectionTarget {
    let target = try ConnectionTarget(PrivatePostgres.newDatabase())
    _ = try Migrator(target: target).apply()
    return target
}

/// Everything that the sink has written, as text, to compare databases by.
func sinkContents(_ target: ConnectionTarget) throws -> [String] {
    let connection = try Connection(to: target)
    var lines: [String] = []
    for (table, order) in [
        ("disruptions", "disruption_id"), ("disruption_legs", "disruption_id, leg_id"), ("flight_state", "leg_id"),
        ("dead_letters", "dlq_partition, dlq_offset"), ("bookings", "booking_id"),
        ("booking_segments", "booking_id, place"), ("notifications", "notification_id"), ("alerts", "alert_id"),
        ("alert_audit", "alert_id, version"),
    ] {
        let rows = try connection.query(
            "SELECT row_to_json(t)::text AS line FROM iropsd.\(table) AS t ORDER BY \(order)")
        lines += rows.map { "\(table) \($0.text("line") ?? "")" }
    }
    let positions = try connection.query(
        "SELECT topic, partition, log, next_offset FROM iropsd.sink_positions ORDER BY 1, 2")
    for row in positions {
        lines.append("\(row.text("topic") ?? "") \(row.integer("log") ?? 0) \(row.integer("next_offset") ?? 0)")
    }
    return lines
}

/// Numbers that a seed decides. Source: splitmix64, https://prng.di.unimi.it/splitmix64.c.
struct Numbers {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var value = state
        value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
        value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
        return value ^ (value >> 31)
    }
}
