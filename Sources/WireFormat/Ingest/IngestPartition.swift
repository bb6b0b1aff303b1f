public import DisruptionCore

/// The event time of one raw partition: what its records decide, and nothing else. Pure: no clock, no I/O.
///
/// Event time is the highest of all facts and marks accepted; the watermark follows it by the allowed lateness and
/// never falls. Records that are refused move neither.
public struct IngestPartition: Sendable, Equatable {
    public let topic: InputTopic
    public let settings: IngestSettings
    /// The highest event time accepted; `distantPast` before the first record.
    public private(set) var eventTime: Instant
    /// Everything up to here has come, as far as the settings can tell; `distantPast` before the first record.
    public private(set) var watermark: Instant

    /// A partition that has read nothing.
    public init(topic: InputTopic, settings: IngestSettings) {
        self.topic = topic
        self.settings = settings
        eventTime = .distantPast
        watermark = .distantPast
    }

    /// A partition that goes on where a commit left it.
    public init(topic: InputTopic, settings: IngestSettings, restoring metadata: RawPositionMetadata) {
        self.init(topic: topic, settings: settings)
        watermark = metadata.watermark
        eventTime = metadata.eventTime
    }

    /// What a commit of this partition carries beside the position.
    /// - Parameter isClean: nothing was sent for what lies beyond the position, nor will be by this reader.
    public func metadata(incarnation: UInt32, isClean: Bool = false) -> RawPositionMetadata {
        RawPositionMetadata(
            watermark: watermark, eventTime: eventTime, incarnation: incarnation, settingsHash: settings.hash,
            settings: settings.text, isClean: isClean)
    }

    /// Reads one record and lets event time follow it.
    /// - Parameters:
    ///   - value: the record's value, nil for a tombstone.
    ///   - timestamp: the record's Kafka timestamp.
    ///   - decoder: the lane's; its counters count the outcome.
    public mutating func accept(
        _ value: UnsafeRawBufferPointer?, timestamp: Instant, decoder: inout EventDecoder
    ) -> Decoded {
        var decoded = decoder.decide(value, from: topic)
        switch decoded {
        case .flight(let fact): follow(fact.pointee.eventTime, timestamp, &decoder, &decoded)
        case .station(let fact): follow(fact.pointee.eventTime, timestamp, &decoder, &decoded)
        case .booking(let fact): follow(fact.pointee.eventTime, timestamp, &decoder, &decoded)
        case .mark(let time): rise(to: time)
        case .tombstone, .rejected: break
        }
        decoder.counters.count(decoded)
        return decoded
    }

    @inline(__always)
    private mutating func follow(
        _ time: Instant, _ timestamp: Instant, _ decoder: inout EventDecoder, _ decoded: inout Decoded
    ) {
        switch settings.mode {
        case .live:
            guard time <= timestamp.adding(ms: settings.clockSkewMs) else {
                decoded = decoder.skewed(time, timestamp, allowedMs: settings.clockSkewMs)
                return
            }
        case .replay:
            guard eventTime == .distantPast || time <= eventTime.adding(ms: settings.replayAheadMs) else {
                decoded = decoder.leapt(time, eventTime, allowedMs: settings.replayAheadMs)
                return
            }
        }
        rise(to: time)
    }

    @inline(__always)
    private mutating func rise(to time: Instant) {
        guard time > eventTime else { return }
        eventTime = time
        let candidate = time.adding(ms: -settings.latenessMs)
        if candidate > watermark { watermark = candidate }
    }

    /// `time: live`: the partition is idle, the client is caught up with it. Its watermark follows the clock.
    /// - Parameter clock: the time as read before the broker was asked for the end that proved it caught up.
    /// - Returns: whether the watermark rose. In `time: replay` it never does.
    public mutating func idle(asOf clock: Instant) -> Bool {
        guard settings.mode == .live else { return false }
        let candidate = clock.adding(ms: -settings.latenessMs)
        guard candidate > watermark else { return false }
        watermark = candidate
        return true
    }
}

extension EventDecoder {
    mutating func skewed(_ time: Instant, _ timestamp: Instant, allowedMs: Int64) -> Decoded {
        ahead(time, "; allowed: at most ", allowedMs / 1000, " s ahead of the record's Kafka timestamp ", timestamp)
        return .rejected(.clockSkew, detail: text.bytes)
    }

    mutating func leapt(_ time: Instant, _ eventTime: Instant, allowedMs: Int64) -> Decoded {
        ahead(
            time, "; allowed: at most ", allowedMs / 86_400_000, " days ahead of its partition's event time ", eventTime
        )
        return .rejected(.badValue, detail: text.bytes)
    }

    private mutating func ahead(
        _ time: Instant, _ allowed: StaticString, _ number: Int64, _ of: StaticString, _ other: Instant
    ) {
        text.begin()
        text.put(EnvelopeField.timestamp)
        text.put(": ")
        text.put(time)
        text.put(allowed)
        text.put(number)
        text.put(of)
        text.put(other)
    }
}
