import DisruptionCore
import History
import WireFormat

/// The events of flown legs as a source of records for flight.events.
struct HistoryFeed: FeedSource, ~Copyable {
    private var stream: EventStream
    private var writer = EventWriter()
    /// Taken from the stream, and not handed over.
    private var pending: HistoricEvent?

    init(_ stream: consuming EventStream) { self.stream = stream }

    /// Legs whose events were begun.
    var legsTaken: Int { stream.legsTaken }

    mutating func nextTime() throws -> Instant? {
        if pending == nil { pending = try stream.next() }
        return pending?.time
    }

    mutating func next() throws -> FeedRecord? {
        if pending == nil { pending = try stream.next() }
        guard let pending else { return nil }
        return FeedRecord(
            topic: .flightEvents, time: pending.time, key: writer.key(pending), value: writer.body(pending))
    }

    mutating func advance() { pending = nil }

    /// The earliest scheduled departure of a leg with events that were not handed over; nil at the end.
    mutating func resumption() throws -> Instant? {
        let rest = try stream.resumption()
        guard let pending = pending?.leg.scheduledDeparture else { return rest }
        return min(pending, rest ?? pending)
    }
}
