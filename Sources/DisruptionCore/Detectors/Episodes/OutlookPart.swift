/// What is expected of one operating day, by all that is known now.
struct OutlookPart<Figures: SettledFigures> {
    let day: CalendarDate
    /// The severity expected for as many consecutive bins as must agree; none where none is.
    var severity = Severity.none
    /// A close threshold holds somewhere.
    var keeps = false
    var verdict: SettledVerdict
    /// At the worst bin.
    var figures: Figures
    /// The first and the last bin concerned.
    var from: QuarterHour
    var until: QuarterHour
}

/// Which of the two is to be told of a day: what settled bins have said, or what is expected.
enum DayStatement<Figures: SettledFigures> {
    case settled(SettledEpisodes<Figures>.Settled, isOver: Bool)
    /// With the bin from which it holds.
    case expected(OutlookPart<Figures>, from: QuarterHour)
    /// Nothing is left that could have a cause or a figure.
    case gone
}

extension SettledEpisodes.Day {
    /// - Parameter expected: nil where nothing is expected of the day.
    func statement(isOpen: Bool, expected part: OutlookPart<Figures>?) -> DayStatement<Figures> {
        let expected = part.flatMap { $0.severity > .none || episode.isOpen && $0.keeps ? $0 : nil }
        // What was told as true does not fall back to what is expected behind it, where that is no worse.
        let isHeld = isOpen || episode.isOpen && episode.confirmed
        if let settled, isHeld, expected.map({ $0.severity <= settled.severity }) ?? isOpen {
            return .settled(settled, isOver: false)
        }
        if let expected { return .expected(expected, from: isOpen ? settled?.from ?? expected.from : expected.from) }
        if let settled { return .settled(settled, isOver: !isOpen) }
        return .gone
    }
}

/// Gathers the parts of an outlook, bin by bin, by operating day.
struct OutlookParts<Figures: SettledFigures> {
    /// The earlier first; days of which nothing is to be said are not there.
    private(set) var parts: [OutlookPart<Figures>] = []
    private var recent: [Severity] = []
    private let dwell: Int

    /// - Parameter dwell: consecutive bins that must agree.
    init(dwell: Int) { self.dwell = dwell }

    /// Takes in the verdict on the next bin.
    mutating func pass(_ bin: QuarterHour, _ verdict: SettledVerdict, _ figures: Figures, _ day: CalendarDate) {
        recent.append(verdict.severity)
        guard verdict.keeps else { return }
        let held = recent.count < dwell ? .none : recent.suffix(dwell).min() ?? .none
        if parts.last?.day != day {
            parts.append(OutlookPart(day: day, verdict: verdict, figures: figures, from: bin, until: bin))
        }
        let last = parts.count - 1
        parts[last].keeps = true
        parts[last].until = bin
        parts[last].severity = max(parts[last].severity, held)
        if verdict.score > parts[last].verdict.score {
            parts[last].verdict = verdict
            parts[last].figures = figures
        }
    }
}
