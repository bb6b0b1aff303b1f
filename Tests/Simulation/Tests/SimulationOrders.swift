import Foundation

/// What somebody asks of the simulation by environment variables: `make simulate` sets them.
struct SimulationOrders {
    /// So many histories instead of the few of an ordinary run.
    let seeds: Int?
    /// This one alone, with its story.
    let seed: UInt64?

    static let given = SimulationOrders(ProcessInfo.processInfo.environment)

    init(_ environment: [String: String]) {
        seeds = environment["SEEDS"].flatMap { Int($0) }
        seed = environment["SEED"].flatMap { UInt64($0) }
    }

    /// Nobody asks for anything: the tests that run every time do.
    var isOrdinary: Bool { seeds == nil && seed == nil }

    /// Seeds that nobody has tried.
    static func new(_ count: Int) -> [UInt64] {
        let first = UInt64(Date().timeIntervalSince1970) % 1_000_000 * 1_000
        return (0..<UInt64(count)).map { first + $0 }
    }
}
