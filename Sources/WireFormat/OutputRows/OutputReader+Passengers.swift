import CSimdjson

/// What concerns passengers, and who looks after them.
extension OutputReader {
    /// Reads a state of a booking; `forEachSegment` reads its flights.
    package mutating func booking(_ value: UnsafeRawBufferPointer) throws(OutputRefusal) -> BookingRow {
        let fields: OutputFields<BookingStateName> = try read(value, bookingNames, top: .legID)
        guard let eventTime = try fields.instant(.eventTime, dates) else {
            throw fields.refusal(.eventTime, "is missing")
        }
        segments = try array(.segments, of: fields)
        var passengers: Int32 = 0
        if var cursor = try array(.passengers, of: fields) { while reader.next(&cursor) != nil { passengers += 1 } }
        return BookingRow(
            id: try fields.key(.bookingID), version: try fields.version(.version),
            status: try fields.required(.status), passengers: passengers,
            needsRebooking: try fields.slot(.needsRebooking) == nil ? false : fields.flag(.needsRebooking),
            eventTime: eventTime, triggerEventID: try fields.text(.triggerEventID),
            correlationID: try fields.text(.correlationID))
    }

    /// Reads the flights of the booking that was read last, in the order of travel.
    package func forEachSegment(_ body: (BookingSegmentRow) -> Void) throws(OutputRefusal) {
        guard var cursor = segments else { return }
        while let element = reader.next(&cursor) {
            guard element.isA(JSON_OBJECT) else { throw OutputRefusal("segments has an element that is no object") }
            let segment = try inner(element, bookingNames, from: BookingStateName.status)
            body(
                BookingSegmentRow(
                    leg: try segment.key(.legID), destination: try segment.text(.destination),
                    cabin: try segment.text(.cabin), seat: try segment.text(.seat), status: try segment.text(.status),
                    connection: try segment.text(.connection),
                    departureDelayMinutes: try segment.integer(.departureDelay),
                    arrivalDelayMinutes: try segment.integer(.arrivalDelay)))
        }
    }

    /// Reads what one passenger is told.
    package func notification(_ value: UnsafeRawBufferPointer) throws(OutputRefusal) -> NotificationRow {
        let fields: OutputFields<NotificationName> = try read(value, notificationNames)
        return NotificationRow(
            id: try fields.key(.notificationID), passengerID: try fields.key(.passengerID),
            channel: try fields.required(.channel), templateID: try fields.required(.templateID),
            urgency: try fields.required(.urgency), priority: try fields.integer(.priority),
            language: try fields.text(.language), bookingID: try fields.text(.bookingID),
            legID: try fields.text(.legID), disruptionID: try fields.text(.disruptionID),
            eventTime: try fields.instant(.eventTime, dates), triggerEventID: try fields.text(.triggerEventID),
            correlationID: try fields.text(.correlationID))
    }

    /// Reads a version of an alert.
    package func alert(_ value: UnsafeRawBufferPointer) throws(OutputRefusal) -> AlertRow {
        let fields: OutputFields<AlertName> = try read(value, alertNames, top: .kind)
        guard let eventTime = try fields.instant(.eventTime, dates) else {
            throw fields.refusal(.eventTime, "is missing")
        }
        guard let object = try fields.object(.by) else { throw fields.refusal(.by, "is missing") }
        let by = try inner(object, alertNames, from: AlertName.kind)
        let (byKind, byID) = (try by.required(.kind), try by.text(.id))
        var subject: OutputFields<AlertName>?
        if let object = try fields.object(.subject) { subject = try inner(object, alertNames, from: AlertName.kind) }
        let disruption = try fields.slot(.disruptionID) == nil ? nil : fields.key(.disruptionID)
        return AlertRow(
            id: try fields.key(.alertID), version: try fields.version(.version), state: try fields.required(.state),
            severity: try fields.required(.severity), byKind: byKind, byID: byID, why: try fields.text(.why),
            disruptionID: disruption, pattern: try fields.text(.pattern), subjectKind: try subject?.text(.kind),
            subjectID: try subject?.text(.id), text: try fields.text(.text),
            mutedUntil: try fields.instant(.mutedUntil, dates), eventTime: eventTime,
            triggerEventID: try fields.text(.triggerEventID), correlationID: try fields.text(.correlationID))
    }

    private func array<Name: OutputName>(
        _ name: Name, of fields: OutputFields<Name>
    ) throws(OutputRefusal) -> UInt32? {
        guard let slot = fields.slot(name) else { return nil }
        guard slot.isA(JSON_ARRAY) else { throw fields.refusal(name, "is no array") }
        return slot.place
    }
}
