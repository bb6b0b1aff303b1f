package import DisruptionCore
public import Simulator
import WireFormat

/// A source of records into which something can be injected while it is told.
package protocol SteeredSource: FeedSource, ~Copyable {
    /// How far the day is.
    var status: SimulationStatus { get }

    /// Makes something happen from an instant on, which is not before the last record's.
    /// - Parameter text: as a line of the terminal says it: `delay ZX123 90`.
    /// - Returns: what it did, one line for people.
    /// - Throws: `SimulationError`; nothing has changed then.
    mutating func inject(_ text: String, at time: Instant) throws(SimulationError) -> String

    /// Hands out the lines of truth that were written since the last call, each with its line feed, several at once.
    mutating func takeTruth(_ body: (UnsafeRawBufferPointer) -> Void)

    /// Hands out what became of the steps of scenarios since the last call, each in one line for people.
    mutating func takeNotes(_ body: (_ time: Instant, _ text: String) -> Void)
}

/// A simulation as a source of records.
package struct SimulationFeed: SteeredSource, ~Copyable {
    private var simulation: Simulation

    package init(_ simulation: consuming Simulation) { self.simulation = simulation }

    package var status: SimulationStatus { simulation.status }

    package mutating func nextTime() -> Instant? { simulation.nextTime() }

    package mutating func next() -> FeedRecord? {
        guard let record = simulation.next() else { return nil }
        let topic: InputTopic =
            switch record.topic {
            case .flightEvents: .flightEvents
            case .externalData: .externalData
            case .passengerEvents: .passengerEvents
            }
        return FeedRecord(topic: topic, time: record.time, key: record.key, value: record.value)
    }

    package mutating func advance() {}

    package mutating func inject(_ text: String, at time: Instant) throws(SimulationError) -> String {
        try simulation.inject(try Injection(text), at: time)
    }

    package mutating func takeTruth(_ body: (UnsafeRawBufferPointer) -> Void) { simulation.takeTruth(body) }

    package mutating func takeNotes(_ body: (_ time: Instant, _ text: String) -> Void) { simulation.takeNotes(body) }
}

extension SimulationError: ExitCodeError {
    /// What is asked for is not there, and never is.
    public var exitCode: ExitCode { .usage }
}
