import DisruptionCore
import Glibc
import ReferenceData
import Simulator

/// A day of 100,000 legs with all their bookings and weather, made on one core and thrown away.
struct SimulatorBenchmark {
    private static let secondsGoal = 10.0
    private static let megabytesGoal = 500.0

    private struct Outcome {
        var seconds = 0.0
        var legs = 0
        var records = 0
        var bytes = 0
    }

    private static func run() throws -> Outcome {
        let airports = try ReferenceAirports.load().directory
        var outcome = Outcome()
        outcome.seconds = try ContinuousClock().measure {
            var options = SimulationOptions(
                scenarios: [Scenario(name: "normal", summary: "")], date: CalendarDate(days: 20_467))
            options.scale = SimulationOptions.scaleMax
            var simulation = try Simulation(options, airports: airports)
            while let record = simulation.next() {
                outcome.bytes += record.key.count + record.value.count
                simulation.takeTruth { outcome.bytes += $0.count }
            }
            outcome.legs = simulation.status.legs
            outcome.records = simulation.status.records
        }.seconds
        return outcome
    }

    /// Runs and prints.
    static func report(_ options: BenchmarkOptions) throws {
        var outcomes: [Outcome] = []
        for _ in 0..<options.runs {
            outcomes.append(try run())
            Console.progress("simulator: \(outcomes.count) of \(options.runs) runs")
        }
        let seconds = Figure.median(outcomes.map(\.seconds))
        let first = outcomes[0]
        let peak = ProcessFigures(of: [getpid()]).peakMegabytes
        Console.say(
            """
            simulator, one core: \(Figure.grouped(first.legs)) legs with \(Figure.grouped(first.records)) records \
            (\(Figure.grouped(first.bytes / 1_000_000)) MB) in \(Figure.decimal(seconds, 1)) s; \
            \(References.verdict(seconds, atMost: secondsGoal, "s")); peak memory of this process \
            \(Figure.decimal(peak, 0)) MB; \(References.verdict(peak, atMost: megabytesGoal, "MB"))
            """)
    }
}
