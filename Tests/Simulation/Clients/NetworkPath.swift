import KafkaClient

/// The way of one life of a process to the cluster and back, and whether that life still is.
///
/// A request is lost before it arrives, or its answer is, or both come late; while the path is cut nothing comes
/// through. What was sent before a crash can arrive after it.
final class NetworkPath {
    /// How often things go wrong, in thousandths, and how long they take.
    struct Weather {
        var lostRequests = 0
        var lostAnswers = 0
        /// One way, ms: usually, and now and then.
        var delayMs: (usual: Int64, rarely: Int64) = (2, 20)
    }

    let timeline: Timeline
    var weather: Weather
    private var dice: Dice
    private(set) var isDead = false
    private var cutUntilMs: Int64 = 0
    private(set) var frozenUntilMs: Int64 = 0
    /// Hears of the steps that the process takes.
    var passes: (StepPoint) -> Void = { _ in }
    /// What was sent and has not arrived, in order.
    private var outbox: [() -> Void] = []

    init(_ timeline: Timeline, _ weather: Weather, _ dice: Dice) {
        self.timeline = timeline
        self.weather = weather
        self.dice = dice
    }

    func die() { isDead = true }
    func cut(for ms: Int64) { cutUntilMs = max(cutUntilMs, timeline.clockMs + ms) }
    func freeze(for ms: Int64) { frozenUntilMs = max(frozenUntilMs, timeline.clockMs + ms) }

    var isCut: Bool { cutUntilMs > timeline.clockMs }
    var isFrozen: Bool { frozenUntilMs > timeline.clockMs }

    /// How long one way takes now, ms: until the path is there again where it is cut.
    func delay() -> Int64 {
        max(0, cutUntilMs - timeline.clockMs) + dice.duration(weather.delayMs.usual, rarely: weather.delayMs.rarely)
    }

    /// Does something in the process after a while: not while it is frozen, and never when it is dead.
    func later(_ ms: Int64, _ body: @escaping () -> Void) {
        timeline.after(ms) { [self] in
            if isDead { return }
            if isFrozen { later(frozenUntilMs - timeline.clockMs, body) } else { body() }
        }
    }

    /// Sends something that the process does not wait for. It leaves when the process runs and the path is there, and
    /// then arrives, in order and mostly even if the process is dead by then.
    func send(_ arrive: @escaping () -> Void) {
        outbox.append(arrive)
        transmit()
    }

    /// Sends something by a connection of its own, in no order with others; what was sent arrives whatever becomes of
    /// the process.
    func deliver(_ arrive: @escaping () -> Void) { timeline.after(delay(), arrive) }

    /// Whether what is sent now is lost, and whether its answer is.
    func chance() -> (isLost: Bool, isUnanswered: Bool) {
        (dice.happens(permille: weather.lostRequests), dice.happens(permille: weather.lostAnswers))
    }

    private func transmit() {
        later(0) { [self] in
            if isCut { return later(cutUntilMs - timeline.clockMs) { [self] in transmit() } }
            timeline.after(delay()) { [self] in
                let arrive = outbox.removeFirst()
                if isDead, dice.happens(permille: 500) { return }
                arrive()
            }
        }
    }

    /// Asks the cluster and waits for the answer.
    /// - Parameter effect: what the request does where it arrives.
    func ask<Answer>(
        _ operation: String, within limit: Duration, _ effect: () throws(KafkaError) -> Answer
    ) throws(KafkaError) -> Answer {
        try live()
        let limitMs = limit.wholeMs
        let isLost = dice.happens(permille: weather.lostRequests)
        let isUnanswered = dice.happens(permille: weather.lostAnswers)
        if isLost || isCut {
            timeline.pass(limitMs)
            try live()
            throw .unanswered(operation)
        }
        let there = min(limitMs, delay())
        timeline.pass(there)
        if !isDead { passes(.request) }
        // What a process sent before it died arrives all the same, mostly.
        if isDead, dice.happens(permille: 300) { throw .processIsDead }
        let answer = try effect()
        if !isDead { passes(.effect) }
        let rest = max(0, limitMs - there)
        let back = isUnanswered || isCut ? rest + 1 : delay()
        timeline.pass(min(rest, back))
        try live()
        if back > rest { throw .unanswered(operation) }
        return answer
    }

    /// Waits for something to come true at the cluster.
    func wait(_ operation: String, within limit: Duration, until isDone: () -> Bool) throws(KafkaError) {
        try live()
        if isDone() { return }
        timeline.pass(limit.wholeMs, until: isDone)
        try live()
        if !isDone() { throw .unanswered(operation) }
    }

    /// Goes on once the process is not frozen.
    /// - Throws: when it is dead.
    func live() throws(KafkaError) {
        if isFrozen { timeline.pass(frozenUntilMs - timeline.clockMs) }
        if isDead { throw .processIsDead }
    }
}

extension Duration {
    /// Rounded down.
    var wholeMs: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
