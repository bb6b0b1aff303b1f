package import Harness
import Synchronization

/// The processes of an installation, those that run and those that ran.
package final class Fleet: Sendable {
    /// A process and the name that it goes by.
    package struct Member: Sendable {
        package let daemon: Daemon
        /// nil is dynamic membership.
        package let instance: String?
    }

    private struct State {
        var running: [Member] = []
        var ended: [Member] = []
        var problems: [String] = []
    }

    private let installation: Installation
    private let needs: SceneNeeds
    private let watch: StatusWatch
    private let state = Mutex(State())

    /// Log lines of a process that ended by itself, in a report.
    private static let tail = 6

    package init(_ installation: Installation, needs: SceneNeeds, watch: StatusWatch) {
        self.installation = installation
        self.needs = needs
        self.watch = watch
    }

    package var running: [Member] { state.withLock { $0.running } }
    package var daemons: [Daemon] { running.map(\.daemon) }
    /// Every process that there ever was.
    package var all: [Daemon] { state.withLock { $0.ended + $0.running }.map(\.daemon) }
    /// Processes that ended by themselves or otherwise than they should.
    package var problems: [String] { state.withLock { $0.problems } }

    /// Starts a process; it need not be ready.
    @discardableResult
    package func start(_ instance: String?) throws -> Member {
        let configuration = installation.configuration(
            instance: instance, lanes: needs.lanes, librdkafka: needs.librdkafka)
        let member = Member(daemon: try Daemon(configuration: configuration), instance: instance)
        watch.add(member.daemon)
        state.withLock { $0.running.append(member) }
        return member
    }

    /// One that runs.
    package func one() throws -> Member {
        guard let member = running.first else { throw HarnessError("no process runs") }
        return member
    }

    /// A process has ended, as it was told to.
    package func remove(_ member: Member) {
        watch.remove(member.daemon)
        state.withLock { state in
            state.running.removeAll { $0.daemon === member.daemon }
            state.ended.append(member)
        }
    }

    /// Starts a process under the name of one that has ended.
    @discardableResult
    package func replace(_ member: Member) throws -> Member {
        remove(member)
        return try start(member.instance)
    }

    /// Asks a process to end, in order.
    package func stop(_ member: Member, within seconds: Double = 5) {
        let code = member.daemon.terminate(seconds: seconds)
        if code != 0 {
            report("SIGTERM: \(code.map { "exit code \($0)" } ?? "it did not end within \(seconds) s")", member)
            member.daemon.kill9()
        }
        remove(member)
    }

    /// Looks for processes that ended by themselves, and starts them again as systemd would.
    package func tend() throws {
        for member in running where !member.daemon.isRunning {
            let code = member.daemon.exitCode(within: 1) ?? -1
            report("it ended by itself with \(code)", member)
            try replace(member)
        }
    }

    private func report(_ what: String, _ member: Member) {
        let tail = member.daemon.logLines.suffix(Self.tail).joined(separator: "\n    ")
        state.withLock { $0.problems.append("process \(member.instance ?? "-"): \(what)\n    \(tail)") }
    }
}
