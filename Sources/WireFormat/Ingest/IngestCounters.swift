public import DisruptionCore

/// What a decoder has met, for metrics. Counts only rise.
public struct IngestCounters: Sendable {
    /// Accepted events by the raw value of `FlightEventType`, `StationEventType` and `BookingEventType`.
    public private(set) var flights = InlineArray<16, UInt64>(repeating: 0)
    public private(set) var stations = InlineArray<8, UInt64>(repeating: 0)
    public private(set) var bookings = InlineArray<8, UInt64>(repeating: 0)
    /// Dead letters by the raw value of `DeadLetterReason`.
    public private(set) var rejections = InlineArray<16, UInt64>(repeating: 0)
    public private(set) var tombstones: UInt64 = 0
    public private(set) var marks: UInt64 = 0
    /// Fields whose names are not known, and personal ones that were dropped.
    public internal(set) var unknownFields: UInt64 = 0

    public init() {}

    /// Facts accepted of all topics.
    public var accepted: UInt64 {
        var sum: UInt64 = 0
        for i in flights.indices { sum &+= flights[i] }
        for i in stations.indices { sum &+= stations[i] + bookings[i] }
        return sum
    }

    /// Dead letters for any reason.
    public var rejected: UInt64 {
        var sum: UInt64 = 0
        for i in rejections.indices { sum &+= rejections[i] }
        return sum
    }

    public subscript(type: FlightEventType) -> UInt64 { flights[Int(type.rawValue)] }
    public subscript(type: StationEventType) -> UInt64 { stations[Int(type.rawValue)] }
    public subscript(type: BookingEventType) -> UInt64 { bookings[Int(type.rawValue)] }
    public subscript(reason: DeadLetterReason) -> UInt64 { rejections[Int(reason.rawValue)] }

    mutating func count(_ decoded: Decoded) {
        switch decoded {
        case .tombstone: tombstones &+= 1
        case .mark: marks &+= 1
        case .flight(let fact): flights[Int(fact.pointee.type.rawValue)] &+= 1
        case .station(let fact): stations[Int(fact.pointee.type.rawValue)] &+= 1
        case .booking(let fact): bookings[Int(fact.pointee.type.rawValue)] &+= 1
        case .rejected(let reason, _): rejections[Int(reason.rawValue)] &+= 1
        }
    }
}
