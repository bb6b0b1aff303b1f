import DisruptionCore
import Learning

/// Error and F1 over legs that have an outcome and teach nothing.
struct Score {
    private var legs = 0
    private var error = 0
    private var (hits, told, reported) = (0, 0, 0)

    /// - Parameter decimes: predicted, tenths of minutes.
    mutating func add(_ decimes: Int32, _ truth: Int32) {
        legs += 1
        error += abs(Int(decimes) - 10 * Int(truth))
        if decimes >= 150 { told += 1 }
        if truth > 0 { reported += 1 }
        if decimes >= 150, truth > 0 { hits += 1 }
    }

    var meanError: Double { Double(error) / 10 / Double(max(legs, 1)) }
    var f1: Double { 2 * Double(hits) / Double(max(told + reported, 1)) }
}

extension RotationHistory {
    /// The rules' score at one time, and beside it that of one line: delay less slack beyond a turn of 40 minutes.
    func score(_ time: InformationTime, _ tables: LearnedTables) -> (ours: Score, oneLine: Score) {
        var predicted = [Int32](repeating: 0, count: legs.count)
        forEachInput(time, tables) { predicted[$0] = RotationForecast($1, tables).lateAircraftDecimes }
        var (ours, oneLine) = (Score(), Score())
        for (place, leg) in legs.enumerated() where leg.hasOutcome && !leg.teaches {
            ours.add(predicted[place], leg.lateAircraft)
            oneLine.add(10 * self.oneLine(place, time), leg.lateAircraft)
        }
        return (ours, oneLine)
    }

    private func oneLine(_ place: Int, _ time: InformationTime) -> Int32 {
        guard let (previous, before) = predecessors(of: place, time) else { return 0 }
        let (leg, inbound) = (legs[place], legs[previous])
        func slack(_ next: FlownLeg, _ leg: FlownLeg) -> Int32 {
            max(0, next.scheduledDeparture - leg.scheduledArrival - 40)
        }
        let delay: Int32?
        switch time {
        case .previousArrival: delay = inbound.arrivalDelay
        case .previousDeparture: delay = inbound.departureDelay
        case .twoLegsOff, .twoLegsIn:
            guard let before else { return 0 }
            let first = time == .twoLegsOff ? legs[before].departureDelay : legs[before].arrivalDelay
            delay = first.map { max(0, $0 - slack(inbound, legs[before])) }
        }
        return max(0, (delay ?? 0) - slack(leg, inbound))
    }
}
