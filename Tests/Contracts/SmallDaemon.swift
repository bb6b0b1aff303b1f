import DisruptionCore
import ReferenceData
import WireFormat

/// A daemon without Kafka: the in-memory runtime between JSON in and JSON out.
struct SmallDaemon: ~Copyable {
    private let runtime: LocalRuntime
    private let reference: AirportDirectory
    private var decoder = EventDecoder()
    private var json = JSONWriter()
    /// Values of disruption.events so far.
    private(set) var disruptions: [String] = []
    /// Values of flight.state so far.
    private(set) var states: [String] = []
    /// Values of booking.state so far.
    private(set) var bookings: [String] = []
    /// Values of notifications so far.
    private(set) var notifications: [String] = []

    init(reference: AirportDirectory = .empty) {
        self.reference = reference
        runtime = LocalRuntime(
            reference: reference, passengerRules: PassengerRules(compensation: ReferenceCompensation.table))
    }

    /// Reads one value of an input topic and does all that follows from it.
    /// - Returns: why the value was refused; nil when it was taken.
    mutating func take(_ value: String) throws -> String? {
        let refusal = Array(value.utf8).withUnsafeBytes { bytes -> String? in
            let isOfBooking = value.contains("\"BOOKING_") || value.contains("\"PASSENGER_")
            let topic: InputTopic =
                value.contains("_REPORT\"") ? .externalData : isOfBooking ? .passengerEvents : .flightEvents
            switch decoder.decode(bytes, from: topic) {
            case .flight(let fact): runtime.accept(fact.pointee)
            case .mark(let time): runtime.mark(time)
            case .rejected(let reason, let detail):
                return "\(reason.name): \(String(decoding: detail, as: UTF8.self))"
            case .station(let fact):
                let fact = fact.pointee
                runtime.accept(1, at: fact.eventTime) { frames in
                    frames.send(.stationFact, to: .airport(fact.airport), at: fact.eventTime) {
                        fact.encodeBody(into: &$0)
                    }
                }
            case .booking(let fact):
                let fact = fact.pointee
                runtime.accept(2, at: fact.eventTime) { frames in
                    frames.send(.bookingFact, to: fact.key, at: fact.eventTime) { fact.encodeBody(into: &$0) }
                }
            case .tombstone: return "no event"
            }
            return nil
        }
        try runtime.pump()
        for version in runtime.disruptions {
            json.removeAll()
            DisruptionRecord.write(version, reference: reference, into: &json)
            disruptions.append(String(decoding: json.bytes, as: UTF8.self))
        }
        runtime.disruptions.removeAll()
        var writer = JSONWriter()
        var told: [String] = []
        NotificationRecord.write(runtime.notifications, reference: reference, into: &writer) { _, value in
            told.append(String(decoding: value, as: UTF8.self))
        }
        notifications += told
        runtime.notifications.removeAll()
        told.removeAll()
        runtime.takeStates { state in
            writer.removeAll()
            FlightStateRecord.write(state, into: &writer)
            told.append(String(decoding: writer.bytes, as: UTF8.self))
        } forgotten: { _ in
        }
        states += told
        told.removeAll()
        var key = ByteWriter()
        runtime.takeBookings { state in
            writer.removeAll()
            BookingStateRecord.write(state, key: &key, into: &writer)
            told.append(String(decoding: writer.bytes, as: UTF8.self))
        } forgotten: { _ in
        }
        bookings += told
        return refusal
    }
}
