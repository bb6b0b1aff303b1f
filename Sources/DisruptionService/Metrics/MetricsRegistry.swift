import Synchronization

/// All metrics of a process, and their text for Prometheus.
///
/// Metrics are made once and kept; changing one takes no lock. Names are `iropsd_…` in the base unit (`_seconds`,
/// `_bytes`), counters end in `_total`.
public final class MetricsRegistry: Sendable {
    /// What /metrics says of its text.
    public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private let families = Mutex<[String: MetricFamily]>([:])

    public init() {}

    /// A number that only rises. Every call gives a cell of its own, so that threads share none; cells with the same
    /// labels are written as their sum.
    public func counter(_ name: String, _ help: String, unit: MetricUnit = .count, labels: MetricLabels = [:])
        -> MetricCell
    {
        with(name, .counter, help, unit) { family in
            let index = family.index(of: labels)
            if family.series[index].cells.count < ServiceLimits.metricCells {
                family.series[index].cells.append(MetricCell())
            }
            return family.series[index].cells[family.series[index].cells.count - 1]
        }
    }

    /// A number that rises and falls. Every call with the same labels gives the same cell.
    public func gauge(_ name: String, _ help: String, unit: MetricUnit = .count, labels: MetricLabels = [:])
        -> MetricCell
    {
        with(name, .gauge, help, unit) { family in
            let index = family.index(of: labels)
            if family.series[index].cells.isEmpty { family.series[index].cells.append(MetricCell()) }
            return family.series[index].cells[0]
        }
    }

    /// A distribution. Every call with the same labels gives the same one.
    /// - Parameter bounds: upper bounds of the ranges, rising, in the unit of the cells.
    public func histogram(
        _ name: String, _ help: String, unit: MetricUnit, bounds: [Int64], labels: MetricLabels = [:]
    ) -> MetricHistogram {
        with(name, .histogram, help, unit) { family in
            let index = family.index(of: labels)
            if let known = family.series[index].histogram { return known }
            let histogram = MetricHistogram(bounds: bounds)
            family.series[index].histogram = histogram
            return histogram
        }
    }

    /// Gauges that are read when somebody asks, e.g. one per partition that is owned just now.
    public func collectGauges(
        _ name: String, _ help: String, unit: MetricUnit = .count,
        _ collect: @escaping @Sendable () -> [MetricSample]
    ) {
        with(name, .gauge, help, unit) { $0.collect = collect }
    }

    /// Counters that somebody else keeps and that are read when somebody asks.
    public func collectCounters(
        _ name: String, _ help: String, unit: MetricUnit = .count,
        _ collect: @escaping @Sendable () -> [MetricSample]
    ) {
        with(name, .counter, help, unit) { $0.collect = collect }
    }

    /// All of it in Prometheus' text format, by name.
    public var text: String {
        var text = ""
        for family in families.withLock({ $0 }).values.sorted(by: { $0.name < $1.name }) {
            MetricText.family(family, into: &text)
        }
        return text
    }

    private func with<Result: Sendable>(
        _ name: String, _ kind: MetricFamily.Kind, _ help: String, _ unit: MetricUnit,
        _ body: (inout MetricFamily) -> Result
    ) -> Result {
        precondition(Self.isName(name, kind, unit), "\(name): lower case, the unit, and _total for counters alone")
        return families.withLock { families in
            var family = families[name] ?? MetricFamily(name: name, kind: kind, help: help, unit: unit)
            precondition(family.kind == kind && family.unit == unit, "\(name) is something else already")
            defer { families[name] = family }
            return body(&family)
        }
    }

    private static func isName(_ name: String, _ kind: MetricFamily.Kind, _ unit: MetricUnit) -> Bool {
        let isCounter = name.hasSuffix("_total")
        let stem = isCounter ? name.dropLast(6) : name[...]
        return isCounter == (kind == .counter) && stem.hasSuffix(unit.suffix) && name.first?.isLetter == true
            && name.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F }
    }
}
