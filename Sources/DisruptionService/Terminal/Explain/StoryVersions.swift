import DisruptionCore
import KafkaClient
import WireFormat

/// A version of a disruption with its reasons.
struct StoryVersion {
    /// One reason: what was found, and the bound that it passed.
    struct Reason: Equatable {
        var what: String
        var value: Double?
        var threshold: Double?
    }

    let news: DisruptionNews
    /// The input event that caused it; nil where time alone did.
    let triggerEventID: String?
    let correlationID: String?
    let confidence: Double?
    let reasons: [Reason]

    /// - Throws: `OutputRefusal` where it is no version of a disruption.
    init(_ value: UnsafeRawBufferPointer, with reader: inout OutputReader) throws(OutputRefusal) {
        func text(_ bytes: UnsafeRawBufferPointer?) -> String? {
            bytes.flatMap { $0.isEmpty ? nil : String(decoding: $0, as: UTF8.self) }
        }
        news = try DisruptionNews(value, with: &reader)
        let row = try reader.disruption(value)
        (triggerEventID, correlationID, confidence) = (
            text(row.triggerEventID), text(row.correlationID), row.confidence
        )
        var reasons: [Reason] = []
        try reader.forEachEvidence {
            reasons.append(Reason(what: text($0.what) ?? "", value: $0.value, threshold: $0.threshold))
        }
        self.reasons = reasons
    }

    /// A line of what was told, and below it why.
    func lines(isColoured: Bool) -> [String] {
        let sure = confidence.map { ", \(Int64(max(0, min(1, $0)) * 100 + 0.5)) % sure" } ?? ""
        let cause = triggerEventID.map { "event \($0)" } ?? "the time that had passed"
        let correlated = correlationID.map { " of \($0)" } ?? ""
        let shown = news.shownSeverity(isColoured: isColoured)
        var lines = ["  \(news.eventTime.minuteText)  \(shown)  \(news.state)  \(news.explanation)"]
        let why = reasons.map(\.text).joined(separator: ", ")
        lines.append("      by \(cause)\(correlated)\(sure)" + (why.isEmpty ? "" : "; \(why)"))
        return lines
    }
}

extension StoryVersion.Reason {
    /// `inbound_late_minutes 45 (bound 30)`.
    var text: String {
        let shown = value.map { " \($0.shortText)" } ?? ""
        return what + shown + (threshold.map { " (bound \($0.shortText))" } ?? "")
    }
}

extension Double {
    /// Without a point where it is whole.
    fileprivate var shortText: String {
        self == rounded() && magnitude < 1e15 ? "\(Int64(self))" : "\((self * 1000).rounded() / 1000)"
    }
}

/// Finds every version of a disruption in its topic.
struct StoryVersions {
    private let scan: TopicScan
    /// Versions that are kept: of one that was told more often, the last.
    private static let versionsMax = 1000

    init(_ configuration: Configuration) throws {
        scan = try TopicScan(configuration, "disruption.events", client: "iropsd-explain")
    }

    /// - Parameter id: how the id begins; where several do, the first that is found counts.
    /// - Throws: `KafkaError` where no broker answers.
    func read(_ id: String, from start: TopicScan.Start, stop: StopRequest) throws -> [StoryVersion] {
        var reader = OutputReader()
        var whole = Array(id.utf8)
        var versions: [StoryVersion] = []
        try scan.run(from: start, follows: false, stop: stop) { _, message in
            guard let key = message.key, key.starts(with: whole), let value = message.value else { return }
            if whole.count < key.count { whole = Array(key) }
            versions.append(try StoryVersion(value, with: &reader))
            if versions.count > Self.versionsMax { versions.removeFirst() }
        }
        return versions
    }
}
