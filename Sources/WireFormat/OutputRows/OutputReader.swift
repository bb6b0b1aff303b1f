import CSimdjson

/// Reads records of the output topics back into the columns of their tables. One thread owns it; it allocates nothing
/// on the way of a good record.
///
/// What it takes the database takes: the JSON is well-formed UTF-8 with whole surrogate pairs, of bounded depth and
/// numbers, and each column's value is of its type. Of a field that comes twice the last value counts.
package struct OutputReader: ~Copyable {
    let reader = ObjectReader(bytesMax: OutputLimits.recordBytes)
    private let disruptionNames = NameSet(DisruptionName.all)
    private let stateNames = NameSet(FlightStateName.all)
    let bookingNames = NameSet(BookingStateName.all)
    let notificationNames = NameSet(NotificationName.all)
    let alertNames = NameSet(AlertName.all)
    let dates = DateMemory()
    /// Where the legs and the evidence of the last version stand.
    private var legs: UInt32?
    private var evidence: UInt32?
    /// Where the segments of the last booking stand.
    var segments: UInt32?

    package init() {}

    /// Reads a version of a disruption; `forEachLeg` reads its legs, `forEachEvidence` why
    /// it was told.
    package mutating func disruption(_ value: UnsafeRawBufferPointer) throws(OutputRefusal) -> DisruptionRow {
        let fields: OutputFields<DisruptionName> = try read(value, disruptionNames, top: .kind)
        guard let subject = try fields.object(.subject) else { throw fields.refusal(.subject, "is missing") }
        let about = try inner(subject, disruptionNames, from: DisruptionName.kind)
        let (subjectKind, subjectID) = (try about.required(.kind), try about.key(.id))
        var root: OutputFields<DisruptionName>?
        if let object = try fields.object(.root) {
            root = try inner(object, disruptionNames, from: DisruptionName.kind)
        }
        guard let eventTime = try fields.instant(.eventTime, dates) else {
            throw fields.refusal(.eventTime, "is missing")
        }
        if let slot = fields.slot(.legs), !slot.isA(JSON_ARRAY) { throw fields.refusal(.legs, "is no array") }
        legs = fields.slot(.legs)?.place
        evidence = fields.slot(.evidence).flatMap { $0.isA(JSON_ARRAY) ? $0.place : nil }
        return DisruptionRow(
            id: try fields.key(.disruptionID), version: try fields.version(.version),
            lifecycle: try fields.required(.lifecycle), isConfirmed: try fields.flag(.confirmed),
            pattern: try fields.required(.pattern), severity: try fields.required(.severity),
            category: try fields.text(.category), subjectKind: subjectKind, subjectID: subjectID,
            rootKind: try root?.text(.kind), rootID: try root?.text(.id), rootCause: try root?.text(.cause),
            parentID: try fields.text(.parentID), supersededBy: try fields.text(.supersededBy),
            confidence: try fields.double(.confidence), detectedAt: try fields.instant(.detectedAt, dates),
            firstEffectAt: try fields.instant(.firstEffectAt, dates),
            leadMinutes: try fields.integer(.leadMinutes), eventTime: eventTime,
            explanation: try fields.text(.explanation), triggerEventID: try fields.text(.triggerEventID),
            correlationID: try fields.text(.correlationID), configID: try fields.text(.configID))
    }

    /// Reads the legs of the version that was read last, one after the other.
    package func forEachLeg(_ body: (DisruptionLegRow) -> Void) throws(OutputRefusal) {
        guard var cursor = legs else { return }
        while let element = reader.next(&cursor) {
            guard element.isA(JSON_OBJECT) else { throw OutputRefusal("legs has an element that is no object") }
            let leg = try inner(element, disruptionNames, from: DisruptionName.legID)
            body(
                DisruptionLegRow(
                    leg: try leg.key(.legID), depth: try leg.integer(.depth),
                    predictedDelayMinutes: try leg.integer(.predictedDelay),
                    reactionaryMinutes: try leg.integer(.reactionary),
                    scheduledDeparture: try leg.instant(.scheduledDeparture, dates)))
        }
    }

    /// Reads the evidence of the version that was read last, one after the other.
    package func forEachEvidence(_ body: (EvidenceRow) -> Void) throws(OutputRefusal) {
        guard var cursor = evidence else { return }
        while let element = reader.next(&cursor) {
            guard element.isA(JSON_OBJECT) else { throw OutputRefusal("evidence has an element that is no object") }
            let one = try inner(element, disruptionNames, from: DisruptionName.what)
            body(
                EvidenceRow(
                    what: try one.required(.what), value: try one.double(.value),
                    threshold: try one.double(.threshold)))
        }
    }

    /// Reads a state of a leg.
    package func flightState(_ value: UnsafeRawBufferPointer) throws(OutputRefusal) -> FlightStateRow {
        let fields: OutputFields<FlightStateName> = try read(value, stateNames, top: .airline, nested: .fields)
        guard try fields.object(.fields) != nil else { throw fields.refusal(.fields, "is missing") }
        guard let eventTime = try fields.instant(.eventTime, dates) else {
            throw fields.refusal(.eventTime, "is missing")
        }
        let leg = try fields.key(.legID)
        guard let name = LegName(leg) else { throw fields.refusal(.legID, "is no FLIGHT/DATE/ORIGIN") }
        return FlightStateRow(
            leg: leg, version: try fields.version(.version), status: try fields.required(.status),
            airline: try known(fields, .airline)?.text(.value), flightNumber: name.flight,
            flightDate: name.date, origin: name.origin,
            destination: try known(fields, .destination)?.text(.value),
            tail: try known(fields, .tail)?.text(.value),
            scheduledDeparture: try known(fields, .scheduledDeparture)?.instant(.value, dates),
            scheduledArrival: try known(fields, .scheduledArrival)?.instant(.value, dates),
            departureDelayMinutes: try fields.integer(.departureDelay),
            arrivalDelayMinutes: try fields.integer(.arrivalDelay), category: try fields.text(.category),
            predictedDelayMinutes: try fields.integer(.predictedDelay),
            predictedRoot: try fields.text(.predictedRoot), eventTime: eventTime)
    }

    /// The object of a field that is known: its value, who said it and when.
    private func known(
        _ fields: OutputFields<FlightStateName>, _ field: FlightStateName
    ) throws(OutputRefusal) -> OutputFields<FlightStateName>? {
        guard let object = try fields.object(field) else { return nil }
        return try inner(object, stateNames, from: .value)
    }

    /// - Parameters:
    ///   - top: the first name that is not known at the top; all are unless given.
    ///   - nested: the member whose fields are read along.
    func read<Name: OutputName>(
        _ value: UnsafeRawBufferPointer, _ names: borrowing NameSet, top: Name? = nil, nested: Name? = nil
    ) throws(OutputRefusal) -> OutputFields<Name> {
        guard value.count <= OutputLimits.recordBytes else {
            throw OutputRefusal("has more than \(OutputLimits.recordBytes) bytes")
        }
        guard !value.isEmpty else { throw OutputRefusal("is empty") }
        let result = reader.read(
            value, names: names.pointer, top: top?.rawValue ?? Name.all.count,
            nested: nested?.rawValue ?? Int(JSON_NAMES_MAX))
        return try OutputFields(result, reader.slots)
    }

    /// - Parameter first: the first name that is known in the object.
    func inner<Name: OutputName>(
        _ object: json_slot, _ names: borrowing NameSet, from first: Name
    ) throws(OutputRefusal) -> OutputFields<Name> {
        try OutputFields(reader.readInner(object, names: names.pointer, from: first.rawValue), reader.inner)
    }
}
