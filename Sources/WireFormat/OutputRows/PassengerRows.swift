package import DisruptionCore

/// A state of a booking as columns. Texts are views into the record or the reader, until the next record.
package struct BookingRow {
    package let id: UnsafeRawBufferPointer
    package let version: Int64
    package let status: UnsafeRawBufferPointer
    /// How many; 0 of a cancelled one.
    package let passengers: Int32
    package let needsRebooking: Bool
    package let eventTime: Instant
    package let triggerEventID: UnsafeRawBufferPointer?
    package let correlationID: UnsafeRawBufferPointer?
}

/// A flight of that booking as columns.
package struct BookingSegmentRow {
    package let leg: UnsafeRawBufferPointer
    package let destination: UnsafeRawBufferPointer?
    package let cabin: UnsafeRawBufferPointer?
    package let seat: UnsafeRawBufferPointer?
    package let status: UnsafeRawBufferPointer?
    package let connection: UnsafeRawBufferPointer?
    package let departureDelayMinutes: Int32?
    package let arrivalDelayMinutes: Int32?
}

/// What one passenger was told as columns.
package struct NotificationRow {
    package let id: UnsafeRawBufferPointer
    package let passengerID: UnsafeRawBufferPointer
    package let channel: UnsafeRawBufferPointer
    package let templateID: UnsafeRawBufferPointer
    package let urgency: UnsafeRawBufferPointer
    package let priority: Int32?
    package let language: UnsafeRawBufferPointer?
    package let bookingID: UnsafeRawBufferPointer?
    package let legID: UnsafeRawBufferPointer?
    package let disruptionID: UnsafeRawBufferPointer?
    package let eventTime: Instant?
    package let triggerEventID: UnsafeRawBufferPointer?
    package let correlationID: UnsafeRawBufferPointer?
}

/// A version of an alert as columns.
package struct AlertRow {
    package let id: UnsafeRawBufferPointer
    package let version: Int64
    package let state: UnsafeRawBufferPointer
    package let severity: UnsafeRawBufferPointer
    package let byKind: UnsafeRawBufferPointer
    package let byID: UnsafeRawBufferPointer?
    package let why: UnsafeRawBufferPointer?
    package let disruptionID: UnsafeRawBufferPointer?
    package let pattern: UnsafeRawBufferPointer?
    package let subjectKind: UnsafeRawBufferPointer?
    package let subjectID: UnsafeRawBufferPointer?
    package let text: UnsafeRawBufferPointer?
    package let mutedUntil: Instant?
    package let eventTime: Instant
    package let triggerEventID: UnsafeRawBufferPointer?
    package let correlationID: UnsafeRawBufferPointer?
}
