import Glibc
import Harness

/// The parts that were asked for, one after the other; whatever was started has ended when this is through.
struct BenchmarkRun {
    let options: BenchmarkOptions

    init(_ options: BenchmarkOptions) { self.options = options }

    /// - Throws: where a part cannot be measured.
    func report() throws {
        try Interruption.watch()
        Self.chooseBinary()
        var broker: BenchmarkBroker?
        defer {
            Console.endProgress()
            try? broker?.stop()
        }
        if options.parts.contains(where: \.needsBroker) {
            if access(try Daemon.binary(), X_OK) != 0 { throw HarnessError("no daemon at \(try Daemon.binary())") }
            broker = try BenchmarkBroker(at: options.kafka)
        }
        Console.say(MachineText.line(broker: broker?.version ?? "none"))
        for part in options.parts {
            switch part {
            case .core: try CoreBenchmark.report(options)
            case .weather: try WeatherBenchmark.report(options)
            case .simulator: try SimulatorBenchmark.report(options)
            case .passengers: try PassengerBenchmark.report(options)
            case .sink: try SinkBenchmark(options: options).report()
            case .outage: if let broker { try OutageBenchmark(options: options, broker: broker).report() }
            case .snapshot: try SnapshotBenchmark.report(options)
            case .store: if let broker { try StoreBenchmark.report(options, broker) }
            case .kafka: if let broker { try KafkaBenchmark(options: options, broker: broker).report() }
            case .latency: if let broker { try LatencyBenchmark(options: options, broker: broker).report() }
            case .operations: if let broker { try OperationsBenchmark(options: options, broker: broker).report() }
            case .recovery: if let broker { try RecoveryBenchmark(options: options, broker: broker).report() }
            }
        }
    }

    /// The daemon beside this program is the one built with it, and as it was.
    private static func chooseBinary() {
        var path = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &path, path.count - 1)
        guard count > 0 else { return }
        let own = String(decoding: path.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        let folder = own.lastIndex(of: "/").map { own[..<$0] } ?? ""
        if BenchmarkOptions.variable("IROPSD_BINARY") == nil { setenv("IROPSD_BINARY", "\(folder)/iropsd", 1) }
    }
}
