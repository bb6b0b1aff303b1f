import DisruptionCore

/// What was told a day, by pattern and severity, and what became of it.
enum DetectionSection {
    static func write(_ scores: Scores, _ html: inout Markup) {
        if scores.patterns.isEmpty { return }
        html.element("h2", "Detections a day")
        html.element(
            "p",
            "Disruptions by operating day, each at the highest severity that was told of it. Ordinary days, on which "
                + "fewer than 3 % of all legs were cancelled, are shaded: what is told there is mostly noise to a "
                + "reader.")
        key(&html)
        for pattern in scores.patterns {
            html.element("div", ["class": "panel"]) {
                $0.element("h3", FigureText.pattern(pattern))
                $0.raw(perDay(pattern, scores))
            }
        }
        html.element("h3", "A day, on average")
        html.element("div", ["class": "panel scroll"]) { panel in
            panel.raw("<table>")
            panel.row(
                [
                    "Pattern", "Days", "Told", "medium or more", "high or more", "Confirmed", "medium or more",
                    "Taken back", "of these averted",
                ], head: true)
            for pattern in scores.patterns { rows(pattern, scores, &panel) }
            panel.raw("</table>")
            panel.element(
                "p", ["class": "soft"],
                "Averted: what was told was taken back because somebody did something (another aircraft, a "
                    + "cancellation), and the event says so. What recovered by itself was no such thing.")
        }
    }

    /// The colours of severities.
    static func key(_ html: inout Markup) {
        html.raw(
            "<div class=\"key\"><span><i class=\"k1\"></i>low</span><span><i class=\"k2\"></i>medium</span>"
                + "<span><i class=\"k3\"></i>high</span><span><i class=\"k4\"></i>critical</span>"
                + "<span><i class=\"k0\"></i>none</span><span><i class=\"ko\"></i>ordinary day</span></div>")
    }

    private static func rows(_ pattern: Pattern, _ scores: Scores, _ html: inout Markup) {
        let others = scores.days.count - scores.ordinaryDays
        let kinds: [(String, Bool, Int)] = [("ordinary", true, scores.ordinaryDays), ("other", false, others)]
        for (name, ordinary, days) in kinds where days > 0 {
            let tally = scores.tally(pattern, ordinary: ordinary)
            func perDay(_ counts: [Int], from severity: Int = 0) -> String {
                FigureText.decimal(Double(counts[severity...].reduce(0, +)) / Double(days), 1)
            }
            html.row([
                ordinary || scores.ordinaryDays == 0 ? FigureText.pattern(pattern) : "", "\(days) \(name)",
                perDay(tally.told), perDay(tally.told, from: 2), perDay(tally.told, from: 3),
                perDay(tally.confirmed), perDay(tally.confirmed, from: 2), perDay(tally.retracted),
                perDay(tally.averted),
            ])
        }
    }

    private static func perDay(_ pattern: Pattern, _ scores: Scores) -> String {
        let days = scores.days
        var chart = Chart(width: 1000, height: 168)
        let (left, top, width, height) = (52.0, 10.0, 940.0, 120.0)
        let totals = days.map { scores.tallies[$0.date]?[pattern]?.told.reduce(0, +) ?? 0 }
        let most = Chart.top(Double(max(1, totals.max() ?? 1)))
        let step = width / Double(max(1, days.count))
        for (place, day) in days.enumerated() where day.isOrdinary {
            chart.rectangle(left + Double(place) * step, top, step, height, "ordinary")
        }
        for part in 0...2 {
            let y = top + height * (1 - Double(part) / 2)
            chart.line(left, y, left + width, y, "grid")
            chart.text(left - 6, y + 4, FigureText.decimal(most * Double(part) / 2, most < 2 ? 1 : 0), anchor: "end")
        }
        let every = max(1, (days.count + 15) / 16)
        for (place, day) in days.enumerated() {
            let x = left + Double(place) * step
            if place % every == 0 {
                chart.text(x + step / 2, top + height + 16, FigureText.day(day.date), anchor: "middle")
            }
            guard let told = scores.tallies[day.date]?[pattern]?.told else { continue }
            var y = top + height
            for severity in [0, 1, 2, 3, 4] where told[severity] > 0 {
                let tall = height * Double(told[severity]) / most
                y -= tall
                let name = Severity(rawValue: UInt8(severity))?.name.description ?? ""
                chart.rectangle(
                    x + step * 0.12, y, step * 0.76, tall, "s\(severity)",
                    title: "\(FigureText.day(day.date)): \(FigureText.count(told[severity])) \(name), "
                        + "\(FigureText.percent(day.cancelledShare, 1)) of all legs cancelled")
            }
        }
        chart.line(left, top + height, left + width, top + height, "axis")
        return chart.markup("\(FigureText.pattern(pattern)) by day and severity")
    }
}
