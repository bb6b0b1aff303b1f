import DisruptionService
import Glibc
import Harness
import KafkaClient
import WireFormat

/// What it costs to be looked after: metrics, logs and the watchdog beside none of them; /metrics under load; the log
/// of a day, and of a flood of records that nobody can read.
struct OperationsBenchmark {
    let options: BenchmarkOptions
    let broker: BenchmarkBroker
    private let prefix = "bench-operations-\(getpid())"

    /// 605,765 legs in January 2008 with a schedule, a departure and an arrival each.
    private static let eventsPerDay = 605_765.0 * 3 / 31
    private static let poisonRecords = 1_000_000

    func report() throws {
        var inputs = installation("input")
        inputs.variant = .light
        defer { try? inputs.remove(andInputs: true) }
        try inputs.applyTopics()
        let loaded = try JobLoader(installation: inputs).load(ReferenceJob(path: options.legs, most: options.events))
        _ = try run(0, isWatched: false, loaded)
        var (bare, watched) = ([WatchedRun](), [WatchedRun]())
        for number in 1...options.runs {
            Console.progress("run \(number) of \(options.runs)")
            bare.append(try run(2 * number, isWatched: false, loaded))
            watched.append(try run(2 * number + 1, isWatched: true, loaded))
        }
        // Others on the machine only ever make a run slower, by more than what is looked for: the best run counts.
        let rates = (bare.map(\.eventsPerSecond).max() ?? 0, watched.map(\.eventsPerSecond).max() ?? 0)
        let cpu = (bare.map(\.daemonMicroseconds).min() ?? 0, watched.map(\.daemonMicroseconds).min() ?? 0)
        let scrapes = watched.flatMap(\.scrapes).sorted()
        let days = Double(loaded.events) / Self.eventsPerDay
        let log = Double(watched.map(\.logBytes).max() ?? 0)
        Console.say(
            """
            looked after, best of \(options.runs) runs: \(Figure.grouped(Int(rates.1))) events/s and \
            \(Figure.decimal(cpu.1, 2)) µs of CPU an event, beside \(Figure.grouped(Int(rates.0))) and \
            \(Figure.decimal(cpu.0, 2)) without metrics, statistics, log and watchdog: \
            \(Figure.decimal((1 - rates.1 / rates.0) * 100, 1)) % of the throughput, \
            \(Figure.decimal((cpu.1 / cpu.0 - 1) * 100, 1)) % of the CPU (goal 3)
            every run: \(Self.list(watched)) beside \(Self.list(bare))
            /metrics under load: half within \(Figure.decimal(Figure.median(scrapes), 1)) ms, \
            \(scrapes.filter { $0 < 10 }.count) of \(scrapes.count) within 10 (goal: all), the longest \
            \(Figure.decimal(scrapes.last ?? 0, 1)) ms
            log: \(Int(log / 1000)) kB for \(Figure.decimal(days, 1)) days of US events (goal 50 MB a day)
            """)
        try flood(inputs)
    }

    private static func list(_ runs: [WatchedRun]) -> String {
        runs.map { "\(Int($0.eventsPerSecond / 1000))k/\(Figure.decimal($0.daemonMicroseconds, 2))" }
            .joined(separator: " ")
    }

    private func run(_ number: Int, isWatched: Bool, _ job: JobLoader.Outcome) throws -> WatchedRun {
        var own = installation("run\(number)")
        own.variant = .light
        own.lanes = options.lanes[0]
        return try WatchedRun(own, job: job, isWatched: isWatched)
    }

    private func installation(_ name: String) -> Installation {
        Installation(bootstrapServers: broker.bootstrapServers, name: "\(prefix)-\(name)", inputs: "\(prefix)-input")
    }

    /// A million records that are no JSON.
    private func flood(_ inputs: Installation) throws {
        var own = inputs
        own = Installation(
            bootstrapServers: broker.bootstrapServers, name: "\(prefix)-flood", inputs: "\(prefix)-flood-input")
        defer { try? own.remove(andInputs: true) }
        try own.applyTopics()
        let daemon = try Daemon(configuration: own.yaml)
        try daemon.waitUntilReady()
        let target = try KafkaFeedTarget(
            settings: ["bootstrap.servers": own.bootstrapServers],
            inputs: [.init(.flightEvents, topic: own.topic("flight.events"), partitions: 6)], hooks: KafkaHooks())
        let poison = Array(#"{"event_id": "poison", "event_type": FLIGHT_"#.utf8)
        try poison.withUnsafeBytes { value in
            for number in 0..<Self.poisonRecords {
                let key = Array("p\(number)".utf8)
                try key.withUnsafeBytes { key in
                    while try !target.send(to: .flightEvents, key: key, value: value) {
                        try target.wait(milliseconds: 10)
                    }
                }
                if number % 100_000 == 0 { Console.progress("poison: \(Figure.grouped(number))") }
            }
        }
        _ = target.finish(within: .seconds(120))
        let isThrough: Bool? = Deadline.poll(seconds: 300, everyMs: 500) {
            let letters = MetricsPage(daemon)?.sum("iropsd_dead_letters_total") ?? 0
            return Int(letters) >= Self.poisonRecords ? true : nil
        }
        guard isThrough == true, daemon.terminate(seconds: 60) == 0 else {
            throw BenchmarkFailure("the flood was not worked through")
        }
        Console.say(
            """
            log of \(Figure.grouped(Self.poisonRecords)) poison records: \
            \(Figure.decimal(Double(daemon.logBytes) / 1000, 1)) kB (goal 1 MB)
            """)
    }
}
