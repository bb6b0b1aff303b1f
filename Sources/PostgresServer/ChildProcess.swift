import Glibc
import PostgresClient

/// A program started in a process group of its own, with its standard input held by this process and its output in a
/// file.
struct ChildProcess: Sendable {
    let processID: pid_t
    private let input: Int32

    /// Starts a program, found along `PATH`; its standard output and error are appended to a file.
    init(_ program: String, _ arguments: [String], outputFile: String) throws(PrivateServerError) {
        var ends: [Int32] = [-1, -1]
        // Close-on-exec from the start: no other child may hold the end whose closing tells this one that we are gone.
        let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, type, 0, &ends) == 0 else {
            throw PrivateServerError("no socket pair: \(systemError(errno))")
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
        posix_spawn_file_actions_addopen(&actions, 1, outputFile, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        posix_spawn_file_actions_adddup2(&actions, 1, 2)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
            Glibc.close(ends[0])
        }
        // A group of its own keeps a terminal's Ctrl-C away; this process's signal mask is not passed on.
        var none = sigset_t()
        var all = sigset_t()
        sigemptyset(&none)
        sigfillset(&all)
        posix_spawnattr_setsigmask(&attributes, &none)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Self.flags)
        var processID: pid_t = 0
        let status = withStrings([program] + arguments) { strings in
            let argv = strings.map { UnsafeMutablePointer(mutating: $0) } + [nil]
            return posix_spawnp(&processID, program, &actions, &attributes, argv, environ)
        }
        guard status == 0 else {
            Glibc.close(ends[1])
            throw PrivateServerError("cannot start \(program): \(systemError(status))")
        }
        self.processID = processID
        input = ends[1]
    }

    private static let flags =
        Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF) | Int16(POSIX_SPAWN_SETPGROUP)

    /// Writes a line to the program's standard input and closes it.
    func finish(with line: String) {
        var text = line + "\n"
        // A program that is gone cannot be told; the wait that follows sees it.
        text.withUTF8 { _ = send(input, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
        Glibc.close(input)
    }

    /// Waits for the program to end, at most so long.
    ///
    /// - Returns: its exit status (128 and more: ended by a signal), nil where it still runs.
    func wait(seconds: Int) -> Int32? {
        for _ in 0...(seconds * 200) {
            var status: Int32 = 0
            if waitpid(processID, &status, WNOHANG) == processID {
                let signal = status & 0x7f
                return signal == 0 ? (status >> 8) & 0xff : 128 + signal
            }
            usleep(5_000)
        }
        return nil
    }

    /// True until the program has ended. Leaves its status to be waited for.
    var isRunning: Bool {
        var information = siginfo_t()
        let answer = waitid(P_PID, id_t(processID), &information, WEXITED | WNOHANG | WNOWAIT)
        return answer == 0 && information.si_signo == 0
    }

    /// Ends the program at once.
    func kill() {
        Glibc.kill(processID, SIGKILL)
    }

    /// Runs a program to its end.
    static func run(
        _ program: String, _ arguments: [String], outputFile: String, seconds: Int
    ) throws(PrivateServerError) {
        let child = try ChildProcess(program, arguments, outputFile: outputFile)
        child.finish(with: "")
        guard let status = child.wait(seconds: seconds) else {
            child.kill()
            throw PrivateServerError("\(program) did not end within \(seconds) s")
        }
        guard status == 0 else { throw PrivateServerError("\(program) failed with status \(status)") }
    }
}

/// The system's text for an error number.
func systemError(_ number: Int32) -> String {
    String(cString: strerror(number))
}
