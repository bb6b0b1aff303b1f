import DisruptionCore
import PostgresClient
import WireFormat

/// The columns of `iropsd.bookings`, in the order in which rows are staged.
enum BookingColumns {
    static let names = [
        "booking_id", "version", "status", "passengers", "needs_rebooking", "event_time", "trigger_event_id",
        "correlation_id", "body",
    ]

    static func write(_ row: BookingRow, json: UnsafeRawBufferPointer, into copy: inout CopyRows) {
        copy.append(text: row.id)
        copy.append(bigint: row.version)
        copy.append(text: row.status)
        copy.append(integer: row.passengers)
        copy.append(boolean: row.needsRebooking)
        copy.append(timestampMs: row.eventTime.ms)
        copy.append(textOrNull: row.triggerEventID)
        copy.append(textOrNull: row.correlationID)
        copy.append(jsonb: json)
    }
}

/// The columns of `iropsd.booking_segments`.
enum BookingSegmentColumns {
    static let names = [
        "booking_id", "leg_id", "place", "destination", "cabin", "seat", "status", "connection",
        "departure_delay_minutes", "arrival_delay_minutes",
    ]

    /// - Parameter place: in the order of travel, from 1 on.
    static func write(
        _ segment: BookingSegmentRow, place: Int32, of booking: UnsafeRawBufferPointer, into copy: inout CopyRows
    ) {
        copy.append(text: booking)
        copy.append(text: segment.leg)
        copy.append(integer: place)
        copy.append(textOrNull: segment.destination)
        copy.append(textOrNull: segment.cabin)
        copy.append(textOrNull: segment.seat)
        copy.append(textOrNull: segment.status)
        copy.append(textOrNull: segment.connection)
        copy.append(integerOrNull: segment.departureDelayMinutes)
        copy.append(integerOrNull: segment.arrivalDelayMinutes)
    }
}
