import DisruptionCore
import DisruptionService
import Simulator
import WireFormat

/// A simulated day, with bookings where they fit.
///
/// The hundred thousand bookings that come before the day are too many at once for librdkafka's pretended brokers,
/// which keep 5 MiB of a partition: with them the daemon ends, because it finds its positions lost. A real broker gets
/// all.
struct DemoFeed: FeedSource, ~Copyable {
    private var simulation: SimulationFeed
    private let tellsBookings: Bool
    /// Taken from the simulation, and not handed over; its bytes are valid until it is asked again.
    private var pending: FeedRecord?

    init(_ simulation: consuming SimulationFeed, tellsBookings: Bool) {
        self.simulation = simulation
        self.tellsBookings = tellsBookings
    }

    var status: SimulationStatus { simulation.status }

    mutating func nextTime() -> Instant? { next()?.time }

    mutating func next() -> FeedRecord? {
        while pending == nil, let record = simulation.next() {
            if tellsBookings || record.topic != .passengerEvents { pending = record }
        }
        return pending
    }

    mutating func advance() { pending = nil }
}
