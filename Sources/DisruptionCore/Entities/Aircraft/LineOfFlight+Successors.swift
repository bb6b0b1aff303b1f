/// Which leg follows which, as far as is known now, for predictions.
extension LineOfFlight {
    /// Minutes by which a successor may be scheduled before its predecessor.
    private static let backwards: Int64 = 600
    /// Legs that are looked at, back and ahead in schedule order.
    private static let looksBack = 4
    private static let looksAhead = 8

    /// The earliest scheduled leg that flies, has not left and starts where a leg goes.
    func successor(of place: Int, without other: Int = -1) -> Int? {
        let destination = legs[place].destination
        let earliest = legs[place].scheduledDeparture.adding(minutes: -LineOfFlight.backwards)
        let near = max(0, place - LineOfFlight.looksBack)..<min(legs.count, place + LineOfFlight.looksAhead + 1)
        return near.first { next in
            next != place && next != other && !legs[next].isCancelled && legs[next].out == LineLeg.unknown
                && legs[next].key.origin == destination && legs[next].scheduledDeparture >= earliest
        }
    }

    /// The leg before one in schedule order that flies, where it goes to where that one starts.
    func predecessor(of place: Int) -> Int? {
        var previous = place - 1
        while previous >= 0, legs[previous].isCancelled { previous -= 1 }
        return previous >= 0 && legs[previous].destination == legs[place].key.origin ? previous : nil
    }

    /// When the next of some legs is to be predicted some hours ahead; nil when none is.
    func nextLook(_ places: Range<Int>, after instant: Instant) -> Instant? {
        var next: Instant?
        for place in places {
            for horizon in RotationPrediction.Horizon.ahead {
                guard let look = legs[place].look(horizon), look > instant else { continue }
                next = min(next ?? look, look)
            }
        }
        return next
    }
}

extension LineLeg {
    /// When it is to be predicted some hours ahead; nil where it was, has left or does not fly.
    func look(_ horizon: RotationPrediction.Horizon) -> Instant? {
        guard let lead = horizon.leadMinutes, !isCancelled, out == LineLeg.unknown, !forecasts.has(horizon) else {
            return nil
        }
        return scheduledDeparture.adding(minutes: -lead)
    }
}
