/// Network → airport: it is one of those that an open disruption of the network holds.
///
/// Body: disruption id u64 twice, signed varint of the bin relative to that of the event time, which is the instant at
/// which it settles.
struct NetworkTold: Equatable {
    var id: DisruptionID
    var bin: QuarterHour

    func encode(into writer: inout ByteWriter, eventTime: Instant) {
        writer.put(id.high)
        writer.put(id.low)
        writer.put(bin, from: QuarterHour(containing: eventTime))
    }
}

extension NetworkTold {
    /// - Returns: nil when the bytes say nothing of the kind.
    init?(eventTime: Instant, reading reader: inout ByteReader) {
        id = DisruptionID(high: reader.read(), low: reader.read())
        bin = reader.readBin(from: QuarterHour(containing: eventTime))
        if reader.failed { return nil }
    }
}
