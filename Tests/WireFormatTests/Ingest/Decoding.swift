import DisruptionCore
import WireFormat

/// What became of a record, copied out of the decoder's views so that tests can keep it.
struct Outcome: CustomStringConvertible {
    var kind = ""
    var reason: DeadLetterReason?
    var detail = ""
    var content = ""
    /// The content as it is, of what is told of a station.
    var bytes: [UInt8] = []
    var eventTime: Instant?
    /// The leg, airport or booking.
    var subject = ""
    /// The fields of a flight fact by name.
    var fields: [String: String] = [:]

    init(_ decoded: Decoded) {
        func text(_ bytes: UnsafeRawBufferPointer) -> String { String(decoding: bytes, as: UTF8.self) }
        eventTime = decoded.eventTime
        switch decoded {
        case .tombstone: kind = "tombstone"
        case .mark: kind = "mark"
        case .flight(let pointer):
            let fact = pointer.pointee
            kind = "\(fact.type)"
            subject = fact.leg.description
            for field in FlightField.allCases {
                guard let value = fact[field] else { continue }
                fields["\(field)"] = Outcome.text(field, value)
            }
            for field in FlightText.allCases {
                if let value = fact[field] { fields["\(field)"] = text(value) }
            }
            if !fact.formerGate.isEmpty { fields["formerGate"] = text(fact.formerGate) }
            fields["source"] = text(fact.source)
            fields["eventID"] = text(fact.eventID)
            fields["correlationID"] = fact.correlationID.count > 0 ? text(fact.correlationID) : nil
        case .station(let pointer):
            let fact = pointer.pointee
            kind = "\(fact.type)"
            subject = fact.airport.description
            content = text(fact.content)
            bytes = Array(fact.content)
        case .booking(let pointer):
            let fact = pointer.pointee
            kind = "\(fact.type)"
            subject = text(fact.bookingID)
            content = fact.type == .checkedIn ? "\(text(fact.passengerID)) \(fact.leg)" : Outcome.text(fact.content)
            fields["lastDate"] = "\(fact.lastDate.civil)"
        case .rejected(let reason, let detail):
            kind = "rejected"
            self.reason = reason
            self.detail = text(detail)
        }
    }

    /// A trip as one line: passengers, way, contact; `?` where it is none, nothing where there is none.
    private static func text(_ content: UnsafeRawBufferPointer) -> String {
        guard !content.isEmpty else { return "" }
        guard let trip = Trip(content) else { return "?" }
        func text(_ view: UnsafeRawBufferPointer) -> String { String(decoding: view, as: UTF8.self) }
        let people = trip.passengers.map {
            "\(text($0.id))(\(text($0.tier));\($0.needs.map(text).joined(separator: ","));"
                + "\($0.channels.map(text).joined(separator: ","));\(text($0.language)))"
        }
        let way = trip.segments.map { "\($0.leg)-\($0.destination)(\(text($0.cabin));\(text($0.seat)))" }
        return "\(people.joined(separator: " ")) | \(way.joined(separator: " ")) | \(text(trip.contact))"
    }

    private static func text(_ field: FlightField, _ value: Int64) -> String {
        switch field {
        case .divertedTo where value == FlightFact.unstatedAirport: return "somewhere"
        case .destination, .divertedTo: return AirportCode(packed: UInt64(value)).description
        case .tail: return Tail(packed: UInt64(value)).description
        case .airline: return CarrierCode(packed: UInt64(value)).description
        case .aircraftType: return PackedText.string(UInt64(value), capacity: 8)
        default:
            guard field.isTime else { return String(value) }
            var writer = ByteWriter(capacity: 64)
            writer.put(instant: Instant(ms: value))
            return String(decoding: writer.bytes, as: UTF8.self)
        }
    }

    var description: String { "\(kind) \(subject) \(reason.map { "\($0)" } ?? "") \(detail) \(content) \(fields)" }
}

extension EventDecoder {
    mutating func outcome(_ json: String, _ topic: InputTopic = .flightEvents) -> Outcome {
        outcome(Array(json.utf8), topic)
    }

    mutating func outcome(_ bytes: [UInt8], _ topic: InputTopic = .flightEvents) -> Outcome {
        bytes.withUnsafeBytes { Outcome(decode($0, from: topic)) }
    }
}

/// An event with the fields of its payload and of its envelope as JSON text.
func event(
    _ type: String, _ payload: String, time: String = "2008-02-06T14:00:00Z", id: String = "e-1", more: String = ""
) -> String {
    """
    {"event_id":"\(id)","event_type":"\(type)","timestamp":"\(time)","source":"test",\
    "payload":{\(payload)}\(more)}
    """
}

/// The fields that name a leg.
let named = #""flight_number":"AA1521","flight_date":"2008-02-06","origin":"ORD""#
