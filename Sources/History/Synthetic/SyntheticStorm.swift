/// Snow at the first airport of the network: what becomes of the timetable.
///
/// Legs are flown in order of planned departure. A leg leaves when its aircraft is there and turned round, when the
/// snowed-in runways have a slot for it, and not before its time. What would wait too long is cancelled with its way
/// back.
struct SyntheticStorm {
    /// What became of a leg; minutes as in the plan.
    struct Outcome {
        var out: Int?
        var off: Int?
        var on: Int?
        var arrival: Int?
        /// Where it landed instead, and when it stood there.
        var diversion: (to: Int, at: Int)?
        var isCancelled = false
        /// Cancelled by the snow, not for want of its aircraft.
        var isForSnow = false
    }

    static let place = 0
    /// Where what cannot land goes.
    static let alternate = 9
    /// Minutes in which it snows.
    static let hours = 8 * 60 + 30..<13 * 60
    /// Minutes in which the runways are swept and nothing lands.
    static let closed = 10 * 60 + 30..<11 * 60
    /// Minutes of waiting beyond which a leg is cancelled.
    static let patience = 100

    /// Movements by quarter hour.
    private var departures = [Int](repeating: 0, count: 4 * 48)
    private var arrivals = [Int](repeating: 0, count: 4 * 48)
    private var lines: [Line]

    private struct Line {
        var place: Int?
        var ready = 0
        /// The step that is cancelled together with the one before.
        var cancelledStep = -1
    }

    init(aircraft: Int) { lines = [Line](repeating: Line(), count: aircraft) }

    /// Flies one leg; legs come in order of planned departure.
    mutating func fly(_ plan: SyntheticNetwork.Plan) -> Outcome {
        var outcome = Outcome()
        let line = lines[plan.aircraft]
        guard line.place == nil || line.place == plan.from, line.cancelledStep != plan.step else {
            outcome.isCancelled = true
            return outcome
        }
        let out = departure(plan, ready: line.ready)
        if plan.from == SyntheticStorm.place, out - plan.departure > SyntheticStorm.patience {
            outcome.isCancelled = true
            outcome.isForSnow = true
            lines[plan.aircraft].cancelledStep = plan.step + 1
            return outcome
        }
        if plan.from == SyntheticStorm.place { departures[out / 15] += 1 }
        if plan.to == SyntheticStorm.place { arrivals[(out + plan.block) / 15] += 1 }
        // De-icing.
        let taxi = plan.from == SyntheticStorm.place && SyntheticStorm.hours.contains(out) ? 28 : 12
        let gain = 6 - SyntheticNetwork.draw(plan.aircraft, 300 + plan.step, below: 9)
        let arrival = out + plan.block - gain + taxi - 12
        outcome.out = out
        outcome.off = out + taxi
        if plan.to == SyntheticStorm.place, SyntheticStorm.closed.contains(arrival), plan.aircraft % 2 == 0 {
            outcome.diversion = (SyntheticStorm.alternate, arrival + 35)
            lines[plan.aircraft].place = SyntheticStorm.alternate
            lines[plan.aircraft].ready = arrival + 35
            return outcome
        }
        outcome.on = arrival - 6
        outcome.arrival = arrival
        lines[plan.aircraft].place = plan.to
        lines[plan.aircraft].ready = arrival
        return outcome
    }

    /// When a leg leaves, if it does.
    private func departure(_ plan: SyntheticNetwork.Plan, ready: Int) -> Int {
        var out = plan.departure + SyntheticStorm.jitter(plan)
        if ready > 0 { out = max(out, ready + SyntheticNetwork.minimumTurn) }
        out += SyntheticStorm.trouble(plan)
        if plan.from == SyntheticStorm.place { out = SyntheticStorm.slot(from: out, departures) }
        if plan.to == SyntheticStorm.place { out = SyntheticStorm.slot(from: out + plan.block, arrivals) - plan.block }
        return out
    }

    /// The first minute from one on whose quarter hour has room for a movement.
    private static func slot(from minute: Int, _ movements: [Int]) -> Int {
        var quarter = minute / 15
        while quarter < movements.count - 1, movements[quarter] >= capacity(of: quarter) { quarter += 1 }
        return quarter == minute / 15 ? minute : quarter * 15 + min(movements[quarter], 14)
    }

    /// Movements of a kind in a quarter hour: 12 an hour in the snow, 40 for three hours behind it, else no limit.
    private static func capacity(of quarter: Int) -> Int {
        let minute = quarter * 15
        if hours.contains(minute) { return 3 }
        return (hours.upperBound..<hours.upperBound + 180).contains(minute) ? 10 : 1000
    }

    /// Most leave on time or a little early, some a few minutes late.
    private static func jitter(_ plan: SyntheticNetwork.Plan) -> Int {
        let draw = SyntheticNetwork.draw(plan.aircraft, 400 + plan.step, below: 20)
        return draw < 12 ? -(draw % 5) : draw - 12
    }

    /// One leg in seventy has a fault of its own.
    private static func trouble(_ plan: SyntheticNetwork.Plan) -> Int {
        let draw = SyntheticNetwork.draw(plan.aircraft, 500 + plan.step, below: 70)
        return draw == 0 ? 35 + SyntheticNetwork.draw(plan.aircraft, 600 + plan.step, below: 80) : 0
    }
}
