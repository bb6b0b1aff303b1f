import DisruptionCore

/// The worst airport-days: what was said when, against what happened by hour.
enum EpisodeSection {
    static func write(
        _ scores: Scores, _ truth: TruthTable, _ airports: AirportDirectory, _ html: inout Markup
    ) {
        if scores.episodes.isEmpty { return }
        html.element("h2", "The worst days, hour by hour")
        html.element(
            "p",
            "Airport-days with 100 or more departures and the highest shares of cancelled ones. Bars count departures "
                + "by the hour of their schedule, in local time; above them, what was said of the airport: from when "
                + "to when, and at which severity. Dots are the versions.")
        html.raw(
            "<div class=\"key\"><span><i class=\"ks\"></i>scheduled</span><span><i class=\"kc\"></i>cancelled</span>"
                + "<span><i class=\"kl\"></i>left 15 or more late</span></div>")
        for episode in scores.episodes { write(episode, truth, airports, &html) }
    }

    private static func write(
        _ episode: AirportEpisode, _ truth: TruthTable, _ airports: AirportDirectory, _ html: inout Markup
    ) {
        let day = episode.day
        let zone = airports.zone(of: day.airport) ?? .utc
        html.element("div", ["class": "panel"]) { panel in
            panel.element(
                "h3",
                "\(day.airport), \(FigureText.day(day.date)): \(FigureText.percent(day.cancelledShare)) of "
                    + "\(FigureText.count(day.departures)) departures cancelled")
            panel.element("p", verdict(episode, zone))
            panel.raw(chart(episode, truth, zone))
            log(episode, zone, &panel)
        }
    }

    private static func verdict(_ episode: AirportEpisode, _ zone: ZoneTable) -> String {
        guard let first = episode.firstTold else { return "Nothing was said of the airport that day." }
        func known(_ count: Int) -> String {
            FigureText.percent(Rounding.share(count, of: episode.day.cancelled))
        }
        var text =
            "First told at \(FigureText.moment(first, zone)), when \(known(episode.knownAtFirst)) of the day's "
            + "cancellations were known"
        if let medium = episode.firstMedium {
            text +=
                "; with medium severity or more at \(FigureText.moment(medium, zone)) "
                + "(\(known(episode.knownAtMedium)))"
        }
        return text + ". Worst severity told: \(episode.worst.name)."
    }

    private static func chart(_ episode: AirportEpisode, _ truth: TruthTable, _ zone: ZoneTable) -> String {
        let patterns = lanes(episode)
        let (left, width, lane) = (150.0, 840.0, 24.0)
        let top = 8 + Double(patterns.count) * lane
        let (height, hours) = (120.0, episode.day.hours(truth, zone))
        var chart = Chart(width: 1000, height: top + height + 30)
        let start = zone.instant(episode.day.date, minute: 0)
        func x(_ instant: Instant) -> Double {
            let hour = Double(instant.ms - start.ms) / 3_600_000
            return left + width * max(0, min(Double(hours.count), hour)) / Double(hours.count)
        }
        let step = width / Double(hours.count)
        let most = Chart.top(Double(max(1, hours.map(\.scheduled).max() ?? 1)))
        for part in 0...2 {
            let y = top + height * (1 - Double(part) / 2)
            chart.line(left, y, left + width, y, "grid")
            chart.text(left - 6, y + 4, FigureText.count(Int(most * Double(part) / 2)), anchor: "end")
        }
        for (hour, counts) in hours.enumerated() {
            let at = left + Double(hour) * step
            func bar(_ count: Int, _ from: Int, _ style: String, _ what: String) {
                let tall = height * Double(count) / most
                let base = top + height - height * Double(from) / most
                chart.rectangle(
                    at + 2, base - tall, step - 4, tall, style,
                    title: "\(FigureText.two(hour % 24)):00: \(count) of \(counts.scheduled) \(what)")
            }
            bar(counts.scheduled, 0, "scheduled", "scheduled")
            bar(counts.cancelled, 0, "cancelled", "cancelled")
            bar(counts.late, counts.cancelled, "late", "left late")
            if hour % 3 == 0 {
                chart.text(at, top + height + 16, "\(FigureText.two(hour % 24)):00", anchor: "middle")
            }
        }
        for (place, pattern) in patterns.enumerated() {
            let y = 4 + Double(place) * lane
            chart.text(left - 12, y + 15, FigureText.pattern(pattern), "ti", anchor: "end")
            draw(episode.said.filter { $0.pattern == pattern }, y, x, &chart, zone)
        }
        return chart.markup("Departures of \(episode.day.airport) by hour, and what was said of it")
    }

    /// Patterns that said something, in the order of their names.
    private static func lanes(_ episode: AirportEpisode) -> [Pattern] {
        Set(episode.said.map(\.pattern)).sorted { $0.name.description < $1.name.description }
    }

    private static func draw(
        _ said: [DetectionBook.Said], _ y: Double, _ x: (Instant) -> Double, _ chart: inout Chart, _ zone: ZoneTable
    ) {
        // Several subjects of a pattern share a lane: departures and arrivals.
        for subject in Set(said.map(\.subject.id)).sorted() {
            let versions = said.filter { $0.subject.id == subject }
            for (place, version) in versions.enumerated() where version.isCurrent {
                let from = x(version.eventTime)
                let until = place + 1 < versions.count ? x(versions[place + 1].eventTime) : from + 4
                chart.rectangle(from, y + 3, until - from, 16, "s\(version.severity.rawValue) band")
            }
            for version in versions {
                let style = version.isCurrent ? "s\(version.severity.rawValue) mark" : "zero mark"
                chart.circle(
                    x(version.eventTime), y + 11, 4.5, style,
                    title: "\(FigureText.time(version.eventTime, zone)) \(version.lifecycle.name), "
                        + "\(version.severity.name): \(version.explanation)")
            }
        }
    }

    /// The versions in which a reader sees something new: the first, each rise of severity, and the last.
    private static func log(_ episode: AirportEpisode, _ zone: ZoneTable, _ html: inout Markup) {
        var shown: [DetectionBook.Said] = []
        var worst: [String: Severity] = [:]
        var last: [String: DetectionBook.Said] = [:]
        for version in episode.said {
            let name = "\(version.pattern.name) \(version.subject.id)"
            let isNew = worst[name].map { version.severity > $0 } ?? true
            if isNew, version.isCurrent { shown.append(version) }
            worst[name] = max(worst[name] ?? .none, version.severity)
            last[name] = version
        }
        let ends = last.values.filter { end in
            !shown.contains { $0.eventTime == end.eventTime && $0.explanation == end.explanation }
        }
        shown += ends
        shown.sort { ($0.eventTime.ms, $0.explanation) < ($1.eventTime.ms, $1.explanation) }
        if shown.isEmpty { return }
        html.raw("<table class=\"log\">")
        for version in shown.prefix(14) {
            html.element("tr") { row in
                row.element("td", FigureText.time(version.eventTime, zone))
                row.element("td") {
                    $0.element(
                        "span", ["class": "tag k\(version.severity.rawValue)"], version.severity.name.description)
                }
                row.element(
                    "td",
                    version.isConfirmed ? "confirmed" : version.isCurrent ? "expected" : "withdrawn")
                row.element("td", version.explanation)
            }
        }
        html.raw("</table>")
    }
}

extension DetectionBook.Said {
    /// Readers hold it for so.
    var isCurrent: Bool { lifecycle == .opened || lifecycle == .updated || lifecycle == .resolved && isConfirmed }
}
