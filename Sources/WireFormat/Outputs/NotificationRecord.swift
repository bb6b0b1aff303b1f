public import DisruptionCore

/// What passengers are told as records of notifications: one for each passenger and channel, the key its
/// `passenger_id`.
public enum NotificationRecord {
    /// The channel of one who named none: the sender chooses.
    private static let anyChannel: StaticString = "any"

    /// Writes all that is told, the most urgent first, then by tier, else in the order given.
    /// - Parameters:
    ///   - reference: for local times.
    ///   - body: gets key and value of each record.
    public static func write(
        _ notifications: [PassengerNotification], reference: AirportDirectory, into json: inout JSONWriter,
        _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Void
    ) {
        var order: [(urgency: Urgency, priority: Int, place: Int, passenger: Int)] = []
        for (place, notification) in notifications.enumerated() {
            notification.withTrip { trip in
                var told: [UnsafeRawBufferPointer] = []
                for (number, passenger) in trip.passengers.enumerated() where notification.reaches(passenger) {
                    // The same passenger twice in a booking is one.
                    if told.contains(where: { $0.elementsEqual(passenger.id) }) { continue }
                    told.append(passenger.id)
                    order.append((notification.urgency, passenger.priority, place, number))
                }
            }
        }
        order.sort {
            if $0.urgency != $1.urgency { return $0.urgency > $1.urgency }
            return ($0.priority, $0.place, $0.passenger) < ($1.priority, $1.place, $1.passenger)
        }
        for item in order {
            let notification = notifications[item.place]
            notification.withTrip { trip in
                let passenger = trip.passengers[item.passenger]
                func write(_ channel: UnsafeRawBufferPointer) {
                    json.removeAll()
                    Self.write(notification, trip, passenger, channel, reference, into: &json)
                    body(passenger.id, json.bytes)
                }
                if passenger.channels.isEmpty { anyChannel.withUTF8Buffer { write(UnsafeRawBufferPointer($0)) } }
                for (place, channel) in passenger.channels.enumerated()
                where !passenger.channels[..<place].contains(where: { $0.elementsEqual(channel) }) {
                    write(channel)
                }
            }
        }
    }

    private static func write(
        _ notification: PassengerNotification, _ trip: Trip, _ passenger: Trip.Passenger,
        _ channel: UnsafeRawBufferPointer, _ reference: AirportDirectory, into json: inout JSONWriter
    ) {
        json.beginObject()
        json.field("notification_id", id(notification, passenger, channel))
        json.field("passenger_id", utf8: passenger.id)
        json.field("channel", utf8: channel)
        json.field("template_id", notification.template.name)
        json.key("variables")
        json.beginObject()
        variables(of: notification, trip, reference, into: &json)
        json.endObject()
        json.field("urgency", notification.urgency.name)
        json.field("priority", Int64(passenger.priority))
        if !passenger.language.isEmpty { json.field("language", utf8: passenger.language) }
        if !trip.contact.isEmpty { json.field("contact_ref", utf8: trip.contact) }
        notification.bookingID.withUnsafeBytes { json.field("booking_id", utf8: $0) }
        json.field("leg_id", notification.leg)
        json.field("disruption_id", ifPresent: notification.disruption.map(DisruptionRecord.id))
        json.field("event_time", notification.eventTime)
        if !notification.triggerEventID.isEmpty { json.field("trigger_event_id", notification.triggerEventID) }
        if !notification.correlationID.isEmpty { json.field("correlation_id", notification.correlationID) }
        json.endObject()
    }

    /// `n-` and 32 hexadecimal digits: a hash of whom it reaches where, of what it says and of when, so that it is the
    /// same however often it is worked out.
    private static func id(
        _ notification: PassengerNotification, _ passenger: Trip.Passenger, _ channel: UnsafeRawBufferPointer
    ) -> String {
        var writer = ByteWriter(capacity: 256)
        notification.bookingID.withUnsafeBytes { writer.putCounted($0) }
        writer.putLeg(notification.leg)
        writer.putCounted(passenger.id)
        writer.putCounted(channel)
        writer.put8(UInt8(notification.subject.rawValue))
        writer.put8(notification.number)
        writer.put(notification.figure)
        writer.put(notification.eventTime.ms)
        notification.template.name.withUTF8Buffer { writer.putBytes(UnsafeRawBufferPointer($0)) }
        let bytes = writer.bytes
        return "n-" + DisruptionRecord.hex(Hash64.of(bytes, seed: 21))
            + DisruptionRecord.hex(Hash64.of(bytes, seed: 22))
    }

    private static func variables(
        of notification: PassengerNotification, _ trip: Trip, _ reference: AirportDirectory,
        into json: inout JSONWriter
    ) {
        let (leg, news) = (notification.leg, notification.news)
        let booked = trip.segments.first { $0.leg == leg }?.destination ?? .none
        let destination = news.destination.isNone ? booked : news.destination
        func text(_ name: StaticString, _ text: String) { if !text.isEmpty { json.field(name, text) } }
        func time(_ name: StaticString, late minutes: Int32 = 0) {
            guard let departure = news.departure else { return }
            json.field(name, Explanation.local(departure.adding(minutes: Int64(minutes)), at: leg.origin, reference))
        }
        json.field("flight_number", leg.flight)
        json.field("from", leg.origin)
        if !destination.isNone { json.field("to", destination) }
        switch notification.template {
        case .flightDelay, .flightReinstated:
            time("scheduled_departure_local")
            time("new_departure_local", late: notification.delayMinutes)
            json.field("delay_minutes", notification.delayMinutes)
        case .flightOnTime, .flightCancelled: time("scheduled_departure_local")
        case .flightDiverted: if !news.divertedTo.isNone { json.field("diverted_to", news.divertedTo) }
        case .flightNotDiverted: break
        case .gateChange:
            text("gate", news.gate)
            text("terminal", news.terminal)
            time("departure_local", late: notification.delayMinutes)
        case .connectionAtRisk, .connectionMissed, .connectionKept:
            if !notification.inbound.isNone { json.field("inbound_flight_number", notification.inbound.flight) }
            time("departure_local", late: notification.delayMinutes)
        case .flightStatus:
            json.field("status", "boarding")
            text("gate", news.gate)
            text("terminal", news.terminal)
        }
    }
}
