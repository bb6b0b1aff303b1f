import CSimdjson
public import DisruptionCore

/// Turns the bytes of input records into facts for the core, or says why they are none. One for each lane: it reuses
/// all of its memory and allocates nothing on the way of a good event.
///
/// Whatever the bytes are, there is a decision. Where the contract leaves room:
/// - a field that is null counts as absent; of a field that comes twice the last value counts;
/// - a number without a fraction is a whole number however it is written, `45.0` too;
/// - an empty text says nothing, an empty identifier is BAD_VALUE;
/// - what a field of one type may say, it may say in every type of event.
public struct EventDecoder: ~Copyable {
    /// What was met so far.
    public internal(set) var counters = IngestCounters()

    let reader = ObjectReader()
    let flightWords = TopicWords(.flightEvents, fields: FlightName.names)
    let stationWords = TopicWords(.externalData, fields: StationName.names)
    let bookingWords = TopicWords(.passengerEvents, fields: BookingName.names)
    /// The field names of the topic that is being read.
    var fieldNames: OpaquePointer
    let programs = NameSet(AirportPrograms.names)
    let facts = FactStorage()
    let dates = DateMemory()
    var text = RefusalText()
    /// The content of facts that are kept in the core's own form.
    var bytes = ByteWriter(capacity: 512)
    /// Groups of an observation's weather.
    var groups = ByteWriter(capacity: 512)
    /// The delay codes of a flight as the core takes them.
    var delayCodes = ByteWriter(capacity: Limits.textFieldBytes)
    /// Which slots of the event hold a value.
    var present: UInt64 = 0
    /// Whether the event has an escape anywhere.
    var hasEscapes = false

    /// By which weather that a station's ICAO code names finds its airport.
    let airports: AirportDirectory

    /// - Parameter airports: a code that is not in it stands for itself.
    public init(airports: AirportDirectory = .empty) {
        self.airports = airports
        fieldNames = flightWords.fields.pointer
    }

    /// Reads one record.
    /// - Parameters:
    ///   - value: the record's value, nil for a tombstone; it need not be padded.
    ///   - topic: where it comes from.
    /// - Returns: a fact, a mark, a tombstone or a refusal; its views are valid until the next call.
    public mutating func decode(_ value: UnsafeRawBufferPointer?, from topic: InputTopic) -> Decoded {
        let decoded = decide(value, from: topic)
        counters.count(decoded)
        return decoded
    }

    /// `decode` without counting the outcome.
    @inline(__always)
    mutating func decide(_ value: UnsafeRawBufferPointer?, from topic: InputTopic) -> Decoded {
        guard let value else { return .tombstone }
        do throws(Refusal) {
            return try accept(value, from: topic)
        } catch {
            return .rejected(error.reason, detail: text.bytes)
        }
    }

    @inline(__always)
    private mutating func accept(_ value: UnsafeRawBufferPointer, from topic: InputTopic) throws(Refusal) -> Decoded {
        text.quotesValues = topic != .passengerEvents
        guard value.count > 0 else { throw empty() }
        guard value.count <= Limits.eventBytes else { throw tooLarge(value.count) }
        let typeNames: OpaquePointer
        switch topic {
        case .flightEvents: (fieldNames, typeNames) = flightWords.pointers
        case .externalData: (fieldNames, typeNames) = stationWords.pointers
        case .passengerEvents: (fieldNames, typeNames) = bookingWords.pointers
        }
        try open(value)
        let raw = try eventType(typeNames, topic)
        let envelope = try envelope()
        switch topic {
        case .flightEvents:
            guard let type = FlightEventType(rawValue: raw) else { return .mark(envelope.time) }
            try requirePayload()
            try flight(type, envelope)
            return .flight(UnsafePointer(facts.flight))
        case .externalData:
            guard let type = StationEventType(rawValue: raw) else { return .mark(envelope.time) }
            try requirePayload()
            try station(type, envelope)
            return .station(UnsafePointer(facts.station))
        case .passengerEvents:
            guard let type = BookingEventType(rawValue: raw) else { return .mark(envelope.time) }
            try requirePayload()
            try booking(type, envelope)
            return .booking(UnsafePointer(facts.booking))
        }
    }
}
