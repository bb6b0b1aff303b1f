/// A scenario or a line asks for what there is not; nothing has been done.
public struct SimulationError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Where, e.g. `weather.yaml:7:9`; empty for a line of the terminal.
    public let place: String
    /// What is wrong and, where there is one, the nearest valid name.
    public let reason: String

    public var description: String { place.isEmpty ? reason : "\(place): \(reason)" }
}
