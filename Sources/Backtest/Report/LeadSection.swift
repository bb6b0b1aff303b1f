import DisruptionCore

/// How long before: predictions before departure, patterns before their first effect.
enum LeadSection {
    static func write(_ scores: Scores, _ html: inout Markup) {
        html.element("h2", "How long before")
        let said = scores.rotation.filter { $0.predicted > 0 }
        if !said.isEmpty {
            html.element(
                "p",
                "Flown legs by the time from their prediction to their scheduled departure; those of the next morning, "
                    + "whose inbound came in the evening before, lie right of what is shown.")
            html.element("div", ["class": "two"]) { two in
                for score in said {
                    two.element("div", ["class": "panel"]) {
                        $0.element("h3", "Known: \(FigureText.horizon(score.horizon))")
                        $0.raw(histogram(score))
                    }
                }
            }
        }
        let patterns = scores.patterns.filter { scores.leads[$0] != nil }
        if patterns.isEmpty { return }
        html.element(
            "p",
            "Confirmed disruptions, from when they were first told to their first effect: the scheduled departure of "
                + "the first leg that they reach, or the begin of their window. Bars hold the middle 80 %, dots the "
                + "median; what lies left of 0 was told after its first effect.")
        html.element("div", ["class": "panel"]) { $0.raw(ranges(patterns, scores)) }
    }

    private static func histogram(_ score: RotationScores) -> String {
        var chart = Chart(width: 380, height: 190)
        let (left, top, width, height) = (52.0, 24.0, 314.0, 128.0)
        let range = RotationScores.leadRange
        let most = Chart.top(Double(score.leadBins.max() ?? 1))
        for step in 0...2 {
            let y = top + height * (1 - Double(step) / 2)
            chart.line(left, y, left + width, y, "grid")
            chart.text(left - 6, y + 4, FigureText.count(Int(most * Double(step) / 2)), anchor: "end")
        }
        func x(_ minutes: Double) -> Double {
            left + width * (minutes - Double(range.lowerBound)) / Double(range.count)
        }
        let step = width / Double(score.leadBins.count)
        for (place, count) in score.leadBins.enumerated() {
            let tall = height * Double(count) / max(1, most)
            let from = range.lowerBound + Int32(place) * RotationScores.leadBinMinutes
            chart.rectangle(
                left + Double(place) * step + 0.5, top + height - tall, step - 1, tall, "ours",
                title: "\(from) to \(from + 9) min: \(FigureText.count(count)) legs")
        }
        for hours in stride(from: -2, through: 8, by: 2) {
            chart.text(x(Double(hours) * 60), top + height + 15, "\(hours) h", anchor: "middle")
        }
        chart.line(x(0), top, x(0), top + height, "dash")
        if let lead = score.lead {
            chart.text(
                left + width, 14,
                "median \(FigureText.span(lead.p50)), from \(FigureText.span(lead.p10)) to "
                    + FigureText.span(lead.p90), "ti", anchor: "end")
        }
        return chart.markup("Legs by lead of their prediction")
    }

    private static func ranges(_ patterns: [Pattern], _ scores: Scores) -> String {
        let row = 28.0
        var chart = Chart(width: 1000, height: Double(patterns.count) * row + 34)
        let (left, width) = (220.0, 560.0)
        let (low, high) = (-240.0, 480.0)
        func x(_ minutes: Double) -> Double { left + width * (max(low, min(high, minutes)) - low) / (high - low) }
        let bottom = Double(patterns.count) * row + 8
        for hours in stride(from: -4, through: 8, by: 2) {
            chart.line(x(Double(hours) * 60), 4, x(Double(hours) * 60), bottom, "grid")
            chart.text(x(Double(hours) * 60), bottom + 16, "\(hours) h", anchor: "middle")
        }
        chart.line(x(0), 4, x(0), bottom, "dash")
        for (place, pattern) in patterns.enumerated() {
            guard let lead = scores.leads[pattern] else { continue }
            let y = 8 + Double(place) * row
            chart.text(left - 12, y + 14, FigureText.pattern(pattern), "ti", anchor: "end")
            chart.rectangle(x(lead.p10), y + 4, max(2, x(lead.p90) - x(lead.p10)), 12, "bar", round: 3)
            chart.circle(x(lead.p50), y + 10, 5, "ours mark", title: FigureText.span(lead.p50))
            let text =
                "\(FigureText.span(lead.p50)) · \(FigureText.count(scores.confirmed[pattern] ?? 0)) confirmed"
            chart.text(left + width + 14, y + 14, text, "ti")
        }
        return chart.markup("Leads by pattern: tenth, median and ninetieth percentile")
    }
}
