import CMalloc

/// When memory that is free within the process goes back to the system: glibc keeps what a catch-up or a restored
/// snapshot freed for as long as the process lives, mostly the buffers of what was fetched ahead.
///
/// Only while there is little to do: giving back and asking again cost time.
struct IdleMemory {
    /// A process that used less than this part of one core since the last look has little to do: a quarter.
    static let idlePart: Int64 = 4
    /// Memory beyond what was left after the last time that makes it worth while, bytes.
    static let worthBytes: Int64 = 16 * 1024 * 1024
    /// After so long memory is given back whatever was left the last time, for states that went to other processes, ms.
    static let patienceMs: Int64 = 600_000

    private var lastLook: (ms: Int64, cpuMicroseconds: Int64)?
    private var last: (ms: Int64, bytes: Int64)?

    /// Looks at the process.
    /// - Parameters:
    ///   - nowMs: monotonic, ms.
    ///   - cpuMicroseconds: CPU time that the process used in its life.
    ///   - residentBytes: memory in use.
    /// - Returns: whether to give memory back now.
    mutating func isDue(nowMs: Int64, cpuMicroseconds: Int64, residentBytes: Int64) -> Bool {
        defer { lastLook = (nowMs, cpuMicroseconds) }
        guard let lastLook else { return false }
        let used = cpuMicroseconds - lastLook.cpuMicroseconds
        guard used * IdleMemory.idlePart < (nowMs - lastLook.ms) * 1_000 else { return false }
        guard let last else { return true }
        return residentBytes - last.bytes >= IdleMemory.worthBytes || nowMs - last.ms >= IdleMemory.patienceMs
    }

    /// Says that memory was given back.
    /// - Parameter residentBytes: what is left.
    mutating func noteDone(nowMs: Int64, residentBytes: Int64) { last = (nowMs, residentBytes) }

    /// Looks, and gives back what is free. Threads that ask for memory meanwhile wait.
    mutating func look() {
        let due = isDue(
            nowMs: SystemClock.monotonicMs(), cpuMicroseconds: ProcessMetrics.cpuMicroseconds(),
            residentBytes: ProcessMetrics.residentBytes())
        guard due else { return }
        malloc_trim(0)
        noteDone(nowMs: SystemClock.monotonicMs(), residentBytes: ProcessMetrics.residentBytes())
    }
}
