import Glibc

/// The reference job through the real daemon, exactly once, with the broker on the same machine.
struct KafkaBenchmark {
    let options: BenchmarkOptions
    let broker: BenchmarkBroker
    private let prefix = "bench-\(getpid())"

    /// Runs all variants and prints them.
    func report() throws {
        var inputs = installation("input")
        inputs.variant = .light
        defer {
            Console.progress("deleting topics")
            try? inputs.remove(andInputs: true)
        }
        try inputs.applyTopics()
        let loaded = try JobLoader(installation: inputs).load(
            ReferenceJob(path: options.legs, most: options.events))
        Console.say(
            """
            reference job: \(Figure.grouped(loaded.events)) events of \(loaded.bytes / max(1, loaded.events)) bytes in \
            flight.events, lz4; \(References.flinkText)
            """)
        try warm(loaded)
        for variant in options.variants {
            var best: (lanes: Int, rate: Double)?
            for lanes in options.lanes {
                var runs: [JobRun] = []
                for number in 1...options.runs {
                    runs.append(try run(variant, lanes: lanes, number: number, loaded))
                }
                let rate = print(variant, lanes, runs)
                if rate > best?.rate ?? 0 { best = (lanes, rate) }
            }
            if let best, options.lanes.count > 1 {
                Console.say(
                    """
                    reference job, \(variant.rawValue): best with \(Self.text(best.lanes)), \
                    \(Figure.grouped(Int(best.rate))) events/s
                    """)
            }
        }
    }

    /// Discarded runs, until the broker's compiler has seen enough: it takes half a core in the first minute.
    private func warm(_ job: JobLoader.Outcome) throws {
        let clock = ContinuousClock()
        let start = clock.now
        var number = 0
        repeat {
            _ = try run(options.variants[0], lanes: options.lanes[0], number: number, job)
            number -= 1
        } while clock.now - start < .seconds(options.warmupSeconds)
    }

    private func installation(_ name: String) -> Installation {
        Installation(
            bootstrapServers: broker.bootstrapServers, name: "\(prefix)-\(name)", inputs: "\(prefix)-input")
    }

    private func run(
        _ variant: JobVariant, lanes: Int, number: Int, _ job: JobLoader.Outcome
    ) throws -> JobRun {
        var own = installation("\(variant.rawValue)-\(lanes)-\(number > 0 ? "run" : "warm")\(abs(number))")
        own.lanes = lanes
        own.variant = variant
        own.properties = options.properties
        let title = number <= 0 ? "warming the broker" : "\(variant.rawValue), \(Self.text(lanes)), run \(number)"
        return try JobRun(own, job: job, broker: broker, progress: title)
    }

    private static func text(_ lanes: Int) -> String { lanes == 1 ? "1 lane" : "\(lanes) lanes" }

    private func print(_ variant: JobVariant, _ lanes: Int, _ runs: [JobRun]) -> Double {
        let rate = Figure.median(runs.map(\.eventsPerSecond))
        let brokerCPU = runs.compactMap(\.brokerMicroseconds)
        let memory = Figure.median(runs.map(\.daemonMegabytes))
        let memoryVerdict =
            variant == .light
            ? "; " + References.verdict(memory, atMost: References.daemonMegabytesGoal, "MB") : ""
        let last = runs[runs.count - 1]
        Console.say(
            """
            reference job, \(variant.rawValue) (\(variant.meaning)), \(Self.text(lanes)): \
            \(Figure.grouped(Int(rate))) events/s, \(References.ratios(rate, goal: variant.goal))
              CPU an event: daemon \(Figure.decimal(Figure.median(runs.map(\.daemonMicroseconds)), 2)) µs, broker \
            \(brokerCPU.isEmpty ? "unknown" : Figure.decimal(Figure.median(brokerCPU), 2) + " µs") · daemon's peak \
            memory \(Int(memory)) MB\(memoryVerdict)
              runs \(runs.map { Figure.grouped(Int($0.eventsPerSecond)) }.joined(separator: " ")) events/s · \
            \(last.commits) commits, \(Figure.grouped(last.frames)) frames, \
            \(last.outputs.filter { $0.records > 0 }.map { "\(Figure.grouped($0.records)) \($0.topic)" }
                .joined(separator: ", "))
            """)
        return rate
    }
}
