extension PartitionEngine {
    mutating func applyStationFact(_ head: MessageHead, _ reader: inout ByteReader) throws(FrameError) {}
    mutating func applyDemandChange(_ head: MessageHead, _ reader: inout ByteReader) throws(FrameError) {}
    mutating func applyDemandSettled(_ head: MessageHead, _ reader: inout ByteReader) throws(FrameError) {}
    mutating func applyDepartureOutcome(_ head: MessageHead, _ reader: inout ByteReader) throws(FrameError) {}
    mutating func fireAirport(_ entry: Timers.Entry) {}
    mutating func concludeAirports() {}
    mutating func armDemand(_ slot: Int, _ fact: FlightFact) {}
    mutating func settleDemand(_ slot: Int, at instant: Instant) {}
    mutating func changeDemand(_ slot: Int, _ view: LegView, _ trigger: Trigger) {}
}
