import PostgresClient

/// All keys of the configuration, in the order of the reference file.
///
/// This table is the one source: the reader, its messages, `iropsd check --show` and deploy/iropsd.yaml come from it.
public struct ConfigurationTable: Sendable {
    let keys: [ConfigurationKey]
    private let keysByPath: [[String]: Int]
    private let sectionPaths: Set<[String]>

    /// The keys of this build.
    public static let current = ConfigurationTable()

    private init() {
        keys =
            Self.processKeys + EngineKeys.time + KafkaKeys.all + [Self.postgresUrl, Self.httpListen, Self.httpToken]
            + Self.snapshotKeys
            + EngineKeys.outputs + Self.outputKeys + TopicKeys.all + EngineKeys.detectors
            + EngineKeys.shared + Self.logKeys
        keysByPath = Dictionary(keys.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
        sectionPaths = Set(keys.flatMap { key in (1..<max(1, key.path.count)).map { Array(key.path.prefix($0)) } })
    }

    func key(at path: [String]) -> ConfigurationKey? { keysByPath[path].map { keys[$0] } }

    func isSection(_ path: [String]) -> Bool { sectionPaths.contains(path) }

    /// The names that may stand in a section, sections among them, in the order of the table.
    func names(in section: [String]) -> [String] {
        var names: [String] = []
        for key in keys where key.path.starts(with: section) && key.path.count > section.count {
            let name = key.path[section.count]
            if names.last != name { names.append(name) }
        }
        return names
    }

    private static let processKeys = [
        ConfigurationKey(
            "time", at: \.time, .choice,
            """
            live: a topic partition in which nothing flows follows the clock. replay: only events and time marks \
            move time, for history that is fed in faster than it happened.
            """),
        ConfigurationKey(
            "lanes", at: \.lanes, .integer(1...64, "threads"),
            "Threads of this process that own partitions; of no use beyond the cores of the machine."),
        ConfigurationKey(
            path: ["roles"], meaning: "What this process does: detection, the database sink, or both.",
            allowed: "a list of detect, sink", absence: .value("[detect, sink]"), example: "[detect, sink]",
            isSecret: false,
            reading: .list(
                clear: { $0.roles = [] },
                item: { text, configuration throws(ValueProblem) in
                    configuration.roles.insert(try ValueKind<Role>.choice.parse(text).asRoles)
                }),
            show: { configuration in
                "["
                    + Role.allCases.filter { configuration.roles.contains($0.asRoles) }.map(\.rawValue)
                    .joined(separator: ", ") + "]"
            }),
        ConfigurationKey(
            "learned", at: \.learned, .text("the path of a file") { !$0.isEmpty },
            """
            The file that `iropsd learn` wrote, a path from this file's folder: what history teaches. Of another file \
            the log is told when a process starts with it, its bytes are kept in iropsd.snapshots, and it counts from \
            the next midnight UTC of event time on; in a log that begins, at once. The same for every process of a \
            group.
            """,
            absent: "built-in defaults", example: "/var/lib/iropsd/learned.txt"
        ),
        ConfigurationKey(
            "runways", at: \.runways, .text("the path of a file") { !$0.isEmpty },
            """
            Runways by airport, in the form of OurAirports' runways.csv, plain or compressed by gzip: by them wind \
            across is judged. The same for every process of a group.
            """,
            absent: "wind across the runways takes no capacity", example: "/etc/iropsd/runways.csv"
        ),
        ConfigurationKey(
            "connecting_times", at: \.connectingTimes, .text("the path of a file") { !$0.isEmpty },
            """
            Minimum connecting times by airport, plain or compressed by gzip: cells with commas between, of which the \
            header names airport (a code, or * for all others), domestic_domestic, domestic_international, \
            international_domestic and international_international, in minutes. The same for every process of a group.
            """,
            absent: "45, 60, 60 and 75 minutes everywhere", example: "/etc/iropsd/connecting_times.csv"
        ),
        ConfigurationKey(
            "shutdown_deadline_seconds", at: \.shutdownDeadlineSeconds, .integer(1...600, "seconds"),
            """
            How long a stop asked for by SIGTERM or SIGINT may take to end its transactions, to keep its state and \
            to leave the group. Then the process ends anyway, which loses nothing but makes the next start slower.
            """),
        ConfigurationKey(
            "standby", at: \.standby, .flag,
            """
            Follow the partitions that other processes own, and take them over without reading their state first. \
            Costs the memory of their state.
            """),
    ]

    private static let postgresUrl = ConfigurationKey(
        "postgres", "url", at: \.postgres.url,
        ValueKind(
            allowed: "a libpq URL, or key=value pairs",
            parse: { text throws(ValueProblem) in
                guard !text.isEmpty else { throw ValueProblem("is empty") }
                do throws(PostgresError) {
                    return Secret(text, shownAs: try ConnectionTarget(text).description)
                } catch {
                    throw ValueProblem("is no connection string: \(error.message)")
                }
            },
            show: { $0.description }),
        "The database of the sink. Keep a password out of this file: ${file:…}, or ~/.pgpass.",
        absent: "no sink", example: "postgresql:///iropsd", isSecret: true)

    private static let httpListen = ConfigurationKey(
        "http", "listen", at: \.http.listen, .address,
        """
        Where /live, /ready, /metrics and /status answer. Other than this machine's own addresses they want \
        http.token, and a firewall or a proxy with TLS before them.
        """, absent: "no HTTP", example: "127.0.0.1:9464")

    private static let httpToken = ConfigurationKey(
        "http", "token", at: \.http.token,
        ValueKind(
            allowed: "16 to 200 printable characters without spaces",
            parse: { text throws(ValueProblem) in
                guard (16...200).contains(text.utf8.count), text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
                    throw ValueProblem("is no token")
                }
                return Secret(text)
            },
            show: { $0.description }),
        """
        What every request but /live has to bring, as `Authorization: Bearer TOKEN`. Keep it out of this file: \
        ${file:…} or ${NAME}.
        """, absent: "none is asked for", example: "${file:/etc/iropsd/http-token}", isSecret: true)

    private static let snapshotKeys = [
        ConfigurationKey(
            "snapshots", "interval_seconds", at: \.snapshots.intervalSeconds, .integer(1...86_400, "seconds"),
            """
            How often the state of a partition is written to iropsd.snapshots. What its log has brought since is \
            worked through again after a restart.
            """),
        ConfigurationKey(
            "snapshots", "log_megabytes", at: \.snapshots.logMegabytes, .integer(1...4096, "MiB"),
            "After so much of its log a partition's next snapshot comes earlier, not within 10 s of the last."),
    ]

    private static let outputKeys = [
        ConfigurationKey("outputs", "ml_features", at: \.outputs.mlFeatures, .flag, "Write topic ml.features.")
            .withoutEffect,
        ConfigurationKey(
            "outputs", "system_metrics", at: \.outputs.systemMetrics, .flag,
            "Write what /metrics says to the topic system.metrics, once a minute."),
    ]

    private static let logKeys = [
        ConfigurationKey(
            "log", "format", at: \.log.format, .choice,
            """
            text: lines for a person. json: one JSON object a line. journal: text with priorities for systemd. \
            auto: journal under systemd, text on a terminal, json otherwise.
            """),
        ConfigurationKey(
            "log", "level", at: \.log.level, .choice, "The least important events that are still written."),
    ]
}

/// One word of `roles`.
private enum Role: String, CaseIterable, Sendable {
    case detect, sink

    var asRoles: Configuration.Roles { self == .detect ? .detect : .sink }
}
