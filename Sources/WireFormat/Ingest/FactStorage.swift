import DisruptionCore

/// The place of the fact that was decoded last, one for each kind. Facts are trivial: nothing in them is counted or
/// freed.
struct FactStorage: ~Copyable {
    let flight: UnsafeMutablePointer<FlightFact>
    let station: UnsafeMutablePointer<StationFact>
    let booking: UnsafeMutablePointer<BookingFact>
    /// The times of the flight in milliseconds by the raw value of `FlightField`, where the fact has them: read from
    /// here, because reading a field of a fact copies all of them.
    let times: UnsafeMutablePointer<Int64>
    private static let timeCount = 8

    init() {
        flight = .allocate(capacity: 1)
        station = .allocate(capacity: 1)
        booking = .allocate(capacity: 1)
        times = .allocate(capacity: FactStorage.timeCount)
        times.initialize(repeating: 0, count: FactStorage.timeCount)
    }

    deinit {
        flight.deallocate()
        station.deallocate()
        booking.deallocate()
        times.deallocate()
    }
}
