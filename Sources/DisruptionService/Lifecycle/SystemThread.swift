import Glibc
import Synchronization

/// A thread of the operating system that runs one body, with a name that `top -H` shows.
public final class SystemThread: @unchecked Sendable {
    // Unchecked: `thread` is written before `init` returns and only read afterwards.
    private var thread = pthread_t()
    private static let names = Mutex<[String: Int]>([:])

    /// The names of those that have not ended, sorted: what a process that does not end waits for.
    static var running: [String] { names.withLock { $0.filter { $0.value > 0 }.keys.sorted() } }

    /// What `run` needs, carried through C.
    private final class Body: Sendable {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// Starts the thread.
    /// - Parameter name: at most 15 bytes are shown.
    /// - Throws: `CommandError` when the system has no thread left.
    public init(_ name: String, _ run: @escaping @Sendable () -> Void) throws(CommandError) {
        let body = Unmanaged.passRetained(Body(name: name, run: run))
        SystemThread.names.withLock { $0[name, default: 0] += 1 }
        let error = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
                SystemThread.setName(body.name)
                body.run()
                SystemThread.names.withLock { $0[body.name, default: 1] -= 1 }
                return nil
            }, body.toOpaque())
        guard error == 0 else {
            body.release()
            SystemThread.names.withLock { $0[name, default: 1] -= 1 }
            throw CommandError(
                "no thread for \(name): \(SystemError.text(error)); raise the limit of processes or memory")
        }
    }

    /// Names the calling thread; without /proc it stays without a name.
    private static func setName(_ name: String) {
        let descriptor = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        let bytes = Array(name.utf8.prefix(15))
        _ = write(descriptor, bytes, bytes.count)
        close(descriptor)
    }

    /// Waits for the end of the body; to be called exactly once, or never.
    public func join() { pthread_join(thread, nil) }

    /// Lets the thread end by itself, in place of `join`.
    func detach() { pthread_detach(thread) }

    /// Sends a signal to this thread alone.
    func signal(_ number: Int32) { pthread_kill(thread, number) }
}
