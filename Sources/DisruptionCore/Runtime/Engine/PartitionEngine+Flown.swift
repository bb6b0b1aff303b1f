/// What flights of the days before teach: legs and aircraft tell airports how long they took when all of it is known,
/// and ask them of legs that are under pressure.
extension PartitionEngine {
    /// By which aircraft propagate delay.
    var turnRules: TurnRules { TurnRules(usual: turns, learned: learned) }

    private func day(_ instant: Instant) -> Int32 { CalendarDate(utc: instant).days }

    // MARK: leg and aircraft

    /// Tells the origin of a leg whose day is over how long it took.
    mutating func teach(_ slot: Int, at instant: Instant) {
        guard reportsToAircraft || settings[.congestionEnabled] == 1 else { return }
        let key = legs[slot].key
        let view = legs[slot].view(asOf: instant.adding(ms: -1), names: names.names, taxi: taxi)
        guard let flown = LegFlown(view, of: key) else { return }
        outgoing.send(.legFlown, to: .airport(key.origin), at: instant) { flown.encode(into: &$0) }
    }

    /// Tells airports of the turns behind legs that are about to be forgotten.
    mutating func teachTurns(_ slot: Int, at instant: Instant) {
        var previous = -1
        for place in aircraft[slot].line.legs.indices where !aircraft[slot].line[place].isCancelled {
            defer { previous = place }
            if previous < 0 { continue }
            guard aircraft[slot].line[previous].key.forgottenAt <= instant else { break }
            let leg = aircraft[slot].line[place]
            let turn = TurnFlown(from: aircraft[slot].line[previous], to: leg)
            guard let turn else { continue }
            outgoing.send(.turnFlown, to: .airport(leg.key.origin), at: instant) { turn.encode(into: &$0) }
        }
    }

    /// Asks what the days before teach of the legs that came under pressure.
    ///
    /// A leg is judged by what was taught until two days before its own, and asks when that is told: it gets the same
    /// answer whenever it does. One that wanted to before is asked about when its aircraft is looked at next, by its
    /// own reports at the latest.
    mutating func askTaught(_ slot: Int, _ trigger: Trigger) {
        for place in aircraft[slot].line.legs.indices where aircraft[slot].line[place].asking == .wanted {
            let leg = aircraft[slot].line[place]
            let since = CalendarDate(days: leg.key.date.days &- FlownCounts.daysUntilUsed).startUTC
            guard watermarks.w3 >= since else { continue }
            aircraft[slot].line[place].asking = .asked
            let question = TurnQuestion(leg, flownBy: aircraft[slot].tail, trigger)
            outgoing.send(.turnAsked, to: .airport(leg.key.origin), at: trigger.eventTime) {
                question.encode(into: &$0)
            }
        }
    }

    mutating func applyTurnTold(_ head: MessageHead, _ reader: inout ByteReader, at known: Int?) throws(FrameError) {
        guard let answer = TurnAnswer(eventTime: head.eventTime, reading: &reader) else { throw .malformed }
        guard let slot = known ?? aircraft.find(head.key.high, 0) else { return }
        guard aircraft[slot].line.teach(answer.leg, answer.taught) else { return }
        touchedAircraft.note(slot, place: &aircraft[slot].touched, answer.trigger)
    }

    // MARK: airport

    /// The last day of teaching that counts for every leg that may still ask: those before are forgotten.
    private var settledTeaching: Int32 {
        guard watermarks.w3 != .distantPast else { return .min }
        return day(watermarks.w3) &- LegKey.lifeDays &+ 1 &- FlownCounts.daysUntilUsed
    }

    mutating func applyLegFlown(_ head: MessageHead, _ reader: inout ByteReader, at known: Int?) throws(FrameError) {
        guard let flown = LegFlown(reading: &reader) else { throw .malformed }
        guard let slot = airportSlot(head.key, at: known) else { return }
        airports[slot].flown.add(flown, on: day(head.eventTime), settled: settledTeaching)
    }

    mutating func applyTurnFlown(_ head: MessageHead, _ reader: inout ByteReader, at known: Int?) throws(FrameError) {
        guard let turn = TurnFlown(reading: &reader) else { throw .malformed }
        guard let slot = airportSlot(head.key, at: known) else { return }
        airports[slot].flown.add(turn, on: day(head.eventTime), settled: settledTeaching)
    }

    mutating func applyTurnAsked(_ head: MessageHead, _ reader: inout ByteReader, at known: Int?) throws(FrameError) {
        guard let question = TurnQuestion(eventTime: head.eventTime, reading: &reader) else { throw .malformed }
        guard let slot = known ?? airports.find(head.key.high, 0) else { return }
        let (carrier, day) = (question.leg.flight.carrier, question.leg.date.days)
        let taught = TaughtTimes(
            minimumTurn: airports[slot].flown.minimumTurn(carrier, question.size, for: day),
            recovery: airports[slot].flown.recovery(carrier, to: question.destination, for: day))
        if taught.isNothing { return }
        outgoing.send(.turnTold, to: .aircraft(question.tail), at: head.eventTime) {
            TurnAnswer(question, taught).encode(into: &$0)
        }
    }
}
