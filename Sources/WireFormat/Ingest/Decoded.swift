public import DisruptionCore

/// What a record of an input topic is. Facts and texts stand in the record or in the decoder, which saves copying them:
/// they are valid while the record is there and until the decoder's next one.
public enum Decoded {
    /// A null value: skipped and counted.
    case tombstone
    /// A TIME_MARK: event time may run on to it.
    case mark(Instant)
    case flight(UnsafePointer<FlightFact>)
    case station(UnsafePointer<StationFact>)
    case booking(UnsafePointer<BookingFact>)
    /// A dead letter. `detail` is ASCII for a person: which field, what came, what is allowed.
    case rejected(DeadLetterReason, detail: UnsafeRawBufferPointer)

    /// The event time of a fact or mark.
    public var eventTime: Instant? {
        switch self {
        case .flight(let fact): fact.pointee.eventTime
        case .station(let fact): fact.pointee.eventTime
        case .booking(let fact): fact.pointee.eventTime
        case .mark(let time): time
        case .tombstone, .rejected: nil
        }
    }
}
