import DisruptionCore

/// The probability of departing 15 or more minutes late: is what is said so often true?
enum ProbabilitySection {
    static func write(_ scores: Scores, _ html: inout Markup) {
        let said = (scores.rotation + scores.ahead).filter { $0.predicted > 0 }
        if said.isEmpty { return }
        html.element("h2", "Probability of leaving 15 or more minutes late")
        html.element(
            "p",
            "On the dashed line a probability is as often true as it says. The bars below count the legs that were "
                + "given it.")
        html.element("div", ["class": "two"]) { two in
            for score in said {
                two.element("div", ["class": "panel"]) {
                    $0.element("h3", "Known: \(FigureText.horizon(score.horizon))")
                    $0.raw(plot(score.probability))
                }
            }
        }
        html.element("div", ["class": "panel scroll"]) { panel in
            panel.raw("<table>")
            panel.row(
                [
                    "Known", "Legs", "Left 15 late", "Brier", "always the base rate", "AUC",
                    "Precision at half recall", "Departure delay, mean error",
                ], head: true)
            for score in said {
                let p = score.probability
                panel.row([
                    FigureText.horizon(score.horizon), FigureText.count(p.legs), FigureText.count(p.trueLegs),
                    FigureText.decimal(p.brier, 4), FigureText.decimal(p.brierOfBaseRate, 4),
                    FigureText.decimal(p.areaUnderCurve, 3), FigureText.decimal(p.precisionAtHalfRecall, 3),
                    FigureText.decimal(score.delayError, 1) + " min",
                ])
            }
            panel.raw("</table>")
        }
    }

    private static func plot(_ score: ProbabilityScore) -> String {
        var chart = Chart(width: 320, height: 320)
        let (left, top, size) = (46.0, 10.0, 230.0)
        for step in 0...5 {
            let share = Double(step) / 5
            let y = top + size * (1 - share)
            chart.line(left, y, left + size, y, "grid")
            chart.text(left - 6, y + 4, FigureText.percent(share), anchor: "end")
            chart.text(left + size * share, top + size + 62, FigureText.percent(share), anchor: "middle")
        }
        chart.line(left, top + size, left + size, top, "dash")
        let bins = score.calibration
        let most = Double(bins.map(\.legs).max() ?? 1)
        var points: [(x: Double, y: Double)] = []
        for (place, bin) in bins.enumerated() where bin.legs > 0 {
            let height = 40 * (Double(bin.legs) / max(1, most)).squareRoot()
            let x = left + size * Double(place) / 10
            chart.rectangle(
                x + 2, top + size + 48 - height, size / 10 - 4, height, "bar",
                title: "\(FigureText.count(bin.legs)) legs")
            points.append((left + size * bin.said, top + size * (1 - bin.cameTrue)))
        }
        chart.path(points, "oursline")
        for (point, bin) in zip(points, bins.filter { $0.legs > 0 }) {
            chart.circle(
                point.x, point.y, 4, "ours mark",
                title: "said \(FigureText.percent(bin.said, 1)), came true \(FigureText.percent(bin.cameTrue, 1)), "
                    + "\(FigureText.count(bin.legs)) legs")
        }
        chart.text(left + size / 2, top + size + 78, "said", anchor: "middle")
        chart.text(left + 6, top + 12, "came true")
        return chart.markup("Calibration: share that came true by what was said")
    }
}
