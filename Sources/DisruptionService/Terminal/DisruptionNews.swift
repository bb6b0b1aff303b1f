import DisruptionCore
import WireFormat

/// A version of a disruption as a person reads it in a line.
struct DisruptionNews: Equatable {
    var id: String
    var pattern: String
    var severity: Severity
    var lifecycle: String
    var isConfirmed: Bool
    var subjectKind: String
    var subjectID: String
    var rootID: String
    var eventTime: Instant
    var explanation: String
    /// Legs that it reaches, by `leg_id`.
    var legs: [String]

    /// Reads a record's value.
    /// - Throws: `OutputRefusal` where it is no version of a disruption.
    init(_ value: UnsafeRawBufferPointer, with reader: inout OutputReader) throws(OutputRefusal) {
        func text(_ bytes: UnsafeRawBufferPointer?) -> String {
            bytes.map { String(decoding: $0, as: UTF8.self) } ?? ""
        }
        let row = try reader.disruption(value)
        id = text(row.id)
        pattern = text(row.pattern)
        severity = Severity.allCases.first { text(row.severity) == "\($0)" } ?? .none
        lifecycle = text(row.lifecycle)
        isConfirmed = row.isConfirmed
        (subjectKind, subjectID, rootID) = (text(row.subjectKind), text(row.subjectID), text(row.rootID))
        eventTime = row.eventTime
        explanation = text(row.explanation)
        var legs: [String] = []
        try reader.forEachLeg { legs.append(text($0.leg)) }
        self.legs = legs
    }

    /// `2026-01-14 05:25Z  HIGH      expected    [4d0f22b1] …`: when, how bad, how sure, by which name
    /// `iropsd explain` knows it, and what.
    /// - Parameter isColoured: severities have colours.
    func line(isColoured: Bool) -> String {
        let shown = shownSeverity(isColoured: isColoured)
        return "\(eventTime.minuteText)  \(shown)  \(state)  [\(id.prefix(8))] \(explanation)"
    }

    /// Eight columns wide.
    func shownSeverity(isColoured: Bool) -> String {
        let name = "\(severity)".uppercased()
        let padded = name + String(repeating: " ", count: max(0, 8 - name.count))
        return isColoured ? "\(colour)\(padded)\u{1B}[0m" : padded
    }

    /// It is about one flight alone.
    var isSingleFlight: Bool {
        ["FLIGHT_DELAY", "FLIGHT_CANCELLED", "FLIGHT_DIVERTED", "GATE_CHANGE"].contains(pattern)
    }

    /// Whether readers hold it for current.
    var isOpen: Bool { lifecycle == "OPENED" || lifecycle == "UPDATED" }

    /// What of its life this version is, ten columns wide.
    var state: String {
        switch lifecycle {
        case "RESOLVED": "over      "
        case "RETRACTED": "withdrawn "
        case "SUPERSEDED": "superseded"
        default: isConfirmed ? "confirmed " : "expected  "
        }
    }

    private var colour: String {
        switch severity {
        case .critical: "\u{1B}[1;31m"
        case .high: "\u{1B}[31m"
        case .medium: "\u{1B}[33m"
        case .low, .none: "\u{1B}[2m"
        }
    }
}

/// Which disruptions a person wants to see. Words of one kind are alternatives, kinds hold together.
struct DisruptionFilter: Equatable {
    var airports: Set<String> = []
    var carriers: Set<String> = []
    var patterns: Set<String> = []
    var severity = Severity.none
    var isConfirmedOnly = false

    func admits(_ news: DisruptionNews) -> Bool {
        if news.severity < severity || isConfirmedOnly && !news.isConfirmed { return false }
        if !patterns.isEmpty, !patterns.contains(news.pattern) { return false }
        if !airports.isEmpty, airports.isDisjoint(with: DisruptionFilter.airports(of: news)) { return false }
        return carriers.isEmpty || !carriers.isDisjoint(with: DisruptionFilter.carriers(of: news))
    }

    /// The airports that it is about: of its subject, of its root, and where its legs begin.
    static func airports(of news: DisruptionNews) -> Set<String> {
        var airports = Set((news.legs + [news.rootID, news.subjectID]).compactMap(origin))
        if news.subjectKind.hasPrefix("airport") { airports.insert(part(0, of: news.subjectID)) }
        if news.subjectKind == "airline-base" { airports.insert(part(1, of: news.subjectID)) }
        return airports
    }

    /// The airlines that it is about: of its subject, and whose legs they are.
    static func carriers(of news: DisruptionNews) -> Set<String> {
        var carriers = Set((news.legs + [news.rootID, news.subjectID]).compactMap(designator))
        if news.subjectKind.hasPrefix("airline") { carriers.insert(part(0, of: news.subjectID)) }
        return carriers
    }

    private static func part(_ place: Int, of id: String) -> String {
        let parts = id.split(separator: "/")
        return place < parts.count ? String(parts[place]) : ""
    }

    /// The `leg_id` that an id is, or that stands in it behind a tail or before a kind.
    private static func leg(in id: String) -> [Substring]? {
        let parts = id.split(separator: "/")
        guard let date = parts.firstIndex(where: { $0.count == 10 && $0.dropFirst(4).first == "-" }), date > 0,
            date + 1 < parts.count
        else { return nil }
        return [parts[date - 1], parts[date + 1]]
    }

    private static func origin(_ id: String) -> String? { leg(in: id).map { String($0[1].prefix { $0 != "#" }) } }

    private static func designator(_ id: String) -> String? {
        leg(in: id).flatMap { parts in
            var flight = String(parts[0])
            return flight.withUTF8 { FlightNumber(ascii: UnsafeRawBufferPointer($0)) }.map { "\($0.carrier)" }
        }
    }
}

extension Instant {
    /// `2026-01-14 05:25Z`.
    var minuteText: String {
        let text = rfc3339
        return "\(text.prefix(10)) \(text.dropFirst(11).prefix(5))Z"
    }
}
