import DisruptionService
import KafkaClient
import PostgresClient
import PostgresServer

/// The database sink beside plain COPY: the same rows, the same server, one after the other in the same run.
struct SinkBenchmark {
    let options: BenchmarkOptions

    /// Events whose outputs are written, where --events does not say less: some five days of flights.
    private static let eventsMax = 300_000

    /// What the sink does with the rows.
    private enum Case: CaseIterable {
        case new, newer, asTheyCome

        var meaning: String {
            switch self {
            case .new: "every record a new row"
            case .newer: "every record a newer version of a row"
            case .asTheyCome: "as the daemon writes them"
            }
        }
    }

    /// Runs and prints.
    func report() throws {
        guard let programs = ServerPrograms.find() else { throw BenchmarkFailure(ServerPrograms.adviceWhenMissing) }
        Console.progress("sink: making the records")
        let corpus = try SinkCorpus(
            ReferenceJob(path: options.legs, most: min(options.events, Self.eventsMax)))
        let server = try PrivateServer(programs: programs)
        defer { server.remove() }
        let database = SinkDatabase(try ConnectionTarget(server.url()))
        try database.migrate()
        describe(corpus, database)
        let distinct = corpus.distinct()
        var rates: [Case: [Double]] = [:]
        var copied: [Double] = []
        for number in 1...options.runs {
            Console.progress("sink: run \(number)")
            try database.empty()
            rates[.new, default: []].append(try write(distinct, database))
            copied.append(try CopyReference(database).run(distinct.entries.count))
            try database.makeOlder()
            rates[.newer, default: []].append(try write(distinct, database))
            try database.empty()
            rates[.asTheyCome, default: []].append(try write(corpus, database))
        }
        let copy = Figure.median(copied)
        Console.say(
            """
            plain COPY, one connection, of the \(Figure.grouped(distinct.entries.count)) rows that the sink makes of \
            them, into tables of the same columns without an index: \(Figure.grouped(Int(copy))) rows/s; runs \
            \(copied.map { Figure.grouped(Int($0)) }.joined(separator: " "))
            """)
        for kind in Case.allCases {
            let runs = rates[kind] ?? []
            let rate = Figure.median(runs)
            Console.say(
                """
                sink, \(kind.meaning): \(Figure.grouped(Int(rate))) records/s, \(Figure.decimal(rate / copy, 2)) x \
                COPY\(kind == .new ? "; " + References.verdict(rate, atLeast: copy / 2) : ""); runs \
                \(runs.map { Figure.grouped(Int($0)) }.joined(separator: " "))
                """)
        }
    }

    private func describe(_ corpus: SinkCorpus, _ database: SinkDatabase) {
        let parts = SinkTable.allCases.map { table in
            "\(Figure.grouped(corpus.count(table))) of \(table.name) with \(corpus.valueBytes(table)) bytes"
        }
        let perEvent = Double(corpus.entries.count) / Double(max(1, corpus.events))
        Console.say(
            """
            sink: PostgreSQL \(database.version), fsync off; records of \(Figure.grouped(corpus.events)) events, \
            \(Figure.decimal(perEvent, 2)) an event: \(parts.joined(separator: ", ")), of all \
            \(Figure.grouped(corpus.tombstones)) tombstones
            """)
    }

    /// Records a second, from the first to the commit of the last.
    private func write(_ corpus: SinkCorpus, _ database: SinkDatabase) throws -> Double {
        let settings = SinkSettings(database: database.target, kafka: [:], topics: [:], holder: "bench")
        let wakeup = try Wakeup()
        let reader = CorpusReader(corpus, limits: settings.limits)
        var trouble: String?
        var session = SinkSession<CorpusReader, SinkStore>(
            limits: settings.limits,
            SinkSession.Parts(
                makeReader: { reader }, makeStore: { try SinkStore(settings, wakeup: wakeup) }, chance: { 0 },
                tell: { event in if event.level != .info { trouble = event.message } }))
        try database.checkpoint()
        _ = session.step(nowMs: SystemClock.monotonicMs())
        let start = ContinuousClock.now
        while true {
            let isThrough = session.status.lag == 0
            switch session.step(nowMs: SystemClock.monotonicMs(), isStopping: isThrough) {
            case .goOn: break
            case .wait(let milliseconds): wakeup.wait(timeout: .milliseconds(milliseconds))
            case .done:
                return Double(corpus.entries.count) / (ContinuousClock.now - start).seconds
            }
            if let trouble { throw BenchmarkFailure(trouble) }
            try Interruption.check()
        }
    }
}
