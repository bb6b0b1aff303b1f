import Harness

/// One fault, done some times to an installation of its own, and what the oracle says of it.
package struct Trial {
    package let fault: any Fault.Type
    package let settings: ChaosSettings

    package init(_ fault: any Fault.Type, _ settings: ChaosSettings) {
        self.fault = fault
        self.settings = settings
    }

    /// Runs it.
    /// - Parameter say: takes lines for a person.
    /// - Throws: where it could not be carried out; what the daemon does wrong is in the outcome.
    package func run(say: @escaping (String) -> Void = { _ in }) throws -> TrialOutcome {
        if let absence = fault.absence {
            var outcome = TrialOutcome(name: fault.name)
            outcome.skipped = absence
            return outcome
        }
        return try Attempt.first(thatCounts: { try attempt(say) }, say: say)
    }

    private func attempt(_ say: @escaping (String) -> Void) throws -> Attempt<TrialOutcome> {
        var outcome = TrialOutcome(name: fault.name)
        var isSettled = false
        let scene = try Scene(fault.needs, settings: settings, numbers: numbers, say: say)
        do {
            try strike(scene, &outcome, say)
            outcome.verdict.merge(try scene.judge())
            isSettled = true
        } catch {
            outcome.verdict.add(.other, "could not go on", ["\(error)"])
        }
        outcome.peakMegabytes = scene.watch.peakMegabytes
        outcome.looks = scene.watch.looks
        outcome.logs = scene.logs
        return Attempt(outcome, isSettled: isSettled, of: scene.installation, log: outcome.logs)
    }

    private func strike(_ scene: Scene, _ outcome: inout TrialOutcome, _ say: (String) -> Void) throws {
        let made = fault.init()
        for round in 1...settings.rounds {
            try scene.flow()
            let strike = try made.strike(scene)
            outcome.strikes += 1
            guard let (again, caughtUp) = try scene.recovery(of: strike) else {
                outcome.verdict.add(.other, "not recovered within \(settings.outputSeconds) s", ["\(strike)"])
                return
            }
            outcome.note(again: again, caughtUp: caughtUp)
            say(
                "\(round)/\(settings.rounds) \(strike); new output after \(Figure.seconds(again)) s, "
                    + "all caught up after \(Figure.seconds(caughtUp)) s")
        }
    }

    /// The same for a seed and a fault, whatever other faults are done.
    private var numbers: SeededNumbers {
        SeededNumbers(seed: fault.name.utf8.reduce(settings.seed) { $0 &* 0x100_0000_01B3 ^ UInt64($1) })
    }
}

/// What came of a trial.
package struct TrialOutcome: Sendable {
    package let name: String
    package var strikes = 0
    package var verdict = Verdict()
    package var peakMegabytes = 0.0
    package var logs = ""
    /// How often a process told its status.
    package var looks = 0
    /// Why it was not done; nil where it was.
    package var skipped: String?
    /// Longest times from the end of a strike, seconds: to the first output of what was fed in since it began, and
    /// until everything was worked and told that was fed in before it ended.
    package private(set) var againSeconds = 0.0
    package private(set) var caughtUpSeconds = 0.0

    init(name: String) { self.name = name }

    mutating func note(again: Double, caughtUp: Double) {
        againSeconds = max(againSeconds, again)
        caughtUpSeconds = max(caughtUpSeconds, caughtUp)
    }
}
