/// How fast events are told.
public enum FeedSpeed: Sendable, Equatable, CustomStringConvertible {
    /// As fast as the target takes it.
    case max
    /// Minutes of event time in one minute; 1 is as it was.
    case factor(Double)

    /// What a speed may be where nothing narrower is said.
    static let range = 0.001...1_000_000

    /// - Parameter text: `max` or a number of the range.
    public init?(_ text: String, in range: ClosedRange<Double>) {
        if text == "max" {
            self = .max
        } else if let factor = Double(text), range.contains(factor) {
            self = .factor(factor)
        } else {
            return nil
        }
    }

    init?(_ text: String) { self.init(text, in: Self.range) }

    /// What `init` takes, for messages.
    static func allowed(in range: ClosedRange<Double> = range) -> String {
        "max, or a number from \(plain(range.lowerBound)) to \(plain(range.upperBound))"
    }

    public var description: String {
        switch self {
        case .max: "max"
        case .factor(let factor): Self.plain(factor)
        }
    }

    /// A whole number without its fraction.
    private static func plain(_ value: Double) -> String {
        Int(exactly: value).map(String.init) ?? "\(value)"
    }
}
