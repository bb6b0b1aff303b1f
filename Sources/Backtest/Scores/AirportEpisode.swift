import DisruptionCore

/// One of the worst airport-days, and what was said of its airport.
struct AirportEpisode: Sendable {
    let day: AirportDay
    /// What was said of the airport that day, in order.
    let said: [DetectionBook.Said]
    /// When the airport was first told to be disrupted, and from medium severity on.
    let firstTold: Instant?
    let firstMedium: Instant?
    /// Cancellations known by then.
    let knownAtFirst: Int
    let knownAtMedium: Int
    let worst: Severity

    init(_ day: AirportDay, _ truth: TruthTable, _ book: DetectionBook) {
        self.day = day
        let about = book.said.filter { $0.day == day.date && $0.subject.place == day.airport }
        said = about
        let warnings = about.filter { $0.lifecycle != .retracted && $0.lifecycle != .superseded }
        firstTold = warnings.first?.eventTime
        firstMedium = warnings.first { $0.severity >= .medium }?.eventTime
        knownAtFirst = firstTold.map { day.cancellationsKnown(truth, at: $0) } ?? 0
        knownAtMedium = firstMedium.map { day.cancellationsKnown(truth, at: $0) } ?? 0
        worst = warnings.map(\.severity).max() ?? .none
    }

    /// It was told before half of its cancellations were known.
    var isFoundEarly: Bool { firstTold != nil && knownAtFirst * 2 < day.cancelled }
}

extension Subject {
    /// The airport that it is about; nil where it is about none alone.
    var place: AirportCode? {
        switch self {
        case .airport(let code), .direction(let code, _): code
        default: nil
        }
    }
}
