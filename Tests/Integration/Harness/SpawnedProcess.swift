package import Glibc
import Synchronization

/// A child process in a process group of its own.
package final class SpawnedProcess: Sendable {
    package let id: pid_t
    private let ended = Mutex<Int32?>(nil)

    /// Starts a command found on PATH.
    ///
    /// - Parameters:
    ///   - command: the program and its arguments.
    ///   - environment: variables set on top of this process's own.
    ///   - input: the descriptor that becomes its standard input; nothing to read where nil.
    ///   - output: the file to which standard output is appended.
    ///   - errors: the file to which standard error is appended; the same as `output` where nil.
    package init(
        _ command: [String], environment: [String: String] = [:], input: Int32? = nil, output: String = "/dev/null",
        errors: String? = nil
    ) throws(HarnessError) {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        if let input {
            posix_spawn_file_actions_adddup2(&actions, input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        let append = O_WRONLY | O_CREAT | O_APPEND
        posix_spawn_file_actions_addopen(&actions, 1, output, append, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, errors ?? output, append, 0o600)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var all = sigset_t()
        sigfillset(&all)
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setsigmask(&attributes, &none)
        // A group of its own keeps a terminal's Ctrl-C away: whoever spawned it decides when it ends.
        posix_spawnattr_setflags(
            &attributes, Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETPGROUP))

        var child: pid_t = 0
        let code = withCStrings(command) { arguments in
            withCStrings(Self.variables(environment)) { variables in
                posix_spawnp(&child, command.first ?? "", &actions, &attributes, arguments, variables)
            }
        }
        guard code == 0 else {
            throw HarnessError("cannot start \(command.joined(separator: " ")): \(String(cString: strerror(code)))")
        }
        id = child
    }

    /// Sends a signal, unless the process has been seen to end.
    package func send(_ signal: Int32) {
        ended.withLock { code in
            if code == nil { kill(id, signal) }
        }
    }

    /// Waits for the end: the exit code, 128 + the signal that ended it, or nil when it still runs after so long.
    package func exitCode(within seconds: Double) -> Int32? {
        let deadline = Deadline(seconds: seconds)
        while true {
            if let code = endedCode() { return code }
            guard !deadline.hasPassed else { return nil }
            usleep(5_000)
        }
    }

    /// Whether it has not ended yet.
    package var isRunning: Bool { endedCode() == nil }

    /// Runs a command to its end and returns what it printed; throws where it fails or takes too long.
    @discardableResult
    package static func run(
        _ command: [String], environment: [String: String] = [:], in folder: TemporaryFolder, seconds: Double = 90
    ) throws(HarnessError) -> String {
        let log = folder.unusedPath("run.log")
        let process = try SpawnedProcess(command, environment: environment, output: log)
        guard let code = process.exitCode(within: seconds) else {
            process.send(SIGKILL)
            throw HarnessError("\(command.joined(separator: " ")) did not end within \(seconds) s")
        }
        let printed = TextFile.read(log)
        guard code == 0 else {
            throw HarnessError("\(command.joined(separator: " ")) ended with \(code): \(printed.suffix(2_000))")
        }
        return printed
    }

    private func endedCode() -> Int32? {
        ended.withLock { code in
            guard code == nil else { return code }
            var status: Int32 = 0
            guard waitpid(id, &status, WNOHANG) == id else { return nil }
            let signal = status & 0x7f
            code = signal == 0 ? (status >> 8) & 0xff : 128 + signal
            return code
        }
    }

    private static func variables(_ changes: [String: String]) -> [String] {
        var kept: [String] = []
        var next = environ
        while let entry = next.pointee {
            let variable = String(cString: entry)
            if changes[String(variable.prefix { $0 != "=" })] == nil { kept.append(variable) }
            next += 1
        }
        return kept + changes.map { "\($0.key)=\($0.value)" }.sorted()
    }
}

/// Lends strings as the null-terminated array that C wants.
private func withCStrings<R>(_ strings: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> R) -> R {
    let copies = strings.map { strdup($0) }
    defer { for copy in copies { free(copy) } }
    return body(copies + [nil])
}
