import DisruptionCore
import PostgresClient
import WireFormat

/// The columns of `iropsd.notifications`, in the order in which rows are staged.
enum NotificationColumns {
    static let names = [
        "notification_id", "passenger_id", "channel", "template_id", "urgency", "priority", "language", "booking_id",
        "leg_id", "disruption_id", "event_time", "trigger_event_id", "correlation_id", "body",
    ]

    static func write(_ row: NotificationRow, json: UnsafeRawBufferPointer, into copy: inout CopyRows) {
        copy.append(text: row.id)
        copy.append(text: row.passengerID)
        copy.append(text: row.channel)
        copy.append(text: row.templateID)
        copy.append(text: row.urgency)
        copy.append(integerOrNull: row.priority)
        copy.append(textOrNull: row.language)
        copy.append(textOrNull: row.bookingID)
        copy.append(textOrNull: row.legID)
        copy.append(textOrNull: row.disruptionID)
        copy.append(instantOrNull: row.eventTime)
        copy.append(textOrNull: row.triggerEventID)
        copy.append(textOrNull: row.correlationID)
        copy.append(jsonb: json)
    }
}
