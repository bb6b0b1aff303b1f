import DisruptionCore

/// A booking of a test, as one event tells it.
struct TestBooking {
    struct Passenger {
        var id: String
        var tier = ""
        var needs: [String] = []
    }

    var id: String
    var type = BookingEventType.created
    var at: Instant
    var event: String
    var passengers: [Passenger]
    var segments: [(leg: LegKey, destination: String, cabin: String)]
    /// Of a check-in: whose, and for which leg.
    var checkIn: (passenger: String, leg: LegKey)?

    /// - Parameter legs: with where each goes to.
    init(_ id: String, _ people: Int, at time: Instant, _ legs: (LegKey, String)...) {
        self.id = id
        at = time
        event = id + "-1"
        passengers = (0..<people).map { Passenger(id: "\(id)-\($0)") }
        segments = legs.map { ($0.0, $0.1, "Y") }
    }

    /// The same booking as another event tells it.
    func changed(
        at time: Instant, _ type: BookingEventType = .changed, _ change: (inout TestBooking) -> Void = { _ in }
    ) -> TestBooking {
        var other = self
        other.at = time
        other.type = type
        other.event = "\(id)-\(type)-\(time.ms)"
        change(&other)
        return other
    }

    private var lastDate: CalendarDate {
        if let checkIn { return checkIn.leg.date }
        return segments.map(\.leg.date).max { $0.days < $1.days } ?? CalendarDate(utc: at)
    }

    private func write(_ content: inout ByteWriter) {
        if type == .cancelled { return }
        if let checkIn {
            content.putCounted(checkIn.passenger)
            content.put(checkIn.leg.high)
            return content.put(checkIn.leg.low)
        }
        content.putVarint(0)
        content.put8(UInt8(passengers.count))
        for passenger in passengers {
            content.putCounted(passenger.id)
            content.putCounted(passenger.tier)
            content.put8(UInt8(passenger.needs.count))
            for need in passenger.needs { content.putCounted(need) }
            content.put8(0)
            content.putVarint(0)
        }
        content.put8(UInt8(segments.count))
        for segment in segments {
            content.put(segment.leg.high)
            content.put(segment.leg.low)
            content.put(UInt32(AirportCode(segment.destination)?.packed ?? 0))
            content.putCounted(segment.cabin)
            content.putVarint(0)
        }
    }

    /// Calls `body` with the fact that it is.
    func withFact(_ body: (BookingFact) -> Void) {
        var content = ByteWriter()
        write(&content)
        let (id, event, bytes) = (Array(self.id.utf8), Array(self.event.utf8), Array(content.bytes))
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        id.withUnsafeBytes { id in
            event.withUnsafeBytes { event in
                bytes.withUnsafeBytes { bytes in
                    body(
                        BookingFact(
                            type: type, eventTime: at, eventHash: Hash64.of(event), bookingID: id, lastDate: lastDate,
                            source: nothing, eventID: event, correlationID: nothing, content: bytes))
                }
            }
        }
    }
}

extension LocalRuntime {
    /// - Parameter input: which source of the layout it comes by.
    func accept(_ booking: TestBooking, input: Int = 2) {
        booking.withFact { fact in
            accept(input, at: fact.eventTime) { frames in
                frames.send(.bookingFact, to: fact.key, at: fact.eventTime) { fact.encodeBody(into: &$0) }
            }
        }
    }
}

extension DisruptionVersion {
    /// A count among the metrics.
    func count(_ name: StaticString) -> Int64? {
        finding.metrics.lazy.compactMap {
            if $0.name == StaticName(name), case .count(let value) = $0.value { value } else { nil }
        }.first
    }
}
