// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .treatAllWarnings(as: .error),
]
let tests = strict

/// The simulation looks into the lanes as tests do. `make simulate` sets SIMULATION and gets it as a program, which is
/// optimised and built with what tests may see.
let simulated: [Target.Dependency] = [
    "DisruptionService", "DisruptionCore", "WireFormat", "KafkaClient", "PostgresClient",
]
let simulation: Target =
    Context.environment["SIMULATION"] == nil
    ? .testTarget(name: "Simulation", dependencies: simulated, exclude: ["Command"], swiftSettings: tests)
    : .executableTarget(
        name: "SimulationCommand", dependencies: simulated, path: "Tests/Simulation", exclude: ["Tests"],
        swiftSettings: tests)

/// Every C library is one system-library target found by pkg-config; README.md says what each is there for.
let package = Package(
    name: "iropsd",
    targets: [
        .systemLibrary(name: "CLibrdkafka", pkgConfig: "rdkafka", providers: [.apt(["librdkafka-dev"])]),
        .systemLibrary(name: "CLibpq", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CLibyaml", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        .systemLibrary(name: "CLibmicrohttpd", pkgConfig: "libmicrohttpd", providers: [.apt(["libmicrohttpd-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CXxhash", pkgConfig: "libxxhash", providers: [.apt(["libxxhash-dev"])]),
        // Of the C library what Swift's own module of it leaves out.
        .systemLibrary(name: "CMalloc"),
        .target(
            name: "CSimdjson",
            cxxSettings: [.define("NDEBUG")],
            linkerSettings: [.linkedLibrary("simdjson")]),

        .target(name: "DisruptionCore", swiftSettings: strict),
        // How messages to people quote and guess.
        .target(name: "Wording", swiftSettings: strict),
        .target(name: "WireFormat", dependencies: ["DisruptionCore", "CSimdjson"], swiftSettings: strict),
        .target(name: "KafkaClient", dependencies: ["CLibrdkafka"], swiftSettings: strict),
        .target(name: "PostgresClient", dependencies: ["CLibpq"], swiftSettings: strict),
        // A PostgreSQL of one's own, for the demonstration and for tests.
        .target(name: "PostgresServer", dependencies: ["PostgresClient"], swiftSettings: strict),
        .target(name: "ReferenceData", dependencies: ["DisruptionCore", "CZlib"], swiftSettings: strict),
        .target(
            name: "History", dependencies: ["DisruptionCore", "WireFormat", "CZlib"], swiftSettings: strict),
        // Months of history through the engine in memory, and what it said scored against what came true.
        .target(
            name: "Backtest", dependencies: ["DisruptionCore", "WireFormat", "History", "ReferenceData"],
            swiftSettings: strict),
        // What history teaches: turns, block gains, and how carriers report.
        .target(name: "Learning", dependencies: ["DisruptionCore", "History"], swiftSettings: strict),
        // A network that never was, flown and disturbed: input records, and the truth beside them.
        .target(
            name: "Simulator", dependencies: ["DisruptionCore", "WireFormat", "Wording"], exclude: ["Scenarios/Files"],
            swiftSettings: strict),
        .target(
            name: "DisruptionService",
            dependencies: [
                "DisruptionCore", "WireFormat", "KafkaClient", "PostgresClient", "ReferenceData", "History",
                "Backtest", "Learning", "Simulator", "Wording", "CLibyaml", "CLibmicrohttpd", "CXxhash", "CMalloc",
            ],
            // Embedded/ holds links to files that belong elsewhere; each becomes PackageResources.<name> as bytes.
            resources: [.embedInCode("Embedded")],
            swiftSettings: strict),
        .target(
            name: "Demonstration",
            dependencies: [
                "DisruptionService", "DisruptionCore", "WireFormat", "KafkaClient", "PostgresClient",
                "PostgresServer", "ReferenceData", "History", "Simulator",
            ],
            swiftSettings: strict),
        .executableTarget(
            name: "iropsd", dependencies: ["DisruptionService", "Demonstration"], swiftSettings: strict),

        .testTarget(name: "DisruptionCoreTests", dependencies: ["DisruptionCore"], swiftSettings: tests),
        .testTarget(name: "WireFormatTests", dependencies: ["WireFormat", "DisruptionCore"], swiftSettings: tests),
        .testTarget(name: "KafkaClientTests", dependencies: ["KafkaClient"], swiftSettings: tests),
        .testTarget(
            name: "PostgresClientTests", dependencies: ["PostgresClient", "PostgresServer"], swiftSettings: tests),
        .testTarget(
            name: "PostgresServerTests", dependencies: ["PostgresServer", "PostgresClient"], swiftSettings: tests),
        .testTarget(
            name: "ReferenceDataTests", dependencies: ["ReferenceData", "DisruptionCore"], swiftSettings: tests),
        .testTarget(
            name: "HistoryTests", dependencies: ["History", "DisruptionCore", "WireFormat"], swiftSettings: tests),
        .testTarget(
            name: "BacktestTests",
            dependencies: ["Backtest", "History", "DisruptionCore", "WireFormat", "ReferenceData"],
            swiftSettings: tests),
        .testTarget(
            name: "LearningTests", dependencies: ["Learning", "DisruptionCore", "History", "ReferenceData"],
            exclude: ["Golden"], swiftSettings: tests),
        .testTarget(
            name: "SimulatorTests", dependencies: ["Simulator", "DisruptionCore", "WireFormat", "ReferenceData"],
            swiftSettings: tests),
        .testTarget(
            name: "DisruptionServiceTests",
            dependencies: [
                "DisruptionService", "DisruptionCore", "WireFormat", "KafkaClient", "PostgresClient", "PostgresServer",
                "ReferenceData", "History", "Wording", "Simulator", "Snapshots",
            ],
            swiftSettings: tests),
        .testTarget(
            name: "DemonstrationTests",
            dependencies: ["Demonstration", "DisruptionService", "DisruptionCore", "Simulator"],
            swiftSettings: tests),
        .testTarget(
            name: "Contracts", dependencies: ["DisruptionService", "DisruptionCore", "ReferenceData", "WireFormat"],
            exclude: ["validate.py"], swiftSettings: tests),
        .target(
            name: "Harness", dependencies: ["KafkaClient"], path: "Tests/Integration/Harness", swiftSettings: tests),
        // Faults done to the real program, and the oracle that judges it.
        .target(
            name: "Chaos",
            dependencies: [
                "Harness", "DisruptionCore", "WireFormat", "ReferenceData", "KafkaClient", "PostgresClient",
                "PostgresServer",
            ],
            path: "Tests/Chaos", exclude: ["Command"], swiftSettings: tests),
        .executableTarget(
            name: "ChaosCommand", dependencies: ["Chaos", "Harness"], path: "Tests/Chaos/Command",
            swiftSettings: tests),
        .testTarget(
            name: "Integration",
            dependencies: [
                "Chaos", "Harness", "DisruptionService", "DisruptionCore", "WireFormat", "KafkaClient",
                "PostgresClient",
                "PostgresServer", "History",
            ],
            exclude: ["Harness"], swiftSettings: tests),
        simulation,
        .target(name: "Snapshots", path: "Tests/Snapshots", swiftSettings: tests),
        .testTarget(name: "Tidy", dependencies: ["Snapshots"], swiftSettings: tests),
        .executableTarget(
            name: "Benchmarks",
            dependencies: [
                "Harness", "DisruptionService", "DisruptionCore", "WireFormat", "KafkaClient", "PostgresClient",
                "PostgresServer", "History", "ReferenceData", "Simulator",
            ],
            path: "Tests/Benchmarks", swiftSettings: strict),
    ],
    cxxLanguageStandard: .cxx17
)
