/// Prometheus' text format, version 0.0.4.
/// Source: prometheus.io, "Exposition formats".
enum MetricText {
    static func family(_ family: MetricFamily, into text: inout String) {
        text +=
            "# HELP \(family.name) \(escaped(family.help, quotes: false))\n"
            + "# TYPE \(family.name) \(family.kind.rawValue)\n"
        for series in family.series {
            if let histogram = series.histogram {
                self.histogram(histogram, family, series.labels, into: &text)
            } else {
                let sum = series.cells.reduce(Int64(0)) { $0 &+ $1.value }
                line(family.name, series.labels, number(sum, family.unit), into: &text)
            }
        }
        for sample in (family.collect?() ?? []).prefix(ServiceLimits.metricSeries) {
            line(family.name, labels(sample.labels), number(sample.value, family.unit), into: &text)
        }
    }

    /// `name="value",…`.
    /// - Parameter valueOfAll: in place of every value.
    static func labels(_ labels: MetricLabels, valueOfAll: String? = nil) -> String {
        labels.map { "\($0.key)=\"\(escaped(valueOfAll ?? $0.value, quotes: true))\"" }.joined(separator: ",")
    }

    /// A cell's number in the unit that is written, exactly.
    static func number(_ value: Int64, _ unit: MetricUnit) -> String {
        let divisor = UInt64(unit.divisor)
        let whole = value.magnitude / divisor
        var fraction = value.magnitude % divisor
        let sign = value < 0 ? "-" : ""
        guard fraction > 0 else { return "\(sign)\(whole)" }
        var digits = divisor == 1000 ? 3 : 6
        while fraction % 10 == 0 {
            fraction /= 10
            digits -= 1
        }
        let text = String(fraction)
        return "\(sign)\(whole)." + String(repeating: "0", count: max(0, digits - text.count)) + text
    }

    private static func histogram(
        _ histogram: MetricHistogram, _ family: MetricFamily, _ labels: String, into text: inout String
    ) {
        let separator = labels.isEmpty ? "" : ","
        var below: Int64 = 0
        for (bound, count) in zip(histogram.bounds, histogram.counts) {
            below += count
            line(
                "\(family.name)_bucket", "\(labels)\(separator)le=\"\(number(bound, family.unit))\"", "\(below)",
                into: &text)
        }
        let all = below + (histogram.counts.last ?? 0)
        line("\(family.name)_bucket", "\(labels)\(separator)le=\"+Inf\"", "\(all)", into: &text)
        line("\(family.name)_sum", labels, number(histogram.sum, family.unit), into: &text)
        line("\(family.name)_count", labels, "\(all)", into: &text)
    }

    private static func line(_ name: String, _ labels: String, _ value: String, into text: inout String) {
        text += labels.isEmpty ? "\(name) \(value)\n" : "\(name){\(labels)} \(value)\n"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\"" where quotes: result += "\\\""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
