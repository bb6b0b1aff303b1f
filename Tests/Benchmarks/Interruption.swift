import DisruptionService
import Glibc

/// SIGINT and SIGTERM: the benchmark ends in order, so that nothing of it is left behind.
enum Interruption {
    /// Thrown where a part was asked to end.
    struct Ended: Error {}

    nonisolated(unsafe) private static var stop: StopRequest?

    /// Takes the signals over; to be called once, before any thread is started.
    static func watch() throws {
        let request = try StopRequest()
        stop = request
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGTERM)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        _ = try SystemThread("signals") {
            var signals = sigset_t()
            sigemptyset(&signals)
            sigaddset(&signals, SIGINT)
            sigaddset(&signals, SIGTERM)
            var number: Int32 = 0
            sigwait(&signals, &number)
            request.request()
            // Who asks twice does not want to wait; what was started goes with the folder it was started from.
            sigwait(&signals, &number)
            _exit(130)
        }
    }

    /// Sleeps so long.
    /// - Throws: `Ended` when asked to end.
    static func sleep(milliseconds: Int32) throws {
        if stop?.wait(milliseconds: milliseconds) == true { throw Ended() }
    }

    /// - Throws: `Ended` when asked to end.
    static func check() throws {
        if stop?.isRequested == true { throw Ended() }
    }
}
