import CSimdjson
import DisruptionCore

/// What `program` of an AIRPORT_PROGRAM may say.
enum AirportPrograms {
    static let kinds: [AirportProgram.Kind] = [.groundDelay, .groundStop, .closure, .regulation]
    static let names: [StaticString] = kinds.map(\.name)
}

/// external.data: weather and airport information of one airport.
extension EventDecoder {
    mutating func station(_ type: StationEventType, _ envelope: Envelope) throws(Refusal) {
        let place = type == .program ? StationName.airport : .station
        let required: UInt64 =
            switch type {
            case .metar, .taf: place.bit | StationName.raw.bit
            case .observation: place.bit | StationName.observedAt.bit
            case .program: place.bit | StationName.program.bit
            }
        if present & required != required { throw firstAbsent(required) }
        let code = airports.canonical(try airport(place, slot(place)))
        let kept =
            switch type {
            case .metar, .taf: try report()
            case .observation: try observation()
            case .program: try program()
            }
        facts.station.initialize(
            to: StationFact(
                airport: code, type: type, eventTime: envelope.time, eventHash: envelope.eventHash,
                source: envelope.source, eventID: envelope.eventID, correlationID: envelope.correlationID,
                content: kept))
    }

    private mutating func report() throws(Refusal) -> UnsafeRawBufferPointer {
        let slot = slot(StationName.raw)
        guard slot.isString, slot.length > 0, slot.view.count <= Limits.reportBytes, isReadable(slot.view)
        else { throw bad(StationName.raw, slot, "1 to 8192 bytes of readable text") }
        return slot.view
    }

    private mutating func observation() throws(Refusal) -> UnsafeRawBufferPointer {
        var observation = StationObservation(observedAt: try instant(StationName.observedAt))
        observation.visibilityM = try whole(.visibilityM, 0...100_000)
        observation.ceilingFt = try whole(.ceilingFt, 0...100_000)
        observation.windDirectionDeg = try whole(.windDirectionDeg, 0...360)
        observation.windSpeedKt = try whole(.windSpeedKt, 0...300)
        observation.windGustKt = try whole(.windGustKt, 0...300)
        observation.temperatureTenths = try tenths(.temperatureC, -100...70)
        observation.dewPointTenths = try tenths(.dewpointC, -120...70)
        groups.removeAll()
        if has(StationName.phenomena) { try phenomena() }
        bytes.removeAll()
        observation.encode(phenomena: groups.bytes, into: &bytes)
        return bytes.bytes
    }

    /// Gathers the groups with a blank between them.
    private mutating func phenomena() throws(Refusal) {
        let list = slot(StationName.phenomena)
        guard list.isA(JSON_ARRAY) else { throw bad(StationName.phenomena, list, "an array of METAR groups") }
        var cursor = list.place
        var count = 0
        while let element = reader.next(&cursor) {
            count += 1
            guard element.isString, count <= IngestLimits.phenomena,
                TextRules.isIdentifier(element.view, limit: IngestLimits.phenomenonCharacters)
            else {
                throw bad(StationName.phenomena, element, "at most 16 groups of 1 to 16 printable ASCII characters")
            }
            if groups.count > 0 { groups.put8(0x20) }
            groups.putBytes(element.view)
        }
    }

    private mutating func program() throws(Refusal) -> UnsafeRawBufferPointer {
        let word = slot(StationName.program)
        let place = word.isString ? NameSet.find(word.view, in: programs.pointer) : -1
        guard AirportPrograms.kinds.indices.contains(place) else {
            throw bad(StationName.program, word, "GROUND_DELAY, GROUND_STOP, CLOSURE, REGULATION")
        }
        var program = AirportProgram(kind: AirportPrograms.kinds[place])
        var reason = UnsafeRawBufferPointer(start: nil, count: 0)
        if has(StationName.reason) { reason = try readable(StationName.reason, limit: Limits.textFieldBytes) }
        program.startsAt = has(StationName.startsAt) ? try instant(StationName.startsAt) : nil
        program.endsAt = has(StationName.endsAt) ? try instant(StationName.endsAt) : nil
        if let starts = program.startsAt, let ends = program.endsAt, ends <= starts {
            throw contradiction(StationName.endsAt, ends, "after starts_at", starts)
        }
        program.ratePerHour = try thousandths(.ratePerHour, 0...1000).map { Int32(truncatingIfNeeded: $0 / 1000) }
        bytes.removeAll()
        program.encode(reason: reason, into: &bytes)
        return bytes.bytes
    }

    /// A number, rounded; nil where it is absent.
    private mutating func whole(_ field: StationName, _ range: ClosedRange<Int64>) throws(Refusal) -> Int32? {
        try thousandths(field, range).map { Int32(clamping: floorDivide($0 + 500, 1000)) }
    }

    /// A number in tenths, rounded; nil where it is absent.
    private mutating func tenths(_ field: StationName, _ range: ClosedRange<Int64>) throws(Refusal) -> Int32? {
        try thousandths(field, range).map { Int32(clamping: floorDivide($0 + 50, 100)) }
    }

    /// A number in thousandths; nil where it is absent.
    private mutating func thousandths(
        _ field: StationName, _ range: ClosedRange<Int64>
    ) throws(Refusal) -> Int64? {
        guard has(field) else { return nil }
        let slot = slot(field)
        guard let value = slot.thousandths, value >= range.lowerBound * 1000, value <= range.upperBound * 1000 else {
            let refusal = bad(field, slot, "a number from ")
            text.put(range.lowerBound)
            text.put(" to ")
            text.put(range.upperBound)
            throw refusal
        }
        return value
    }
}
