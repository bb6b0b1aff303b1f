import DisruptionCore

/// The disruptions that are open, as their topic tells them.
struct OpenBoard {
    private var open: [String: DisruptionNews] = [:]
    /// Kept at the most; more are counted and not shown.
    private static let newsMax = 20_000
    /// What was left open by a detector that was switched off is not shown for ever.
    private static let keptMs: Int64 = 36 * 3_600_000

    /// A version was told.
    mutating func note(_ news: DisruptionNews) {
        if !news.isOpen {
            open[news.id] = nil
        } else if open[news.id] != nil || open.count < OpenBoard.newsMax {
            open[news.id] = news
        }
    }

    /// How many are open.
    var count: Int { open.count }

    /// The worst, those of one severity from the newest; single flights behind all that reaches further.
    func worst(_ count: Int) -> [DisruptionNews] {
        let newest = open.values.map(\.eventTime).max() ?? .distantPast
        let recent = open.values.filter { newest.ms - $0.eventTime.ms <= OpenBoard.keptMs }
        let sorted = recent.sorted { one, other in
            if one.isSingleFlight != other.isSingleFlight { return other.isSingleFlight }
            return (other.severity, other.eventTime, other.id) < (one.severity, one.eventTime, one.id)
        }
        return Array(sorted.prefix(count))
    }

    /// How many there are of each severity, from the worst.
    var severities: [(severity: Severity, count: Int)] {
        Severity.allCases.reversed().compactMap { severity in
            let count = open.values.count { $0.severity == severity }
            return count == 0 ? nil : (severity: severity, count: count)
        }
    }
}
