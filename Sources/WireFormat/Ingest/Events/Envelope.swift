import CSimdjson
import DisruptionCore

/// The envelope of an event, checked.
struct Envelope {
    var time: Instant
    var eventHash: UInt64
    var eventID: UnsafeRawBufferPointer
    var source: UnsafeRawBufferPointer
    /// Empty where the event has none.
    var correlationID: UnsafeRawBufferPointer
}

extension EventDecoder {
    @inline(__always) func slot(_ field: some EventField) -> json_slot { reader.slots[Int(field.rawValue)] }
    @inline(__always) func has(_ field: some EventField) -> Bool { present & field.bit != 0 }

    /// Finds the fields of an event.
    @inline(__always)
    mutating func open(_ value: UnsafeRawBufferPointer) throws(Refusal) {
        let result = reader.read(value, names: fieldNames)
        counters.unknownFields &+= UInt64(result.unknown)
        present = result.present
        hasEscapes = result.has_escapes
        if result.failed { throw malformed(result) }
    }

    /// The type's place in the topic's list, counted from 1.
    @inline(__always)
    mutating func eventType(_ types: OpaquePointer, _ topic: InputTopic) throws(Refusal) -> UInt8 {
        guard has(EnvelopeField.eventType) else { throw absent(EnvelopeField.eventType) }
        let slot = slot(EnvelopeField.eventType)
        guard slot.isString else { throw bad(EnvelopeField.eventType, slot, "text") }
        let place = NameSet.find(slot.view, in: types)
        guard place >= 0 else { throw unknownType(slot, topic) }
        return UInt8(truncatingIfNeeded: place + 1)
    }

    @inline(__always)
    mutating func envelope() throws(Refusal) -> Envelope {
        let required = EnvelopeField.eventID.bit | EnvelopeField.timestamp.bit | EnvelopeField.source.bit
        if present & required != required { throw firstAbsent(required) }
        let id = try identifier(EnvelopeField.eventID)
        let sourceSlot = slot(EnvelopeField.source)
        let source = sourceSlot.view
        guard sourceSlot.isString, source.count > 0, TextRules.isWithin(IngestLimits.sourceCharacters, source),
            isReadable(source)
        else { throw bad(EnvelopeField.source, sourceSlot, "1 to 64 characters of text") }
        let time = try instant(EnvelopeField.timestamp)
        var envelope = Envelope(
            time: time, eventHash: Hash64.of(id), eventID: id, source: source,
            correlationID: UnsafeRawBufferPointer(start: nil, count: 0))
        if present & (EnvelopeField.correlationID.bit | EnvelopeField.schemaVersion.bit) != 0 {
            envelope.correlationID = try correlation()
        }
        return envelope
    }

    private mutating func correlation() throws(Refusal) -> UnsafeRawBufferPointer {
        if has(EnvelopeField.schemaVersion), slot(EnvelopeField.schemaVersion).integer != 1 {
            throw bad(EnvelopeField.schemaVersion, slot(EnvelopeField.schemaVersion), "1")
        }
        guard has(EnvelopeField.correlationID) else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        let slot = slot(EnvelopeField.correlationID)
        guard slot.isString, TextRules.isWithin(IngestLimits.correlationCharacters, slot.view),
            isReadable(slot.view)
        else { throw bad(EnvelopeField.correlationID, slot, "at most 200 characters of text") }
        return slot.view
    }

    @inline(__always)
    mutating func requirePayload() throws(Refusal) {
        guard has(EnvelopeField.payload) else { throw absent(EnvelopeField.payload) }
        let slot = slot(EnvelopeField.payload)
        guard slot.isA(JSON_OBJECT) else { throw bad(EnvelopeField.payload, slot, "an object") }
    }
}
