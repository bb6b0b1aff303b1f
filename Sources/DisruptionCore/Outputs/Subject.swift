/// The one thing that a disruption is about.
public enum Subject: Hashable, Sendable {
    case leg(LegKey)
    /// A cascade's: the aircraft and the root leg, so that a swap supersedes one and opens another.
    case rotation(Tail, root: LegKey)
    case airport(AirportCode)

    public var kind: StaticString {
        switch self {
        case .leg: "leg"
        case .rotation: "rotation"
        case .airport: "airport"
        }
    }

    /// The id in topics: `leg_id`, `TAIL/leg_id` or the airport's code.
    public var id: String {
        switch self {
        case .leg(let key): key.description
        case .rotation(let tail, let root): "\(tail)/\(root)"
        case .airport(let code): code.description
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

    public init(pattern: Pattern, subject: Subject, day: CalendarDate) {
        var text = "\(pattern.name)|\(subject.kind)|\(subject.id)|\(day.days)"
        (high, low) = text.withUTF8 {
            (Hash64.of(UnsafeRawBufferPointer($0), seed: 11), Hash64.of(UnsafeRawBufferPointer($0), seed: 12))
        }
    }
}
