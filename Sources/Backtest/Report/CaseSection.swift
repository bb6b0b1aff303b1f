import DisruptionCore

/// Where it went wrong most, with the legs: whoever wants to improve it begins here.
enum CaseSection {
    static func write(_ scores: Scores, _ airports: AirportDirectory, _ html: inout Markup) {
        html.element("h2", "Worst misses and worst false alarms")
        for score in scores.rotation where score.predicted > 0 && score.horizon != .twoLegsAhead {
            let known = FigureText.horizon(score.horizon)
            table("Late by their aircraft, and hardly told (\(known))", score.worst.misses, airports, &html)
            table(
                "Told to be late by their aircraft, and were not (\(known))", score.worst.falseAlarms, airports, &html)
        }
        unsaid(scores.unsaid, &html)
        alarms(scores.falseAlarms, &html)
    }

    private static func table(
        _ title: String, _ cases: [WorstPredictions.Case], _ airports: AirportDirectory, _ html: inout Markup
    ) {
        if cases.isEmpty { return }
        html.element("div", ["class": "panel scroll"]) { panel in
            panel.element("h3", title)
            panel.raw("<table>")
            panel.row(
                [
                    "Leg", "To", "Aircraft", "Scheduled", "Left late, min", "Late aircraft, min", "Predicted, min",
                    "Before departure", "Inbound",
                ], head: true)
            for found in cases {
                let leg = found.leg
                let zone = airports.zone(of: leg.key.origin) ?? .utc
                panel.row([
                    leg.key.description, leg.destination.description, leg.tail.description,
                    FigureText.moment(Instant(ms: Int64(leg.scheduledDeparture) * 60_000), zone),
                    leg.departureDelay.map { FigureText.count(Int($0)) } ?? "–",
                    FigureText.count(Int(leg.lateAircraft)), FigureText.decimal(Double(found.decimes) / 10, 1),
                    FigureText.span(Double(leg.scheduledDeparture - found.madeAt)), inbound(found.before),
                ])
            }
            panel.raw("</table>")
        }
    }

    private static func inbound(_ leg: LegTruth?) -> String {
        guard let leg else { return "none" }
        let delay = leg.arrivalDelay.map { "\(FigureText.count(Int($0))) min late" } ?? "no arrival"
        return "\(leg.key.flight) \(leg.key.origin)→\(leg.destination), \(delay)"
    }

    private static func unsaid(_ episodes: [AirportEpisode], _ html: inout Markup) {
        if episodes.isEmpty { return }
        html.element("div", ["class": "panel scroll"]) { panel in
            panel.element(
                "h3", "Airport-days with many cancellations of which nothing was said (20 departures or more)")
            panel.raw("<table>")
            panel.row(["Airport", "Day", "Departures", "Cancelled", "Share"], head: true)
            for episode in episodes {
                let day = episode.day
                panel.row([
                    day.airport.description, FigureText.date(day.date), FigureText.count(day.departures),
                    FigureText.count(day.cancelled), FigureText.percent(day.cancelledShare),
                ])
            }
            panel.raw("</table>")
        }
    }

    private static func alarms(_ alarms: [DetectionBook.FalseAlarm], _ html: inout Markup) {
        if alarms.isEmpty { return }
        html.element("div", ["class": "panel scroll"]) { panel in
            panel.element("h3", "Told with medium severity or more, taken back, and averted by nothing that is known")
            panel.raw("<table class=\"log\">")
            panel.row(["Told (UTC)", "Severity", "Pattern", "What was said at its worst"], head: true)
            for alarm in alarms {
                panel.element("tr") { row in
                    row.element("td", FigureText.moment(alarm.toldAt, .utc))
                    row.element("td") {
                        $0.element(
                            "span", ["class": "tag k\(alarm.severity.rawValue)"], alarm.severity.name.description)
                    }
                    row.element("td", FigureText.pattern(alarm.pattern))
                    row.element("td", alarm.explanation)
                }
            }
            panel.raw("</table>")
        }
    }
}
