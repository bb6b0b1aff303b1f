public import DisruptionCore

/// A network flown through its days: asked for one record after the other, in order of event time.
///
/// One thread owns it. What is injected works from the record on that has not been asked for.
public struct Simulation: ~Copyable {
    private var operations: Operations

    /// How far it is.
    public var status: SimulationStatus { operations.status }

    /// - Parameter airports: gives the airports of larger networks, and time zones.
    /// - Throws: `SimulationError` where a step of a scenario names what there is not.
    public init(_ options: SimulationOptions, airports: AirportDirectory) throws(SimulationError) {
        let network = Network(scale: options.scale, directory: airports)
        for step in options.scenarios.flatMap(\.steps) {
            do throws(SimulationError) {
                try network.check(step.injection)
            } catch {
                throw SimulationError(place: step.place, reason: error.reason)
            }
        }
        operations = Operations(options, network: network)
    }

    /// Event time of the next record; nil at the end.
    public mutating func nextTime() -> Instant? {
        fill()
        return operations.outbox.firstTime
    }

    /// The next record; nil at the end.
    public mutating func next() -> SimulatedRecord? {
        fill()
        return operations.outbox.take()
    }

    /// Makes something happen from an instant on; where that lies before what was told last, from there on. What is
    /// due until then happens first, and its records come first.
    /// - Returns: what it did, one line for people.
    /// - Throws: `SimulationError`; nothing has changed then.
    public mutating func inject(_ injection: Injection, at time: Instant) throws(SimulationError) -> String {
        let ms = time.ms - operations.epoch.ms
        while let next = operations.queue.peek(), next.ms <= ms { _ = operations.step() }
        operations.nowMs = max(operations.nowMs, ms)
        return try operations.inject(injection)
    }

    /// Hands out the lines of truth that were written since the last call: JSON, one object a line.
    public mutating func takeTruth(_ body: (UnsafeRawBufferPointer) -> Void) { operations.truth.take(body) }

    /// Hands out what became of the steps of scenarios since the last call, each in one line for people.
    public mutating func takeNotes(_ body: (_ time: Instant, _ text: String) -> Void) {
        for note in operations.notes { body(note.time, note.text) }
        operations.notes.removeAll()
    }

    /// Lets things happen until there is a record.
    private mutating func fill() {
        guard operations.outbox.isEmpty else { return }
        operations.outbox.reuse()
        while operations.outbox.isEmpty, operations.step() {}
    }
}
