import DisruptionCore
import History

/// `report.html`: one page that needs nothing else, for whoever decides and for whoever builds.
enum ReportPage {
    static func write(_ scores: Scores, _ truth: TruthTable, _ head: ReportHead, into page: inout ByteWriter) {
        var html = Markup()
        html.raw("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        html.raw("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">")
        html.element("title", "Backtest, \(title(scores))")
        html.raw("<style>\(ReportStyle.css)</style></head><body><main>")
        heading(scores, head, &html)
        RotationSection.write(scores, &html)
        ProbabilitySection.write(scores, &html)
        LeadSection.write(scores, &html)
        DetectionSection.write(scores, &html)
        CascadeSection.write(scores, &html)
        EpisodeSection.write(scores, truth, head.airports, &html)
        CaseSection.write(scores, head.airports, &html)
        about(head, &html)
        html.raw("</main></body></html>\n")
        var text = html.text
        text.withUTF8 { page.putBytes(UnsafeRawBufferPointer($0)) }
    }

    /// `1 Jan – 29 Feb 2008`.
    static func title(_ scores: Scores) -> String {
        guard let first = scores.days.first?.date, let last = scores.days.last?.date else { return "nothing" }
        return "\(FigureText.day(first)) – \(FigureText.day(last)) \(last.civil.year)"
    }

    private static func heading(_ scores: Scores, _ head: ReportHead, _ html: inout Markup) {
        html.element("h1", "Backtest: \(title(scores))")
        let figures = scores.figures
        html.element(
            "p", ["class": "soft"],
            "\(FigureText.count(figures.legs)) legs of \(figures.carriers) carriers at \(figures.airports) airports, "
                + "told to the engine as they would have become known, and what it said against what came true.")
        html.element("div", ["class": "cards"]) { cards in
            card("legs on \(figures.days) days", FigureText.count(figures.legs), &cards)
            card("of legs cancelled", share(figures.cancelled, figures.legs), &cards)
            card("arrived 15 or more late", share(figures.arrivedLate, figures.legs), &cards)
            card("versions of disruptions", FigureText.count(head.summary.versions), &cards)
            card("rotation predictions", FigureText.count(head.summary.predictions), &cards)
            let rate = Double(head.summary.events) / max(0.001, head.summary.secondsOfEngines)
            card("\(FigureText.count(Int(rate))) events/s", FigureText.decimal(head.summary.seconds, 1) + " s", &cards)
        }
        html.element("h2", "In short")
        html.element("ul") { list in
            for sentence in Summary.sentences(scores) { list.element("li", sentence) }
        }
    }

    private static func share(_ part: Int, _ whole: Int) -> String {
        FigureText.percent(Rounding.share(part, of: whole), 1)
    }

    private static func card(_ label: String, _ value: String, _ html: inout Markup) {
        html.element("div", ["class": "card"]) {
            $0.element("b", value)
            $0.element("span", label)
        }
    }

    private static func about(_ head: ReportHead, _ html: inout Markup) {
        html.element("h2", "What was scored")
        html.element("div", ["class": "panel scroll"]) { panel in
            panel.raw("<table>")
            panel.row(["File", "Legs", "Rows left out", "From", "To"], head: true)
            for file in head.files {
                panel.row([
                    file.path, FigureText.count(file.legs), FigureText.count(file.badRows),
                    FigureText.moment(file.first, .utc), FigureText.moment(file.last, .utc),
                ])
            }
            panel.raw("</table>")
            let told =
                "A schedule was told \(FigureText.span(Double(head.rules.scheduleLeadMinutes))) before departure, "
                + "a cancellation \(FigureText.span(Double(head.rules.cancelLeadMinutes))) before, a departure or "
                + "arrival when it happened. \(FigureText.count(head.weather)) weather reports."
            panel.element("p", told)
            let learned = head.learned.map { "What was learned has hash \($0)." } ?? "Nothing learned was loaded."
            panel.element(
                "p",
                "iropsd \(head.version), config_id \(head.configID)"
                    + (head.configuration.map { ", configuration \($0)" } ?? ", built-in settings") + ". \(learned)")
            if !head.settings.isEmpty {
                let list = head.settings.map { "\($0.name) \($0.value)" }.joined(separator: ", ")
                panel.element("p", "Settings that are not at their defaults: \(list).")
            }
            panel.element(
                "p",
                "\(FigureText.count(head.summary.events)) events on \(head.summary.partitions) threads, "
                    + "\(FigureText.decimal(head.summary.secondsOfEngines, 1)) s until everything was told, at most "
                    + "\(FigureText.count(head.summary.peakBytes / 1_048_576)) MiB of memory, "
                    + "\(FigureText.count(head.summary.refused)) facts refused.")
        }
        html.element("footer") {
            $0.put("Every figure is in scores.json; deploy/BACKTEST.md of iropsd says how each is defined.")
        }
    }
}
