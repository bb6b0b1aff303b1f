/// The content of a booking as it stands in the log and in memory: its way and its passengers, in a compact form.
///
/// Layout: contact reference (counted bytes); passengers u8, each: id, tier (counted), special needs u8 and each
/// (counted), channels u8 and each (counted), language (counted); segments u8, each: leg 12 bytes, destination u32 (0
/// where nobody says), cabin, seat (counted).
public struct Trip {
    /// One flight of the way.
    public struct Segment {
        public var leg: LegKey
        /// None where nobody says.
        public var destination: AirportCode
        public var cabin: UnsafeRawBufferPointer
        public var seat: UnsafeRawBufferPointer
    }

    /// One passenger; views into the content.
    public struct Passenger {
        public var id: UnsafeRawBufferPointer
        public var tier: UnsafeRawBufferPointer
        public var needs: [UnsafeRawBufferPointer]
        public var channels: [UnsafeRawBufferPointer]
        public var language: UnsafeRawBufferPointer
    }

    public let contact: UnsafeRawBufferPointer
    public let passengers: [Passenger]
    /// In the order of travel.
    public let segments: [Segment]

    /// Reads a content.
    /// - Parameter bytes: stay where they are as long as the trip is used.
    /// - Returns: nil when they are none.
    public init?(_ bytes: UnsafeRawBufferPointer) {
        var reader = ByteReader(bytes)
        contact = reader.readCounted()
        func words() -> [UnsafeRawBufferPointer] {
            let count: UInt8 = reader.read()
            var words: [UnsafeRawBufferPointer] = []
            for _ in 0..<count where !reader.failed { words.append(reader.readCounted()) }
            return words
        }
        var passengers: [Passenger] = []
        let people: UInt8 = reader.read()
        for _ in 0..<people where !reader.failed {
            let (id, tier) = (reader.readCounted(), reader.readCounted())
            let (needs, channels) = (words(), words())
            passengers.append(
                Passenger(id: id, tier: tier, needs: needs, channels: channels, language: reader.readCounted()))
        }
        self.passengers = passengers
        var segments: [Segment] = []
        let flights: UInt8 = reader.read()
        for _ in 0..<flights where !reader.failed {
            let leg = LegKey(high: reader.read(), low: reader.read())
            let destination = AirportCode(packed: UInt64(reader.read(UInt32.self)))
            segments.append(
                Segment(leg: leg, destination: destination, cabin: reader.readCounted(), seat: reader.readCounted()))
        }
        guard !reader.failed, reader.isAtEnd else { return nil }
        self.segments = Trip.inOrderOfTravel(segments)
    }

    /// Segments in the order in which they are flown, whatever the order in which they were told: by date, and within a
    /// date so that each begins where the one before ends. What cannot be joined so stays in the order told.
    static func inOrderOfTravel(_ told: [Segment]) -> [Segment] {
        let byDate = told.indices.sorted { (told[$0].leg.date.days, $0) < (told[$1].leg.date.days, $1) }
        var left = byDate.map { told[$0] }
        var way: [Segment] = []
        while let first = left.first {
            let sameDay = left.prefix { $0.leg.date == first.leg.date }.indices
            let place = way.last?.destination ?? .none
            let next =
                sameDay.first { !place.isNone && left[$0].leg.origin == place }
                ?? sameDay.first { at in !sameDay.contains { left[$0].destination == left[at].leg.origin } }
                ?? left.startIndex
            way.append(left.remove(at: next))
        }
        return way
    }
}

extension Trip.Passenger {
    /// The order in which passengers are told by their tiers: 1 platinum and above, 2 gold, 3 silver, 4 member, 5 none.
    public var priority: Int {
        switch PassengerKind(tier: tier) {
        case .platinum: 1
        case .gold: 2
        case .silver: 3
        case .member: 4
        default: 5
        }
    }
}
