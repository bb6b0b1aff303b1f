/// How fast history is told.
public enum ReplaySpeed: Sendable, Equatable {
    /// As fast as the broker takes it.
    case max
    /// Minutes of event time in one minute; 1 is as it was.
    case factor(Double)

    /// What `--speed` may be.
    static let allowed = "max, or a number from 0.001 to 1000000"

    /// - Parameter text: `max` or a number.
    public init?(_ text: String) {
        if text == "max" {
            self = .max
        } else if let factor = Double(text), factor >= 0.001, factor <= 1_000_000 {
            self = .factor(factor)
        } else {
            return nil
        }
    }
}
