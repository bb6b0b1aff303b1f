/// What settled bins have said of an airport, for what is a part of it: weather takes the capacity that makes a
/// congestion, and either of them makes flights later than usual; the network's disruption holds what has no cause at
/// the airport.
struct AirportStory {
    private struct Chapter {
        let day: CalendarDate
        let id: DisruptionID
        let from: QuarterHour
        let until: QuarterHour

        /// Whether it holds a part of the same day, from a bin to another.
        func covers(_ day: CalendarDate, _ from: QuarterHour, _ until: QuarterHour) -> Bool {
            self.day == day && self.from <= until && from <= self.until + AirportStory.afterBins
        }
    }

    /// Bins by which what a parent caused may outlast it: what waited then leaves later.
    static let afterBins: Int32 = 4

    private let weather: [Chapter]
    private let congestion: [Chapter]
    private let network: NetworkStory

    init(_ weather: WeatherImpact.Episodes, _ congestion: AirportCongestion.Episodes, _ network: NetworkStory) {
        self.network = network
        self.weather = AirportStory.chapters(weather)
        self.congestion = AirportStory.chapters(congestion)
    }

    private static func chapters<Figures>(_ episodes: SettledEpisodes<Figures>) -> [Chapter] {
        episodes.days.compactMap { day in
            day.settled.map { Chapter(day: day.day, id: day.episode.id, from: $0.from, until: $0.until) }
        }
    }

    /// The disruption of the airport that another one of the same day is a part of.
    ///
    /// The rule: settled bins have said both, and their windows overlap, the parent's with an hour more at its end.
    /// What has no parent at the airport is a part of the network's disruption that held the airport in its window.
    /// What is no longer remembered stays the parent that it was.
    func parent<Figures>(of pattern: Pattern, _ day: SettledEpisodes<Figures>.Day) -> DisruptionID? {
        guard let child = day.settled else { return nil }
        if let held = day.parent, !remembers(held) { return held }
        return found(pattern, child, day.day)
    }

    private func remembers(_ id: DisruptionID) -> Bool { tells(id) || network.chapters.contains { $0.id == id } }

    private func found<Figures>(
        _ pattern: Pattern, _ child: SettledEpisodes<Figures>.Settled, _ day: CalendarDate
    ) -> DisruptionID? {
        func covers(_ chapter: Chapter) -> Bool { chapter.covers(day, child.from, child.until) }
        let congested = pattern == .seasonalDeviation ? congestion.first(where: covers) : nil
        let stormy = pattern == .weatherImpact ? nil : weather.first(where: covers)
        return (congested ?? stormy)?.id
            ?? network.chapters.first { $0.from <= child.until && child.from <= $0.until + AirportStory.afterBins }?.id
    }

    /// The congestions that are a part of a disruption of the airport's weather.
    func congestions(in parent: DisruptionID) -> [DisruptionID] {
        congestion.compactMap { part in
            let above = weather.first { $0.covers(part.day, part.from, part.until) }
            return above?.id == parent ? part.id : nil
        }
    }

    /// The disruption of the airport that a cascade is a part of.
    ///
    /// The rule: the window in which its root's delay arose overlaps that of what settled bins have said, with an hour
    /// more at its end, and the cause that the root's carrier reports, if any, is not another: its own is no airport's,
    /// air traffic flow and airport facilities are no weather. Congestion goes before weather, of which it is a part.
    func parent(of child: ChildTold) -> DisruptionID? {
        func covers(_ chapter: Chapter) -> Bool {
            chapter.from <= child.until && child.from <= chapter.until + AirportStory.afterBins
        }
        switch child.cause {
        case .airline: return nil
        case .airport: return congestion.first(where: covers)?.id
        case .weather, .unknown: return (congestion.first(where: covers) ?? weather.first(where: covers))?.id
        }
    }

    /// Whether settled bins of a day that is remembered have said it.
    func tells(_ id: DisruptionID) -> Bool {
        congestion.contains { $0.id == id } || weather.contains { $0.id == id }
    }

    /// What the airport suffers in a bin.
    func inForce(at bin: QuarterHour) -> DisruptionID? {
        func covers(_ chapter: Chapter) -> Bool {
            chapter.from <= bin && bin <= chapter.until + AirportStory.afterBins
        }
        return (congestion.last(where: covers) ?? weather.last(where: covers))?.id
    }
}
