/// A leg's state for flight.state.
public struct FlightState {
    public let key: LegKey
    /// Rises with every change: log incarnation × 2^40 + offset in the entities log + 1.
    public let version: Int64
    public let view: LegView
    /// Reactionary delay that its aircraft expects, minutes, and the leg from which it comes.
    public let forecastMinutes: Int32
    public let forecastRoot: LegKey
    /// What was predicted of it last, as its rotation became known.
    public let prediction: RotationPrediction?
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
        prediction = leg.prediction
        eventTime = leg.newest
        candidates = leg.candidates
        texts = leg.texts
        self.names = names
    }

    /// Who said something, and when.
    public struct Origin: Equatable {
        /// Number of the source in this state; `source(_:)` has its name.
        fileprivate let number: UInt16
        public let eventTime: Instant
    }

    /// The name of a source.
    public func source(_ origin: Origin) -> String { names[Int(origin.number)] }

    /// Each field that is known: its value, and the origin that is believed.
    public func forEachField(_ body: (FlightField, Int64, Origin) -> Void) {
        let candidates = candidates.span
        let resolution = Resolution(candidates, asOf: .distantFuture, names: names)
        for number in 0..<UInt8(FlightField.count) {
            guard let field = FlightField(rawValue: number), let index = resolution.index(field) else { continue }
            let candidate = candidates[index]
            let origin = Origin(number: candidate.source, eventTime: Instant(ms: candidate.eventTime))
            body(field, candidate.value, origin)
        }
    }

    /// Each text that is known, likewise.
    public func forEachText(_ body: (FlightText, String, Origin) -> Void) {
        if texts.isEmpty { return }
        for field in FlightText.allCases {
            guard let text = texts.text(field, names: names) else { continue }
            body(field, text.value, Origin(number: text.source, eventTime: Instant(ms: text.eventTime)))
        }
    }
}

extension PartitionEngine {
    /// Whether legs or bookings changed, or were forgotten, since their states were taken.
    public var hasStaleStates: Bool { !staleLegs.isEmpty || !forgottenLegs.isEmpty || !staleBookings.isEmpty }

    /// States that will be handed out.
    public var staleStates: Int { lastStates.count + staleLegs.count + staleBookings.count }

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
