/// What ordinary days bring: delays that begin with a leg itself, in minutes.
///
/// Piecewise linear quantiles, drawn by integers. They are set so that primary delay is some nine minutes a departure,
/// as in Europe in 2024 (9.5), and that their causes have the shares that airlines report.
/// Source: EUROCONTROL, Standard Inputs ed. 10, all-cause delay.
struct Luck {
    let draw: Draw
    let isCalm: Bool

    /// Share in ten thousand up to which a delay is at most so many minutes.
    private static let own: [(share: Int, minutes: Int)] = [
        (0, 0), (5200, 0), (7700, 6), (8900, 14), (9520, 32), (9890, 78), (9980, 155), (10_000, 300),
    ]
    /// Slots on the way, of those legs that have one.
    private static let slot: [(share: Int, minutes: Int)] = [
        (0, 3), (5000, 12), (8000, 22), (9700, 45), (10_000, 80),
    ]
    private static let slotShare = 1000

    private static func quantile(_ table: [(share: Int, minutes: Int)], _ share: Int) -> Int {
        for (low, high) in zip(table, table.dropFirst()) where share < high.share {
            return low.minutes + (high.minutes - low.minutes) * (share - low.share) / (high.share - low.share)
        }
        return table[table.count - 1].minutes
    }

    /// A delay at the gate of a leg's own.
    func own(_ leg: UInt64) -> (minutes: Int, cause: Cause) {
        let minutes = Self.quantile(Self.own, draw.number(below: 10_000, leg, .ownDelay))
        guard !isCalm else { return (min(minutes, 6) / 2, .handling) }
        let kind = draw.number(below: 100, leg, .ownCause)
        let isLong = minutes > 30
        switch kind {
        case ..<(isLong ? 50 : 14): return (minutes, .technical)
        case ..<(isLong ? 72 : 30): return (minutes, .crew)
        case ..<(isLong ? 82 : 62): return (minutes, .passengers)
        default: return (minutes, .handling)
        }
    }

    /// Minutes by which air traffic control on the way holds a leg.
    func slot(_ leg: UInt64) -> Int {
        guard !isCalm, draw.happens(per10000: Self.slotShare, leg, .slot) else { return 0 }
        return Self.quantile(Self.slot, draw.number(below: 10_000, leg, .slot, 1))
    }

    /// Minutes before its time at which a leg leaves that nothing holds.
    func early(_ leg: UInt64) -> Int { [0, 0, 1, 2, 3, 5][draw.number(below: 6, leg, .early)] }

    /// Minutes that a flight takes longer than planned; shorter where negative.
    func wind(_ leg: UInt64) -> Int { draw.number(below: 7, leg, .wind) + draw.number(below: 7, leg, .wind, 1) - 6 }

    /// Why a leg and its way back do not fly at all, on an ordinary day.
    func cancels(_ leg: UInt64) -> Cause? {
        guard !isCalm, draw.happens(per10000: 85, leg, .cancels) else { return nil }
        return draw.number(below: 2, leg, .cancels, 1) == 0 ? .technical : .crew
    }

    func returns(_ leg: UInt64) -> Bool { !isCalm && draw.happens(per10000: 4, leg, .returns) }
}
