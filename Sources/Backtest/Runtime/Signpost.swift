import Glibc

/// A lock with a condition, for threads that wait for each other.
///
/// Owns a `pthread_mutex_t` and a `pthread_cond_t` at fixed places, as POSIX wants them.
final class Signpost: @unchecked Sendable {
    // Unchecked: the places are set once; what stands there is made for several threads.
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let condition: UnsafeMutablePointer<pthread_cond_t>

    init() {
        mutex = .allocate(capacity: 1)
        condition = .allocate(capacity: 1)
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    func lock() { pthread_mutex_lock(mutex) }
    func unlock() { pthread_mutex_unlock(mutex) }

    /// Waits for `wakeAll`, or for no reason; the caller holds the lock and looks again.
    func wait() { pthread_cond_wait(condition, mutex) }

    /// `wait`, for at most so long.
    func wait(milliseconds: Int) {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        let nanoseconds = time.tv_nsec + milliseconds % 1000 * 1_000_000
        time.tv_sec += milliseconds / 1000 + nanoseconds / 1_000_000_000
        time.tv_nsec = nanoseconds % 1_000_000_000
        pthread_cond_timedwait(condition, mutex, &time)
    }

    func wakeAll() { pthread_cond_broadcast(condition) }
}
