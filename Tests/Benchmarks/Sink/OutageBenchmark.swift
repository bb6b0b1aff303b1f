import DisruptionService
import Glibc
import Harness
import KafkaClient
import PostgresClient
import PostgresServer
import WireFormat

/// An hour's outage of the database at 1,000 events/s: the output topics hold what the daemon wrote meanwhile, the
/// sink alone catches up.
struct OutageBenchmark {
    let options: BenchmarkOptions
    let broker: BenchmarkBroker

    /// Events of the hour.
    private static let events = 3_600_000
    private static let goalSeconds = 60.0
    private static let stuckSeconds: Int64 = 600

    /// Runs once and prints.
    func report() throws {
        guard let programs = ServerPrograms.find() else { throw BenchmarkFailure(ServerPrograms.adviceWhenMissing) }
        let installation = Installation(
            bootstrapServers: broker.bootstrapServers, name: "bench-\(getpid())-outage",
            inputs: "bench-\(getpid())-outage")
        try installation.applyTopics()
        defer { try? installation.remove(andInputs: true) }
        let filled = try OutageTopics(installation).fill(
            ReferenceJob(path: options.legs, most: min(options.events, Self.events)),
            events: min(options.events, Self.events))
        let server = try PrivateServer(programs: programs)
        defer { server.remove() }
        let database = SinkDatabase(try ConnectionTarget(server.url()))
        try database.migrate()
        let status = try catchUp(installation, database)
        let records = Double(filled.records)
        let written = status.written.sorted { $0.key.name < $1.key.name }.map {
            "\(Figure.grouped(Int($0.value))) of \($0.key.name)"
        }
        let verdict =
            filled.events == Self.events
            ? "; " + References.verdict(status.seconds, atMost: Self.goalSeconds, "s") : ""
        Console.say(
            """
            sink, \(Figure.grouped(filled.events)) events' outage caught up in \(Figure.decimal(status.seconds)) \
            s\(verdict): \(Figure.grouped(filled.records)) records, \
            \(Figure.decimal(records / Double(filled.events), 2)) an event, \
            \(Figure.grouped(Int(records / status.seconds)))/s; newest of their keys and brought to the tables: \
            \(written.joined(separator: ", ")); CPU of sink \(Figure.decimal(status.sinkSeconds)) and broker \
            \(Figure.decimal(status.brokerSeconds)) s; memory from \(Int(status.megabytesBefore)) to at most \
            \(Int(status.megabytes)) MB
            """)
    }

    private struct Outcome {
        var seconds = 0.0
        var written: [SinkTable: Int64] = [:]
        /// CPU time of this process, which the sink runs in, and of the broker.
        var sinkSeconds = 0.0
        var brokerSeconds = 0.0
        /// Memory of this process before the sink begins, and the most that it had since.
        var megabytesBefore = 0.0
        var megabytes = 0.0
    }

    private func catchUp(_ installation: Installation, _ database: SinkDatabase) throws -> Outcome {
        var settings = SinkSettings(
            database: database.target, kafka: ["bootstrap.servers": broker.bootstrapServers],
            topics: [
                .disruptions: installation.topic("disruption.events"),
                .flightState: installation.topic("flight.state"),
                .deadLetters: installation.topic("dead.letter.queue"),
            ], holder: "bench")
        settings.kafka["group.id"] = installation.name
        let stop = try StopRequest()
        let runner = try SinkRunner(
            settings, log: Log(format: .text(isColoured: false), level: .error, descriptor: STDERR_FILENO), stop: stop)
        forgetPeak()
        let (before, brokerBefore) = (ProcessFigures(of: [getpid()]), ProcessFigures(of: broker.processes))
        let start = ContinuousClock.now
        let thread = try SystemThread("sink") { runner.run() }
        defer {
            stop.request()
            thread.join()
        }
        while true {
            let status = runner.status
            if status.state == .running, status.lag == 0 { break }
            Console.progress("sink, outage: \(Figure.grouped(Int(status.lag ?? 0))) records behind")
            guard ContinuousClock.now - start < .seconds(Self.stuckSeconds) else {
                throw BenchmarkFailure("not caught up after \(Self.stuckSeconds) s: \(status)")
            }
            try Interruption.sleep(milliseconds: 20)
        }
        let status = runner.status
        guard status.rejected == 0 else { throw BenchmarkFailure("\(status.rejected) records were refused") }
        let (after, brokerAfter) = (ProcessFigures(of: [getpid()]), ProcessFigures(of: broker.processes))
        return Outcome(
            seconds: (ContinuousClock.now - start).seconds, written: status.written,
            sinkSeconds: (after.cpuMicroseconds - before.cpuMicroseconds) / 1e6,
            brokerSeconds: (brokerAfter.cpuMicroseconds - brokerBefore.cpuMicroseconds) / 1e6,
            megabytesBefore: before.residentMegabytes, megabytes: after.peakMegabytes)
    }

    /// Begins the peak of this process's memory anew.
    /// Source: proc(5), /proc/pid/clear_refs.
    private func forgetPeak() {
        let file = open("/proc/self/clear_refs", O_WRONLY)
        guard file >= 0 else { return }
        _ = write(file, "5", 1)
        close(file)
    }
}
