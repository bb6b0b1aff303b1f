import Glibc

/// What was asked for: the parts in the order of the command line, and how often.
struct BenchmarkOptions {
    enum Part: String, CaseIterable {
        case core, weather, simulator, passengers, snapshot, store, kafka, latency, operations, recovery, sink, outage

        /// Measures the real daemon.
        var needsBroker: Bool {
            ![.core, .weather, .simulator, .passengers, .snapshot, .sink].contains(self)
        }
        /// Has nothing to measure without a file of legs.
        var needsLegs: Bool {
            ![.latency, .weather, .simulator, .passengers, .snapshot, .store].contains(self)
        }
    }

    var parts: [Part] = []
    /// Runs of which the median is printed.
    var runs = 3
    /// Lanes to try.
    var lanes = [1, 2]
    /// Variants of the reference job to run.
    var variants = JobVariant.allCases
    /// Events of the reference job at most.
    var events = Int.max
    /// Seconds of measured input of the latency part.
    var seconds = 60
    /// Seconds during which nothing is counted, so that the broker's compiler is through with what it compiles.
    var warmupSeconds = 40
    /// Properties that the daemon passes on to librdkafka, as `name: value`.
    var properties: [String] = []
    /// The file of legs.
    var legs = ""
    /// The file of METARs; empty for none.
    var reports = ""
    /// A broker that runs already; nil starts one.
    var kafka: String?

    /// Why the words make no sense; for standard error, with exit code 2.
    struct Problem: Error {
        let text: String
    }

    static let help = """
        Benchmarks [PART]... [OPTION VALUE]...      all parts without a word

        core      the core in memory on one core: JSON in, detections out
        weather   METAR and TAF from text, and what follows from them
        simulator a day of 100,000 legs with bookings and weather, made and thrown away
        passengers  that day with all its bookings in memory: bytes, and booking events a second
        snapshot  the state of a full day: size, pause of a lane that encodes it, restoring
        store     the same snapshots through the broker: written, found, read and restored
        kafka     the reference job through the real daemon, exactly once, the broker on the same machine
        latency   1,000 events/s: from the produce call to the disruption read, read_committed
        operations  what metrics, logs and watchdog cost, /metrics under load, the log of a day and of a flood of poison
        recovery  kill -9 with days of US traffic in memory: restart, takeover, warm standby
        sink      the database sink beside plain COPY, on a PostgreSQL of its own
        outage    an hour's outage of the database at 1,000 events/s: how soon the sink has caught up

        --runs N        runs per figure, of which the median is printed; 3
        --lanes N[,N]   lanes to try in part kafka; 1,2
        --only VARIANT  light or all, in part kafka; both
        --events N      at most so many events of the reference job; all
        --seconds N     measured input of part latency; 60
        --warmup N      seconds before the first figure that counts, for the broker's compiler; 40
        --set NAME=VALUE  a property that the daemon passes on to librdkafka

        Environment:
        DATA            file of legs of the reference job (January 2008, *.csv or *.csv.gz); parts snapshot and store
                        some without it
        REPORTS         METARs for part weather: a CSV (*.csv.gz too) whose first column is the report; simulated ones
                        without it
        KAFKA_HOME      where to find a Kafka to start: a folder with a kafka script, or an Apache Kafka distribution
        KAFKA           host:port of a broker that runs already, instead
        IROPSD_BINARY   the daemon; the one beside this program when absent
        BENCH_NOTES     not empty: say which process is measured, for a profiler
        """

    /// - Throws: `Problem`.
    init(_ words: [String], environment: (String) -> String?) throws(Problem) {
        var rest = words[...]
        while let word = rest.popFirst() {
            if let part = Part(rawValue: word) {
                parts.append(part)
                continue
            }
            guard word.hasPrefix("--") else {
                let parts = Part.allCases.map(\.rawValue).joined(separator: ", ")
                throw Problem(text: "unknown part '\(word)': \(parts)")
            }
            guard let value = rest.popFirst() else { throw Problem(text: "\(word) needs a value") }
            try set(word, value)
        }
        if parts.isEmpty { parts = Part.allCases }
        legs = environment("DATA") ?? ""
        reports = environment("REPORTS") ?? ""
        kafka = environment("KAFKA")
        if parts.contains(where: \.needsLegs), legs.isEmpty {
            throw Problem(
                text: "no legs to measure with: set DATA to a file of legs, e.g. DATA=legs_2008_01.csv.gz make bench")
        }
    }

    private mutating func set(_ name: String, _ value: String) throws(Problem) {
        func number(_ range: ClosedRange<Int>) throws(Problem) -> Int {
            guard let number = Int(value), range.contains(number) else {
                throw Problem(text: "\(name) takes \(range.lowerBound) to \(range.upperBound), not '\(value)'")
            }
            return number
        }
        switch name {
        case "--runs": runs = try number(1...100)
        case "--events": events = try number(1...Int.max)
        case "--warmup": warmupSeconds = try number(0...600)
        case "--seconds": seconds = try number(1...3600)
        case "--lanes":
            lanes = value.split(separator: ",").compactMap { Int($0) }.filter { (1...64).contains($0) }
            guard !lanes.isEmpty else { throw Problem(text: "--lanes takes numbers such as 1,2, not '\(value)'") }
        case "--set":
            guard let equals = value.firstIndex(of: "="), equals > value.startIndex else {
                throw Problem(text: "--set takes name=value, not '\(value)'")
            }
            properties.append("\(value[..<equals]): \(value[value.index(after: equals)...])")
        case "--only":
            guard let variant = JobVariant(rawValue: value) else {
                throw Problem(text: "--only takes light or all, not '\(value)'")
            }
            variants = [variant]
        default: throw Problem(text: "unknown option '\(name)'; --help lists them")
        }
    }

    /// A variable of the environment, nil where it is absent or empty.
    static func variable(_ name: String) -> String? {
        guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else { return nil }
        return value
    }
}
