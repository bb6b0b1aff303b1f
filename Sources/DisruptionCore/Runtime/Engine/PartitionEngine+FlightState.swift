/// A leg's state for flight.state.
public struct FlightState {
    public let key: LegKey
    /// Rises with every change: log incarnation × 2^40 + offset in the entities log + 1.
    public let version: Int64
    public let view: LegView
    /// Reactionary delay that its aircraft expects, minutes, and the leg from which it comes.
    public let forecastMinutes: Int32
    public let forecastRoot: LegKey
    /// Event time of the newest fact.
    public let eventTime: Instant
    private let candidates: ContiguousArray<Candidate>
    private let texts: LegTexts
    private let names: [String]

    init(_ leg: borrowing Leg, view: LegView, names: [String]) {
        key = leg.key
        version = leg.stateVersion
        self.view = view
        forecastMinutes = leg.forecastMinutes
        forecastRoot = leg.forecastRoot
        eventTime = leg.newest
        candidates = leg.candidates
        texts = leg.texts
        self.names = names
    }

    /// Each field that is known: its value, the source believed and when that was said.
    public func forEachField(_ body: (FlightField, Int64, _ source: String, _ eventTime: Instant) -> Void) {
        let resolution = Resolution(candidates.span, asOf: .distantFuture, names: names)
        for field in FlightField.allCases {
            guard let index = resolution.index(field) else { continue }
            let candidate = candidates[index]
            body(field, candidate.value, names[Int(candidate.source)], Instant(ms: candidate.eventTime))
        }
    }

    /// Each text that is known, likewise.
    public func forEachText(_ body: (FlightText, String, _ source: String, _ eventTime: Instant) -> Void) {
        if texts.isEmpty { return }
        for field in FlightText.allCases {
            guard let text = texts.text(field, names: names) else { continue }
            body(field, text.value, names[Int(text.source)], Instant(ms: text.eventTime))
        }
    }
}

extension PartitionEngine {
    /// Whether legs changed, or were forgotten, since their states were taken.
    public var hasStaleStates: Bool { !staleLegs.isEmpty || !forgottenLegs.isEmpty }

    /// States that will be handed out.
    public var staleStates: Int { lastStates.count + staleLegs.count }

    /// Hands out the state of every leg that changed since the last call, once each, then every leg that was forgotten.
    public mutating func takeStates(_ body: (FlightState) -> Void, forgotten: (LegKey) -> Void) {
        for state in lastStates { body(state) }
        for key in staleLegs {
            guard let slot = legs.find(key.high, UInt64(key.low)) else { continue }
            legs[slot].stateIsStale = false
            body(state(slot))
        }
        for key in forgottenLegs { forgotten(key) }
        lastStates.removeAll()
        staleLegs.removeAll(keepingCapacity: true)
        forgottenLegs.removeAll(keepingCapacity: true)
    }

    func state(_ slot: Int) -> FlightState {
        FlightState(legs[slot], view: legs[slot].view(names: names.names, taxi: taxi), names: names.names)
    }
}
