import DisruptionCore

/// The true cascades: which were told, and how long before.
enum CascadeSection {
    static func write(_ scores: Scores, _ html: inout Markup) {
        let cascades = scores.cascades
        if cascades.runs == 0 { return }
        html.element("h2", "Cascades that were")
        let share = FigureText.percent(scores.figures.chaining.minutesInLongRuns)
        let (runs, told) = (FigureText.count(cascades.runs), FigureText.count(cascades.told))
        let definition =
            "Three or more consecutive legs of one aircraft, each of which its carrier reported as late by its "
            + "aircraft: \(runs) runs, \(share) of all late-aircraft minutes. \(told) were told (two of their legs "
            + "named by cascades that were not taken back), \(FigureText.count(cascades.toldInTime)) before their "
            + "third leg was due."
        html.element("p", definition)
        html.element("div", ["class": "panel scroll"]) { panel in
            panel.raw("<table>")
            panel.row(["Legs in the run", "Runs", "Told", "Share told"], head: true)
            for (place, count) in cascades.byLength.enumerated() {
                panel.row([
                    place == 5 ? "8 or more" : "\(place + 3)", FigureText.count(count.runs),
                    FigureText.count(count.told), FigureText.percent(Rounding.share(count.told, of: count.runs)),
                ])
            }
            panel.raw("</table>")
            if let third = cascades.leadToThird, let last = cascades.leadToLast {
                panel.element(
                    "p", ["class": "soft"],
                    "Told before the scheduled departure of the third leg: median \(FigureText.span(third.p50)) "
                        + "(middle 80 %: \(FigureText.span(third.p10)) to \(FigureText.span(third.p90))); of the last "
                        + "leg: median \(FigureText.span(last.p50)).")
            }
        }
        let all = scores.tally(.cascadingDelay)
        let counts = [all.told, all.confirmed, all.retracted, all.averted].map { FigureText.count($0.reduce(0, +)) }
        if all.told.allSatisfy({ $0 == 0 }) { return }
        html.element(
            "p",
            "Of \(counts[0]) cascades that were told, \(counts[1]) were confirmed and \(counts[2]) taken back, "
                + "\(counts[3]) of these because they were averted.")
    }
}
