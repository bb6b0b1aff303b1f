import Glibc

/// The simulation as a program: many histories with a summary, or one with its story.
struct SimulationRun {
    let words: [String]

    /// - Returns: 0 when nothing went wrong, 1 when something did, 2 when the words make no sense.
    func run() -> Int32 {
        do throws(SimulationOptions.Problem) {
            let options = try SimulationOptions(words)
            if options.breaksAll { return breakAll(options) }
            if let seed = options.seed { return tell(seed, options) }
            return runMany(options)
        } catch {
            say("simulate: \(error.text)")
            return 2
        }
    }

    /// One line on standard output, at once.
    private func say(_ text: String) {
        let line = Array((text + "\n").utf8)
        var written = 0
        while written < line.count {
            let count = line[written...].withUnsafeBytes { write(1, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            written += count
        }
    }

    private func runMany(_ options: SimulationOptions) -> Int32 {
        var campaign = Campaign(faults: options.faults, rules: options.mutation?.rules ?? BrokenRules())
        let count = options.count
        campaign.onProgress = { report in
            say("\(report.histories) of \(count) histories, \(report.failures.count) went wrong")
        }
        let report = campaign.run(options.seeds)
        for failure in report.failures.prefix(20) {
            let command = SimulationOptions.command(failure.seed, options.faults, options.mutation)
            say("seed \(failure.seed) went wrong; repeat it with: \(command)")
            for what in failure.what.prefix(3) { say("  \(what)") }
        }
        say(report.text)
        return report.failures.isEmpty ? 0 : 1
    }

    private func tell(_ seed: UInt64, _ options: SimulationOptions) -> Int32 {
        let rules = options.mutation?.rules ?? BrokenRules()
        let result = History(seed: seed, faults: options.faults, rules: rules).run(isTold: true)
        for line in result.story { say(line) }
        say("seed \(seed), fingerprint of its logs \(result.fingerprint)")
        for what in result.violations { say("WRONG: \(what)") }
        return result.violations.isEmpty ? 0 : 1
    }

    /// How many seeds each broken rule takes, and that the same histories find nothing where none is broken.
    private func breakAll(_ options: SimulationOptions) -> Int32 {
        var status: Int32 = 0
        for mutation in Mutation.all {
            let broken = Campaign(faults: mutation.faults, rules: mutation.rules).run(options.seeds)
            let whole = Campaign(faults: mutation.faults).run(options.seeds)
            let first = broken.failures.first.map { "first by seed \($0.seed)" } ?? "NEVER"
            say(
                """
                \(mutation.name): \(mutation.breaks): found by \(broken.failures.count) of \(broken.histories), \
                \(first); without it \(whole.failures.count) went wrong (\(Int(broken.seconds + whole.seconds)) s)
                """)
            for failure in whole.failures.prefix(3) {
                say("  \(SimulationOptions.command(failure.seed, mutation.faults)): \(failure.what.first ?? "")")
            }
            if broken.failures.isEmpty || !whole.failures.isEmpty { status = 1 }
        }
        return status
    }
}
