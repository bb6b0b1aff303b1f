import DisruptionCore
import PostgresClient
import WireFormat

/// The columns of `iropsd.flight_state`, in the order in which rows are staged.
enum FlightStateColumns {
    static let names = [
        "leg_id", "version", "status", "airline", "flight_number", "flight_date", "origin", "destination",
        "tail_number", "scheduled_departure", "scheduled_arrival", "departure_delay_minutes", "arrival_delay_minutes",
        "category", "predicted_delay_minutes", "predicted_root", "event_time", "body",
    ]

    static func write(_ row: FlightStateRow, json: UnsafeRawBufferPointer, into copy: inout CopyRows) {
        copy.append(text: row.leg)
        copy.append(bigint: row.version)
        copy.append(text: row.status)
        copy.append(textOrNull: row.airline)
        copy.append(text: row.flightNumber)
        copy.append(dateDays: row.flightDate.days)
        copy.append(text: row.origin)
        copy.append(textOrNull: row.destination)
        copy.append(textOrNull: row.tail)
        copy.append(instantOrNull: row.scheduledDeparture)
        copy.append(instantOrNull: row.scheduledArrival)
        copy.append(integerOrNull: row.departureDelayMinutes)
        copy.append(integerOrNull: row.arrivalDelayMinutes)
        copy.append(textOrNull: row.category)
        copy.append(integerOrNull: row.predictedDelayMinutes)
        copy.append(textOrNull: row.predictedRoot)
        copy.append(timestampMs: row.eventTime.ms)
        copy.append(jsonb: json)
    }
}
