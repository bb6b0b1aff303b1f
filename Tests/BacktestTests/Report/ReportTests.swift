import DisruptionCore
import Foundation
import History
import Testing
import WireFormat

@testable import Backtest

@Suite struct ReportTests {
    @Test func theWholeReportIsWrittenAtOnce() throws {
        let scratch = try Scratch()
        let folder = scratch.path + "/a/b"
        let file = try scratch.write("legs.csv", csv(snowLegs))
        var input = BacktestInput(
            history: try HistoryFiles(paths: [file], airports: airports), airports: airports, report: folder)
        input.partitions = 2
        let summary = try Backtest(input).run(isStopped: { false }) { _ in }
        #expect(fileNames(folder) == ["disruptions.jsonl", "predictions.csv", "report.html", "scores.json"])
        #expect(summary.legs == snowLegs.count && summary.versions > 500 && summary.refused == 0)
        let scores = try #require(
            try JSONSerialization.jsonObject(with: Data(try text(folder + "/scores.json").utf8)) as? [String: Any])
        let volume = try #require(scores["volume"] as? [String: Any])
        #expect(volume["legs"] as? Int == snowLegs.count && volume["days"] as? Int == 1)
        #expect((scores["detections"] as? [String: Any])?["CASCADING_DELAY"] != nil)
        let page = try text(folder + "/report.html")
        #expect(page.contains("<svg") && page.contains("FRA, 20 Jan"))
        expectClosedTags(page)
        // Nothing is fetched, nothing runs.
        for word in ["http:", "https:", "<script", "src=", "url(", "@import", "<link"] {
            #expect(!page.contains(word), "\(word)")
        }
    }

    /// Every tag of a page is closed, in order.
    private func expectClosedTags(_ page: String) {
        var open: [Substring] = []
        for tag in page.split(separator: "<").dropFirst() {
            let name = tag.prefix { $0 != " " && $0 != ">" && $0 != "/" || $0 == "/" && tag.first == "/" }
            if name.first == "!" || name == "meta" { continue }
            if name.first == "/" {
                #expect(open.popLast() == name.dropFirst())
            } else if !(tag.prefix { $0 != ">" }).hasSuffix("/") {
                open.append(name)
            }
        }
        #expect(open.isEmpty)
    }

    @Test func dataIsEscaped() {
        var markup = Markup()
        markup.element("td", ["title": "\"a\" & 'b'"], "<script>\u{0}&")
        #expect(
            markup.text == "<td title=\"&quot;a&quot; &amp; &#39;b&#39;\">&lt;script&gt;\u{FFFD}&amp;</td>")
        var chart = Chart(width: 10, height: 10)
        chart.text(.nan, -0.04, "<")
        chart.rectangle(1, 2, .infinity, 3, "a", title: "<b>")
        #expect(!chart.markup("\"").contains("<b>") && chart.markup("\"").contains("aria-label=\"&quot;\""))
    }

    @Test func axesEndAtRoundNumbers() {
        #expect([0.3, 1, 1.1, 5.4, 99, 101].map { Chart.top($0) } == [0.5, 1, 2, 10, 100, 200])
    }

    @Test func figuresAreForPeople() {
        #expect(FigureText.count(1_778_756) == "1,778,756" && FigureText.count(-12) == "−12")
        #expect(FigureText.decimal(3.14159, 2) == "3.14" && FigureText.decimal(-0.001, 2) == "0.00")
        #expect(FigureText.span(125) == "2 h 05 min" && FigureText.span(-7) == "−7 min")
        #expect(FigureText.pattern(.airportCongestion) == "Airport congestion")
    }

    @Test func aFolderThatCannotBeMadeIsSaid() throws {
        let scratch = try Scratch()
        let file = try scratch.write("file", "")
        #expect(throws: BacktestError.self) { _ = try ReportFolder(path: file + "/report") }
        #expect(throws: BacktestError.self) { _ = try ReportFolder(path: file) }
    }

    @Test func whatIsNotPublishedLeavesTheOldReport() throws {
        let scratch = try Scratch()
        _ = try scratch.write("scores.json", "old")
        do {
            let folder = try ReportFolder(path: scratch.path)
            folder.scores.write("new")
        }
        #expect(try text(scratch.path + "/scores.json") == "old" && scratch.names == ["scores.json"])
        let folder = try ReportFolder(path: scratch.path)
        folder.scores.write("new")
        try folder.publish()
        #expect(try text(scratch.path + "/scores.json") == "new" && scratch.names.count == 4)
    }

    @Test func decimalsOfPredictions() {
        func text(_ body: (inout ByteWriter) -> Void) -> String {
            var writer = ByteWriter(capacity: 64)
            body(&writer)
            return String(decoding: writer.bytes, as: UTF8.self)
        }
        #expect([125, 120, -5].map { value in text { $0.put(decimes: value) } } == ["12.5", "12", "-0.5"])
        #expect([250, 7, 1000].map { value in text { $0.put(permille: value) } } == ["0.25", "0.007", "1"])
    }
}
