/// What /metrics says, read back: values by name and labels.
struct MetricsPage {
    struct Sample: Equatable {
        var labels: [String: String]
        var value: Double
    }

    private var families: [String: [Sample]] = [:]

    /// - Parameter text: in Prometheus' text format; lines that are none of it are passed over.
    init(_ text: String) {
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            guard let space = line.lastIndex(of: " "), let value = Double(line[line.index(after: space)...]) else {
                continue
            }
            let series = line[..<space]
            let name = series.prefix { $0 != "{" }
            let inner = series.dropFirst(name.count + 1).dropLast()
            families[String(name), default: []].append(Sample(labels: MetricsPage.labels(inner), value: value))
        }
    }

    /// `a="b",c="d"`; a quote, a backslash or a line's end in a value stands behind a backslash.
    private static func labels(_ text: Substring) -> [String: String] {
        var labels: [String: String] = [:]
        var rest = text
        while let equals = rest.firstIndex(of: "=") {
            let name = String(rest[..<equals])
            var value = ""
            var at = rest.index(equals, offsetBy: 2, limitedBy: rest.endIndex) ?? rest.endIndex
            while at < rest.endIndex, rest[at] != "\"" {
                if rest[at] == "\\", rest.index(after: at) < rest.endIndex { at = rest.index(after: at) }
                value.append(rest[at])
                at = rest.index(after: at)
            }
            labels[name] = value
            rest = rest[at...].dropFirst(2)
        }
        return labels
    }

    subscript(name: String) -> [Sample] { families[name] ?? [] }

    /// The sum over all labels; nil where nothing is told.
    func sum(_ name: String) -> Double? { families[name].map { $0.reduce(0) { $0 + $1.value } } }

    /// Sums by one label, the largest first.
    func sums(_ name: String, by label: String) -> [(name: String, value: Double)] {
        var sums: [String: Double] = [:]
        for sample in self[name] { sums[sample.labels[label] ?? "", default: 0] += sample.value }
        return sums.map { (name: $0.key, value: $0.value) }.sorted { ($1.value, $0.name) < ($0.value, $1.name) }
    }
}
