import Glibc
import Harness
import KafkaClient
import DisruptionService

/// The line that says what was measured where.
enum MachineText {
    /// - Parameter broker: what is known of the broker's version.
    static func line(broker: String) -> String {
        """
        \(date) UTC · \(processor), \(cores) cores, \(memory) GB · load \(load) · iropsd \(ServiceVersion.text) · \
        librdkafka \(KafkaVersion.loaded) · broker \(broker)
        """
    }

    private static var date: String {
        var now = time(nil)
        var parts = tm()
        gmtime_r(&now, &parts)
        func two(_ value: Int32) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday)) "
            + "\(two(parts.tm_hour)):\(two(parts.tm_min))"
    }

    private static var processor: String {
        let lines = TextFile.read("/proc/cpuinfo").split(separator: "\n")
        let model = lines.first { $0.hasPrefix("model name") }?.split(separator: ":").last
        return model.map { String($0.drop { $0 == " " }) } ?? "unknown processor"
    }

    private static var cores: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }

    private static var memory: String {
        let bytes = Double(sysconf(Int32(_SC_PHYS_PAGES))) * Double(sysconf(Int32(_SC_PAGESIZE)))
        return Figure.decimal(bytes / 1e9)
    }

    /// Running processes, averaged over the last minute.
    private static var load: String {
        TextFile.read("/proc/loadavg").split(separator: " ").first.map { String($0) } ?? "?"
    }
}
