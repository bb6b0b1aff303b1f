public import DisruptionCore

extension OutgoingFrames {
    /// Adds the message that an input record causes; none where it is no fact.
    /// - Parameter timestamp: the record's own.
    public mutating func send(_ decoded: Decoded, recordedAt timestamp: Instant) {
        switch decoded {
        case .flight(let fact):
            send(.flightFact, to: .leg(fact.pointee.leg), at: fact.pointee.eventTime) {
                fact.pointee.encodeBody(recordedAt: timestamp, into: &$0)
            }
        case .station(let fact):
            send(.stationFact, to: .airport(fact.pointee.airport), at: fact.pointee.eventTime) {
                fact.pointee.encodeBody(into: &$0)
            }
        case .booking(let fact):
            send(.bookingFact, to: fact.pointee.key, at: fact.pointee.eventTime) {
                fact.pointee.encodeBody(recordedAt: timestamp, into: &$0)
            }
        case .mark, .tombstone, .rejected: break
        }
    }
}
