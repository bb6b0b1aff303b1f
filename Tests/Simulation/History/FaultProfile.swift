/// Which faults a history may meet, before the seed has its say.
struct FaultProfile: Sendable {
    /// By which somebody asks for it.
    let name: String
    var kinds: [Fault]
    /// nil: the seed decides.
    var isLive: Bool?
    var isUndisturbed = false
    /// Histories in which frames are cut small, in thousandths.
    var cutFrames = 500
    /// Processes at the most, and lanes of one.
    var processes = 3
    var lanes = 2
    /// Processes without a static name, in thousandths.
    var dynamic = 400
    /// Processes with a warm standby, in thousandths.
    var standby = 300
    /// Partitions of flight.events; nil: the seed decides.
    var flightPartitions: Int?
    /// Steps of a process that a fault waits for, and faults that wait for one, in thousandths.
    var points = StepPoint.allCases
    var waiting = 600
    /// Between two faults, ms, at the most; the seed makes it less.
    var pauseMs: Int64 = 15_000

    static let undisturbed = FaultProfile(name: "undisturbed", kinds: [], isUndisturbed: true)
    static let everything = FaultProfile(name: "everything", kinds: Fault.allCases)
    /// Crashes and what goes with them.
    static let crashes = FaultProfile(
        name: "crashes", kinds: [.crash, .indefiniteCommits, .frameFailure, .slowMarkers, .slowLeader], isLive: false,
        cutFrames: 900, pauseMs: 6_000)
    /// Crashes while frames are under way, cut elsewhere in each life.
    static let frames = FaultProfile(
        name: "frames", kinds: [.crash, .slowLeader], isLive: false, cutFrames: 1_000, lanes: 1,
        points: [.frame, .frameInLog], waiting: 900, pauseMs: 4_000)
    /// Databases that come and go, and sinks that take over from each other.
    static let databases = FaultProfile(
        name: "databases", kinds: [.databaseAway, .brokenConnections, .crash, .freeze, .cut, .lostRequests],
        isLive: false, points: [.stored, .effect], pauseMs: 6_000)
    static let live = FaultProfile(name: "live", kinds: [.crash, .cleanStop], isLive: true, pauseMs: 20_000)
    /// Partitions go from one process to another, with transactions under way.
    static let takeovers = FaultProfile(
        name: "takeovers", kinds: [.freeze, .cut, .slowMarkers, .slowLeader, .rejoin, .cleanStop, .crash],
        isLive: false, dynamic: 800, pauseMs: 6_000)
    /// Restores in short succession.
    static let restores = FaultProfile(
        name: "restores", kinds: [.crash, .slowMarkers, .slowLeader, .indefiniteCommits], isLive: false, standby: 0,
        pauseMs: 5_000)
    static let standbys = FaultProfile(
        name: "standbys", kinds: [.crash, .cleanStop, .rejoin, .slowMarkers], isLive: false, standby: 1_000,
        pauseMs: 6_000)
    /// A process comes again with another `time` than it had.
    static let otherTimes = FaultProfile(
        name: "otherTimes", kinds: [.otherTime], isLive: false, processes: 1, pauseMs: 8_000)
    /// A build with other rules is put in the place of the one before.
    static let otherBuilds = FaultProfile(
        name: "otherBuilds", kinds: [.otherBuild, .crash, .slowMarkers, .cut], isLive: false, pauseMs: 8_000)
    /// One process that hardly gets the processor, in live time.
    static let slowness = FaultProfile(
        name: "slowness", kinds: [.slow], isLive: true, processes: 1, flightPartitions: 1, pauseMs: 60_000)

    private static let all = [
        everything, undisturbed, crashes, frames, databases, live, takeovers, restores, standbys, otherTimes,
        otherBuilds, slowness,
    ]

    static var names: [String] { all.map(\.name) }

    static func named(_ name: String) -> FaultProfile? { all.first { $0.name == name } }
}
