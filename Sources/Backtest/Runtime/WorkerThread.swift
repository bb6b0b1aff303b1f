import Glibc

/// A thread of the operating system that runs one body.
final class WorkerThread: @unchecked Sendable {
    // Unchecked: `thread` is written before `init` returns and only read afterwards.
    private var thread = pthread_t()

    /// What `run` needs, carried through C.
    private final class Body: Sendable {
        let run: @Sendable () -> Void
        let isAide: Bool

        init(_ run: @escaping @Sendable () -> Void, isAide: Bool) {
            self.run = run
            self.isAide = isAide
        }
    }

    /// Starts the thread.
    /// - Parameter isAide: it works in the gaps that the other threads leave, and makes room for them at once.
    /// - Throws: `BacktestError.noThread` when the system has no thread left.
    init(isAide: Bool = false, _ run: @escaping @Sendable () -> Void) throws(BacktestError) {
        let body = Unmanaged.passRetained(Body(run, isAide: isAide))
        let error = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let body = Unmanaged<Body>.fromOpaque(argument).takeRetainedValue()
                // Of this thread alone, as Linux has it; without effect where it is refused.
                if body.isAide { setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 19) }
                body.run()
                return nil
            }, body.toOpaque())
        guard error == 0 else {
            body.release()
            throw .noThread(code: error)
        }
    }

    /// Waits for the end of the body; to be called exactly once.
    func join() { pthread_join(thread, nil) }
}
