package import DisruptionCore

/// A state of a leg as columns. Texts are views into the record or the reader, until the next record.
package struct FlightStateRow {
    package let leg: UnsafeRawBufferPointer
    package let version: Int64
    package let status: UnsafeRawBufferPointer
    package let airline: UnsafeRawBufferPointer?
    package let flightNumber: UnsafeRawBufferPointer
    package let flightDate: CalendarDate
    package let origin: UnsafeRawBufferPointer
    package let destination: UnsafeRawBufferPointer?
    package let tail: UnsafeRawBufferPointer?
    package let scheduledDeparture: Instant?
    package let scheduledArrival: Instant?
    package let departureDelayMinutes: Int32?
    package let arrivalDelayMinutes: Int32?
    package let category: UnsafeRawBufferPointer?
    package let predictedDelayMinutes: Int32?
    package let predictedRoot: UnsafeRawBufferPointer?
    package let eventTime: Instant
}
