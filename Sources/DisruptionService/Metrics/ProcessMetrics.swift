import DisruptionCore
import Glibc

/// What the operating system knows of this process, under the names that all Prometheus clients use.
public enum ProcessMetrics {
    /// Adds CPU time, memory, open files, the time of the start, the build and its libraries, and the counts of logged
    /// events.
    public static func register(in metrics: MetricsRegistry, log: Log) {
        let startMs = SystemClock.now().ms
        metrics.collectCounters("process_cpu_seconds_total", "CPU time used.", unit: .microseconds) {
            [MetricSample(cpuMicroseconds())]
        }
        metrics.collectGauges("process_resident_memory_bytes", "Memory in use.", unit: .bytes) {
            [MetricSample(residentBytes())]
        }
        metrics.collectGauges("process_open_fds", "Open files and sockets.") { [MetricSample(openFiles())] }
        metrics.collectGauges("process_start_time_seconds", "When the process started.", unit: .milliseconds) {
            [MetricSample(startMs)]
        }
        metrics.collectGauges("iropsd_build_info", "1, with the version of this build.") {
            [MetricSample(1, labels: ["version": ServiceVersion.text])]
        }
        metrics.collectGauges("iropsd_library_info", "1, with the version of a library that is loaded.") {
            ServiceVersion.libraries.map {
                MetricSample(1, labels: ["library": $0.name, "version": $0.version])
            }
        }
        metrics.collectCounters("iropsd_log_events_total", "Events that happened, by code, written or not.") {
            log.counts.map { MetricSample($0.count, labels: ["code": $0.code, "level": $0.level.rawValue]) }
        }
    }

    /// CPU time that the process used in its life.
    static func cpuMicroseconds() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }

    /// Memory in use; 0 without /proc. Source: proc(5), statm: the second number is resident pages.
    static func residentBytes() -> Int64 {
        guard let bytes = try? BoundedFile.read("/proc/self/statm", bytesMax: 4096) else { return 0 }
        let words = String(decoding: bytes, as: UTF8.self).split(separator: " ")
        return words.count > 1 ? (Int64(words[1]) ?? 0) * Int64(sysconf(Int32(_SC_PAGESIZE))) : 0
    }

    /// 0 without /proc.
    private static func openFiles() -> Int64 {
        guard let folder = opendir("/proc/self/fd") else { return 0 }
        defer { closedir(folder) }
        var count: Int64 = 0
        while readdir(folder) != nil { count += 1 }
        // Without `.`, `..` and the folder's own descriptor.
        return max(0, count - 3)
    }
}
