/// What a metric counts and how its numbers are written.
public enum MetricUnit: Sendable, Equatable {
    /// Things: records, partitions.
    case count
    case bytes
    /// Cells hold milliseconds; seconds are written, as Prometheus has it.
    case milliseconds
    /// Cells hold microseconds; seconds are written.
    case microseconds

    /// What a cell's number is divided by when it is written.
    var divisor: Int64 {
        switch self {
        case .count, .bytes: 1
        case .milliseconds: 1000
        case .microseconds: 1_000_000
        }
    }

    /// What a name ends in, before `_total`.
    var suffix: String {
        switch self {
        case .count: ""
        case .bytes: "_bytes"
        case .milliseconds, .microseconds: "_seconds"
        }
    }
}

/// Names and values that tell series of one metric apart; from the source or from configuration, never from records.
public typealias MetricLabels = KeyValuePairs<String, String>

/// One number of a metric that is read when somebody asks.
public struct MetricSample: Sendable {
    let labels: MetricLabels
    let value: Int64

    public init(_ value: Int64, labels: MetricLabels = [:]) {
        self.labels = labels
        self.value = value
    }
}

/// One metric with its series.
struct MetricFamily {
    /// Prometheus' types.
    enum Kind: String {
        case counter, gauge, histogram
    }

    /// The cells of one set of labels.
    struct Series {
        /// As written between braces.
        let labels: String
        var cells: [MetricCell] = []
        var histogram: MetricHistogram?
    }

    /// Numbers that are read when somebody asks.
    typealias Collect = @Sendable () -> [MetricSample]

    let name: String
    let kind: Kind
    let help: String
    let unit: MetricUnit
    var series: [Series] = []
    var collect: Collect?

    /// The series with these labels, made where it is missing; the last one stands for all beyond the limit.
    mutating func index(of labels: MetricLabels) -> Int {
        let text = MetricText.labels(labels)
        if let index = series.firstIndex(where: { $0.labels == text }) { return index }
        if series.count < ServiceLimits.metricSeries - 1 {
            series.append(Series(labels: text))
            return series.count - 1
        }
        let rest = MetricText.labels(labels, valueOfAll: "other")
        if let index = series.firstIndex(where: { $0.labels == rest }) { return index }
        series.append(Series(labels: rest))
        return series.count - 1
    }
}
