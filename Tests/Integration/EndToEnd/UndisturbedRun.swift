import Chaos
import Harness

/// The scenario through one process with one lane that nobody disturbs: what all other runs are compared with.
struct UndisturbedRun {
    let installation: Installation
    let disruptions: DetectedDisruptions
    /// Rows of flight_state, and what the topic says they should be, before the last marks.
    let stateRows: [String: Int]
    let states: [String: Int]
    /// What the process counted in the end.
    let accepted: Int
    let rejected: Int
    let tombstones: Int
    let marks: Int

    static func shared() throws -> UndisturbedRun { try result.get() }

    private static let result = Result { try UndisturbedRun() }

    private init() throws {
        let scenario = Scenario.shared
        let installation = try Installation.ready(hasDatabase: true)
        let parts = scenario.parts(1)
        // One snapshot, at the end: others read the log from its first record.
        let daemon = try Daemon(
            configuration: installation.configuration() + "\nsnapshots: {interval_seconds: 86400, log_megabytes: 4096}")
        try installation.write(parts[0])
        try DaemonProgress.waitUntilQuiet([daemon], through: DisruptedDays.middleMinute)
        let states = StateTable.told(try installation.read("flight.state"))
        stateRows = try StateTable.rows(installation) { $0 == states }
        self.states = states
        try installation.write(parts[1])
        try DaemonProgress.waitUntilQuiet([daemon], through: DisruptedDays.endMinute)
        accepted = DaemonProgress.sum("iropsd_events_accepted_total", of: daemon)
        rejected = DaemonProgress.sum("iropsd_dead_letters_total", of: daemon)
        tombstones = DaemonProgress.sum("iropsd_tombstones_total", of: daemon)
        marks = DaemonProgress.sum("iropsd_time_marks_total", of: daemon)
        guard daemon.terminate() == 0 else { throw HarnessError("SIGTERM did not end the daemon with 0") }
        disruptions = try DetectedDisruptions(installation.read("disruption.events"))
        self.installation = installation
    }
}
