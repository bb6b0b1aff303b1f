import Glibc

/// A thread of the operating system that runs one body.
final class WorkerThread: @unchecked Sendable {
    // Unchecked: `thread` is written before `init` returns and only read afterwards.
    private var thread = pthread_t()

    /// What `run` needs, carried through C.
    private final class Body: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Starts the thread.
    /// - Throws: `BacktestError.noThread` when the system has no thread left.
    init(_ run: @escaping @Sendable () -> Void) throws(BacktestError) {
        let body = Unmanaged.passRetained(Body(run))
        let error = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
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
