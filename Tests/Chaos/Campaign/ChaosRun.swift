import Glibc
import Harness

/// What `make chaos` does: the faults that were asked for, one after the other, and a table in the end.
package struct ChaosRun {
    private let words: [String]

    package init(words: [String]) { self.words = words }

    /// - Returns: the exit code: 0 where nothing is wrong, 1 where something is, 2 where the words make no sense.
    package func run() -> Int32 {
        if words.contains("--help") || words.contains("-h") {
            Console.say(ChaosOptions.help)
            return 0
        }
        let options: ChaosOptions
        do {
            options = try ChaosOptions(words, environment: Self.variable)
            Console.say(
                "Seed \(options.settings.seed), \(options.settings.rounds) times each, "
                    + "\(Int(options.settings.perSecond)) records/s, \(try Daemon.binary())")
        } catch let problem as ChaosOptions.Problem {
            Console.complain(problem.text)
            return 2
        } catch {
            Console.complain("\(error)")
            return 2
        }
        var outcomes: [TrialOutcome] = []
        for fault in options.faults { outcomes.append(run(fault, options.settings)) }
        Console.say("\n" + OutcomeTable.text(outcomes))
        return outcomes.allSatisfy(\.verdict.isClean) ? 0 : 1
    }

    private func run(_ fault: any Fault.Type, _ settings: ChaosSettings) -> TrialOutcome {
        Console.say("\n\(fault.name): \(fault.summary)")
        var outcome: TrialOutcome
        do {
            outcome = try Trial(fault, settings).run { Console.say("  " + $0) }
        } catch {
            outcome = TrialOutcome(name: fault.name)
            outcome.verdict.add(.other, "could not begin", ["\(error)"])
        }
        if let reason = outcome.skipped {
            Console.say("  SKIPPED: \(reason)")
        } else if outcome.verdict.isClean {
            Console.say("  clean: " + outcome.summary)
        } else {
            for violation in outcome.verdict.violations { Console.say("  VIOLATION " + violation) }
            let again = "make chaos FAULTS=\(fault.name) SEED=\(settings.seed) ROUNDS=\(settings.rounds)"
            Console.say("  to repeat it: \(again) RATE=\(Int(settings.perSecond)) TAILS=\(settings.tails)")
        }
        keep(outcome.logs, "\(fault.name)-\(settings.seed)")
        return outcome
    }

    /// Keeps what the processes logged where the build is.
    private func keep(_ logs: String, _ name: String) {
        let folder = PackageRoot.path + "/.build/chaos"
        mkdir(folder, 0o755)
        let file = "\(folder)/\(name).log"
        if !logs.isEmpty, (try? TextFile.write(logs, to: file)) != nil {
            Console.say("  what the processes logged: \(file)")
        }
    }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
        return value
    }
}

/// What the person at the terminal reads, at once also through a pipe.
enum Console {
    static func say(_ text: String) { put(text + "\n", STDOUT_FILENO) }
    static func complain(_ text: String) { put("chaos: " + text + "\n", STDERR_FILENO) }

    private static func put(_ text: String, _ descriptor: Int32) {
        var text = text
        _ = text.withUTF8 { write(descriptor, $0.baseAddress, $0.count) }
    }
}
