import DisruptionCore

/// Rotation prediction at three information times, with the bars beside it.
enum RotationSection {
    static func write(_ scores: Scores, _ html: inout Markup) {
        html.element("h2", "Late aircraft, predicted")
        html.element(
            "p",
            "How many minutes will a carrier report as due to a late aircraft? Told when the inbound has arrived, when "
                + "it has departed, and when the leg before it has departed; scored on every flown leg, with 0 where "
                + "nothing was told. The one-line rule knows the same facts; it copies what the inbound brings beyond "
                + "a 40-minute turn.")
        if scores.rotation.allSatisfy({ $0.predicted == 0 }) {
            html.element("p", "The engine made no rotation predictions: the bars stand alone.")
        }
        html.element("div", ["class": "panel"]) { panel in
            panel.raw(
                "<div class=\"key\"><span><i class=\"ku\"></i>iropsd</span><span><i class=\"kb\"></i>one-line rule"
                    + "</span><span><i class=\"kz\"></i>always 0</span></div>")
            panel.raw(bars(scores.rotation))
        }
        html.element("div", ["class": "panel scroll"]) { panel in
            panel.raw("<table>")
            panel.row(
                [
                    "Known", "", "Error, min", "of late legs", "Explained", "Overshoot", "Corr.", "Precision ≥ 15",
                    "Recall", "F1",
                ], head: true)
            for score in scores.rotation { rows(score, &panel) }
            panel.raw("</table>")
        }
        populations(scores.rotation, &html)
    }

    private static func rows(_ score: RotationScores, _ html: inout Markup) {
        guard let ours = score.ours.first, let bar = score.bars.first else { return }
        if score.predicted > 0 { row(FigureText.horizon(score.horizon), "iropsd", ours, isOurs: true, &html) }
        row(score.predicted > 0 ? "" : FigureText.horizon(score.horizon), "one line", bar, isOurs: false, &html)
        html.row(["", "always 0", FigureText.decimal(bar.errorOfZero, 2), "", "0 %", "0 %", "–", "–", "–", "–"])
    }

    private static func row(
        _ name: String, _ who: String, _ score: MinutesScore, isOurs: Bool, _ html: inout Markup
    ) {
        let alarm = score.alarms.last
        let cells = [
            name, who, FigureText.decimal(score.error, 2), FigureText.decimal(score.errorOfLateLegs, 1),
            FigureText.percent(score.explained, 1), FigureText.percent(score.overshoot, 1),
            FigureText.decimal(score.correlation, 3), FigureText.decimal(alarm?.precision, 3),
            FigureText.decimal(alarm?.recall, 3), FigureText.decimal(alarm?.f1, 3),
        ]
        html.element("tr") { row in
            for (place, cell) in cells.enumerated() {
                row.element("td", ["class": place == 0 ? "" : isOurs ? "n us" : "n"], cell)
            }
        }
    }

    /// Mean error and F1, side by side.
    private static func bars(_ rotation: [RotationScores]) -> String {
        var chart = Chart(width: 1000, height: 212)
        let most = Chart.top(rotation.compactMap { $0.bars.first.map { max($0.error, $0.errorOfZero) } }.max() ?? 1)
        chart.text(200, 12, "Mean error in minutes: shorter is better", "tb")
        chart.text(640, 12, "F1 of 15 minutes or more: longer is better", "tb")
        for (place, score) in rotation.enumerated() {
            guard let ours = score.ours.first, let bar = score.bars.first else { continue }
            let y = 26 + Double(place) * 62
            chart.text(188, y + 26, FigureText.horizon(score.horizon), "ti", anchor: "end")
            var at = y
            func pair(_ error: Double, _ f1: Double?, _ style: String) {
                let width = error / most * 380
                chart.rectangle(200, at, width, 14, style, round: 2)
                chart.text(206 + width, at + 11, FigureText.decimal(error, 2), "ti")
                if let f1 {
                    chart.rectangle(640, at, f1 * 300, 14, style, round: 2)
                    chart.text(646 + f1 * 300, at + 11, FigureText.decimal(f1, 3), "ti")
                }
                at += 17
            }
            if score.predicted > 0 { pair(ours.error, ours.alarms.last?.f1, "ours") }
            pair(bar.error, bar.alarms.last?.f1, "bar")
            pair(bar.errorOfZero, nil, "zero")
        }
        return chart.markup("Mean error and F1 at three information times, beside the one-line rule")
    }

    private static func populations(_ rotation: [RotationScores], _ html: inout Markup) {
        html.element("div", ["class": "panel scroll"]) { panel in
            panel.element("h3", "The same on other populations")
            panel.raw("<table>")
            panel.row(
                ["Legs", "Known", "Legs", "Late legs", "Error, min", "one line", "F1 ≥ 15", "one line"], head: true)
            for (place, population) in MinutesScore.Population.allCases.enumerated() {
                for score in rotation {
                    let (ours, bar) = (score.ours[place], score.bars[place])
                    let has = score.predicted > 0
                    panel.row([
                        name(population), FigureText.horizon(score.horizon), FigureText.count(bar.legs),
                        FigureText.count(bar.lateLegs), has ? FigureText.decimal(ours.error, 2) : "–",
                        FigureText.decimal(bar.error, 2), has ? FigureText.decimal(ours.alarms.last?.f1, 3) : "–",
                        FigureText.decimal(bar.alarms.last?.f1, 3),
                    ])
                }
            }
            panel.raw("</table>")
        }
    }

    private static func name(_ population: MinutesScore.Population) -> String {
        switch population {
        case .allFlown: "all flown"
        case .arrivedLate: "arrived 15 or more late"
        case .sameDayChained: "second and later of the day"
        }
    }
}
