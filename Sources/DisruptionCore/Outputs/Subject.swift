/// The one thing that a disruption is about.
public enum Subject: Hashable, Sendable {
    case leg(LegKey)
    /// A cascade's: the aircraft and the root leg, so that a swap supersedes one and opens another.
    case rotation(Tail, root: LegKey)
    case airport(AirportCode)
    /// A break's: the leg at risk and how its rotation breaks.
    case rotationBreak(LegKey, BreakKind)
    /// A seasonal deviation's: the airport, and whether its departures or its arrivals.
    case direction(AirportCode, MovementDirection)
    case airline(CarrierCode)
    /// An airline at one of its airports.
    case base(CarrierCode, AirportCode)
    /// An airline's aircraft of one type.
    case fleet(CarrierCode, AircraftType)
    /// A missed connection's: the leg that passengers come from, and the one that they change to.
    case connection(inbound: LegKey, outbound: LegKey)
    /// All airports together.
    case network

    public var kind: StaticString {
        switch self {
        case .leg: "leg"
        case .rotation: "rotation"
        case .airport: "airport"
        case .rotationBreak: "break"
        case .direction: "airport-direction"
        case .airline: "airline"
        case .base: "airline-base"
        case .fleet: "airline-type"
        case .connection: "connection"
        case .network: "network"
        }
    }

    /// The id in topics: `leg_id`, `TAIL/leg_id`, `leg_id/kind`, the codes joined by `/`, or `network`.
    public var id: String {
        var bytes: [UInt8] = []
        forEachByte { bytes.append($0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Calls `body` with each ASCII character of the id.
    public func forEachByte(_ body: (UInt8) -> Void) {
        switch self {
        case .leg(let key): key.forEachByte(body)
        case .rotation(let tail, let root):
            tail.forEachByte(body)
            body(0x2F)
            root.forEachByte(body)
        case .airport(let code): code.forEachByte(body)
        case .rotationBreak(let leg, let kind):
            leg.forEachByte(body)
            Subject.put("/", kind.name, body)
        case .direction(let code, let direction):
            code.forEachByte(body)
            Subject.put("/", direction.name, body)
        case .airline(let code): code.forEachByte(body)
        case .base(let carrier, let airport):
            carrier.forEachByte(body)
            body(0x2F)
            airport.forEachByte(body)
        case .fleet(let carrier, let type):
            carrier.forEachByte(body)
            body(0x2F)
            type.forEachByte(body)
        case .connection(let inbound, let outbound):
            inbound.forEachByte(body)
            body(0x2F)
            outbound.forEachByte(body)
        case .network: Subject.put("", "network", body)
        }
    }

    private static func put(_ separator: StaticString, _ name: StaticString, _ body: (UInt8) -> Void) {
        for text in [separator, name] {
            for byte in UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount) { body(byte) }
        }
    }
}

/// Departures or arrivals of an airport; raw values stand in state and never change.
public enum MovementDirection: UInt8, CaseIterable, Sendable {
    case departures = 0, arrivals

    public var name: StaticString {
        switch self {
        case .departures: "departures"
        case .arrivals: "arrivals"
        }
    }
}

/// The name of a disruption: a hash of pattern, subject and operating day, never of a time of detection.
public struct DisruptionID: Hashable, Sendable {
    public let high: UInt64
    public let low: UInt64

    public init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    /// No disruption.
    static let none = DisruptionID(high: 0, low: 0)

    /// The hash of `pattern|kind|id|` and the days since 1970-01-01 as four bytes, the lowest first.
    public init(pattern: Pattern, subject: Subject, day: CalendarDate) {
        var writer = ByteWriter(capacity: 128)
        func put(_ text: StaticString) {
            writer.putBytes(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
            writer.put8(0x7C)
        }
        put(pattern.name)
        put(subject.kind)
        subject.forEachByte { writer.put8($0) }
        writer.put8(0x7C)
        writer.put(day.days)
        (high, low) = (Hash64.of(writer.bytes, seed: 11), Hash64.of(writer.bytes, seed: 12))
    }
}
