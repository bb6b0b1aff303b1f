import Glibc
import Harness

/// What the kernel knows of processes of this machine.
struct ProcessFigures {
    /// CPU time of all of them, user and system. Microseconds, in steps of the kernel's clock tick (10 ms).
    var cpuMicroseconds = 0.0
    /// The sum of the most memory that each ever held. Megabytes.
    var peakMegabytes = 0.0

    /// The sum of the memory that each holds now. Megabytes.
    var residentMegabytes = 0.0

    /// Processes that have ended count nothing.
    init(of processes: [pid_t]) {
        let tick = 1e6 / Double(sysconf(Int32(_SC_CLK_TCK)))
        for process in processes {
            // The command's name stands in brackets and may hold blanks; utime and stime are the 12th and 13th behind.
            let stat = TextFile.read("/proc/\(process)/stat")
            let fields = stat[(stat.lastIndex(of: ")") ?? stat.startIndex)...].split(separator: " ")
            if fields.count > 12, let user = Double(fields[12]), let system = Double(fields[13]) {
                cpuMicroseconds += (user + system) * tick
            }
            let status = TextFile.read("/proc/\(process)/status")
            peakMegabytes += Self.megabytes("VmHWM:", in: status)
            residentMegabytes += Self.megabytes("VmRSS:", in: status)
        }
    }

    private static func megabytes(_ name: String, in status: String) -> Double {
        let line = status.split(separator: "\n").first { $0.hasPrefix(name) }
        let kilobytes = line?.split(separator: " ").dropFirst().first.flatMap { Double($0) } ?? 0
        return kilobytes * 1024 / 1e6
    }

    /// The processes whose command line holds a text and whose program is `name`.
    static func processes(named name: String, mentioning text: String) -> [pid_t] {
        guard let folder = opendir("/proc") else { return [] }
        defer { closedir(folder) }
        var found: [pid_t] = []
        while let entry = readdir(folder) {
            let file = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            guard let process = pid_t(file), process != getpid() else { continue }
            guard TextFile.read("/proc/\(file)/comm").hasPrefix(name) else { continue }
            if TextFile.read("/proc/\(file)/cmdline").contains(text) { found.append(process) }
        }
        return found
    }
}
