import Harness

/// What an installation wrote to flight.state or booking.state.
struct ToldStates {
    /// The last state of each leg or booking, but for what may differ; of one that is forgotten that before its
    /// tombstone.
    private(set) var last: [String: JSONValue] = [:]
    /// The last record of each as it was written; none of one that is forgotten.
    private(set) var current: [String: JSONValue] = [:]
    private(set) var forgotten: Set<String> = []
    /// Those with a version that was written twice, or after a higher one.
    private(set) var doubled: Set<String> = []
    private(set) var unordered: Set<String> = []

    /// The version is an offset of the log. What is predicted of a leg depends on what was known when, and is corrected
    /// only where somebody acts on it.
    static let mayDiffer: Set = ["version", "predicted_delay_minutes", "predicted_root", "prediction"]
    /// What changed a booking last is what came last.
    static let mayDifferOfBookings: Set = ["version", "event_time", "trigger_event_id", "correlation_id"]

    init(_ records: [TopicRecord], mayDiffer: Set<String> = Self.mayDiffer) throws {
        var highest: [String: Int] = [:]
        var bodies: [String: [UInt8]] = [:]
        for record in records {
            guard let leg = record.keyText else {
                throw HarnessError("a state without a key at \(record.partition)@\(record.offset)")
            }
            guard let value = record.value else {
                if forgotten.contains(leg) { doubled.insert(leg) }
                forgotten.insert(leg)
                continue
            }
            guard let version = JSONValue.version(value) else {
                throw HarnessError("a state without a version at \(record.partition)@\(record.offset)")
            }
            if version == highest[leg] { doubled.insert(leg) }
            if version < highest[leg] ?? Int.min { unordered.insert(leg) }
            highest[leg] = version
            bodies[leg] = value
            forgotten.remove(leg)
        }
        for (leg, body) in bodies {
            if !forgotten.contains(leg) { current[leg] = try JSONValue(body) }
            last[leg] = try JSONValue(body).dropping(mayDiffer)
        }
    }
}
