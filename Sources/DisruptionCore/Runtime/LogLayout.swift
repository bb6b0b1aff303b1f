/// The topics whose partitions are sources of frames; raw values stand in the log and never change.
public enum SourceTopic: UInt8, CaseIterable, Sendable {
    case flightEvents = 0
    case externalData = 1
    case passengerEvents = 2
    case entities = 15
}

/// How many partitions each source topic has; fixed before the first start.
public struct LogLayout: Sendable, Equatable {
    public var flightEvents: Int
    public var externalData: Int
    public var passengerEvents: Int
    public var entities: Int

    /// Each count is 1…`maximum`.
    public init(flightEvents: Int = 6, externalData: Int = 8, passengerEvents: Int = 4, entities: Int = 12) {
        self.flightEvents = flightEvents
        self.externalData = externalData
        self.passengerEvents = passengerEvents
        self.entities = entities
    }

    /// Partitions of one topic at the most: marks and watermarks are kept for each by every entities partition.
    public static let maximum = 1024

    /// One partition of everything: the in-memory runtime.
    public static let single = LogLayout(flightEvents: 1, externalData: 1, passengerEvents: 1, entities: 1)

    @inlinable public func partitions(of topic: SourceTopic) -> Int {
        switch topic {
        case .flightEvents: flightEvents
        case .externalData: externalData
        case .passengerEvents: passengerEvents
        case .entities: entities
        }
    }

    /// Partitions of the input topics together.
    @inlinable public var rawSources: Int { flightEvents + externalData + passengerEvents }
    @inlinable public var sources: Int { rawSources + entities }

    /// The index of a source, 0..<`sources`, the input topics first; nil where there is none such.
    @inlinable public func index(_ topic: SourceTopic, _ partition: Int) -> Int? {
        guard partition >= 0, partition < partitions(of: topic) else { return nil }
        return switch topic {
        case .flightEvents: partition
        case .externalData: flightEvents + partition
        case .passengerEvents: flightEvents + externalData + partition
        case .entities: rawSources + partition
        }
    }
}
