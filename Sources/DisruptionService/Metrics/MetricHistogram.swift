/// How often values fell into ranges; may be used from any thread.
public final class MetricHistogram: Sendable {
    /// Upper bounds, rising, in the unit of the cells.
    let bounds: [Int64]
    private let cells: [MetricCell]
    private let total = MetricCell()

    init(bounds: [Int64]) {
        precondition(!bounds.isEmpty && zip(bounds, bounds.dropFirst()).allSatisfy { $0 < $1 }, "bounds rise")
        self.bounds = bounds
        cells = (0...bounds.count).map { _ in MetricCell() }
    }

    /// Counts one value.
    public func observe(_ value: Int64) {
        var index = 0
        while index < bounds.count, value > bounds[index] { index += 1 }
        cells[index].add(1)
        total.add(value)
    }

    /// One more than bounds: the last for what is above all.
    var counts: [Int64] { cells.map(\.value) }

    var sum: Int64 { total.value }
}
