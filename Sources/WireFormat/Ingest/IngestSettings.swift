import DisruptionCore

/// What moves event time where nothing flows, and which records are too far ahead.
public enum EventTimeMode: UInt8, Sendable {
    /// The clock moves idle partitions on; a record is measured against its own Kafka timestamp.
    case live
    /// Only events and marks move time; a record is measured against its partition's event time.
    case replay
}

/// Settings of the ingest. They change only after a clean stop of the group, so that a replay of the log decides alike:
/// their hash stands in every raw position.
public struct IngestSettings: Sendable, Equatable {
    public var mode: EventTimeMode
    /// How far behind the highest event time of a partition its watermark stays, in milliseconds; 0 or more.
    public var latenessMs: Int64
    /// How far ahead of its Kafka timestamp a live record may be, in milliseconds.
    public var clockSkewMs: Int64
    /// How far ahead of its partition's event time a replayed record may be, in milliseconds.
    public var replayAheadMs: Int64
    /// The rules by which entities are worked on: what is sent for a record belongs to them.
    public var entityRules = PartitionEngine.rules

    public init(
        mode: EventTimeMode = .live, latenessMs: Int64 = 5 * 60_000, clockSkewMs: Int64 = 2 * 60_000,
        replayAheadMs: Int64 = 60 * 86_400_000
    ) {
        self.mode = mode
        self.latenessMs = latenessMs
        self.clockSkewMs = clockSkewMs
        self.replayAheadMs = replayAheadMs
    }

    /// Counts up when the rules of the ingest change in a way that another decision on the same record shows.
    public static let rules: Int64 = 3

    /// The hash in commit metadata: equal on every machine for equal settings.
    public var hash: UInt64 {
        var writer = ByteWriter(capacity: 64)
        writer.put8(mode.rawValue)
        for value in [IngestSettings.rules, entityRules, latenessMs, clockSkewMs, replayAheadMs] {
            writer.put(value)
        }
        return Hash64.of(writer.bytes)
    }

    /// What stands beside the hash, so that a refusal can say what differs: mode, milliseconds, the rules of the ingest
    /// and those of the entities.
    public var text: String {
        let rules = "\(IngestSettings.rules).\(entityRules)"
        return "\(mode),\(latenessMs),\(clockSkewMs),\(replayAheadMs),\(rules)"
    }

    /// Why a partition must not be read on with these settings from a committed position; nil when it may.
    ///
    /// After an unclean stop, records beyond the position are in the log already, as the settings of that time had it.
    /// They are read again, and what is sent for them must be the same again to be known as sent: otherwise a record is
    /// applied and a dead letter, or neither, or a watermark passes what comes after it. After a clean stop nothing
    /// lies beyond the position, and any settings will do.
    /// - Returns: what differs, for a person.
    public func conflict(with held: RawPositionMetadata, acceptsOtherRules: Bool = false) -> String? {
        if held.isClean || held.settingsHash == hash { return nil }
        let parts = held.settings.split(separator: ",", omittingEmptySubsequences: false)
        var differences: [String] = []
        if parts.count == 5 {
            if parts[0] != "\(mode)" { differences.append("time was \(parts[0]) and is \(mode) now") }
            if let lateness = Int64(parts[1]), lateness != latenessMs {
                differences.append(
                    "allowed_lateness_minutes was \(lateness / 60_000) and is \(latenessMs / 60_000) now")
            }
        }
        if !differences.isEmpty { return differences.joined(separator: ", ") }
        if acceptsOtherRules, parts.count == 5 { return nil }
        return parts.count == 5
            ? "another build decided by other rules" : "time, allowed_lateness_minutes or the build is not what it was"
    }
}
