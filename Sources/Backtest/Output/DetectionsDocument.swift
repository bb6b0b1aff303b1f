import DisruptionCore
import WireFormat

/// The part of `scores.json` that is about what was told.
enum DetectionsDocument {
    static func write(_ scores: Scores, into json: inout JSONWriter) {
        json.key("detections")
        json.beginObject()
        for pattern in scores.patterns {
            var name = pattern.upperName
            name.withUTF8 { json.key(utf8: UnsafeRawBufferPointer($0)) }
            json.beginObject()
            tally("all_days", scores.tally(pattern), days: scores.days.count, into: &json)
            tally(
                "ordinary_days", scores.tally(pattern, ordinary: true), days: scores.ordinaryDays, into: &json)
            tally(
                "other_days", scores.tally(pattern, ordinary: false), days: scores.days.count - scores.ordinaryDays,
                into: &json)
            json.field("lead_minutes", scores.leads[pattern])
            json.key("per_day")
            perDay(pattern, scores, into: &json)
            json.endObject()
        }
        json.endObject()
        cascades(scores.cascades, into: &json)
        episodes("episodes", scores.episodes, into: &json)
        episodes("episodes_without_a_word", scores.unsaid, into: &json)
    }

    private static func tally(
        _ name: StaticString, _ tally: DetectionTally, days: Int, into json: inout JSONWriter
    ) {
        json.key(name)
        json.beginObject()
        json.field("days", days)
        counts(tally, into: &json)
        json.endObject()
    }

    private static func counts(_ tally: DetectionTally, into json: inout JSONWriter) {
        bySeverity("told", tally.told, into: &json)
        bySeverity("confirmed", tally.confirmed, into: &json)
        bySeverity("retracted", tally.retracted, into: &json)
        bySeverity("retracted_averted", tally.averted, into: &json)
        json.field("superseded", tally.superseded)
        json.field("unsettled", tally.unsettled)
        json.field("openings", tally.openings)
    }

    private static func bySeverity(_ name: StaticString, _ counts: [Int], into json: inout JSONWriter) {
        json.key(name)
        json.beginObject()
        json.field("all", counts.reduce(0, +))
        for (place, count) in counts.enumerated() where count > 0 {
            if let severity = Severity(rawValue: UInt8(place)) { json.field(severity.name, count) }
        }
        json.endObject()
    }

    private static func perDay(_ pattern: Pattern, _ scores: Scores, into json: inout JSONWriter) {
        json.beginArray()
        for date in scores.tallies.keys.sorted() {
            guard let tally = scores.tallies[date]?[pattern] else { continue }
            json.beginObject()
            json.field("date", date)
            counts(tally, into: &json)
            json.endObject()
        }
        json.endArray()
    }

    private static func cascades(_ scores: CascadeScores, into json: inout JSONWriter) {
        json.key("true_cascades")
        json.beginObject()
        json.field("runs_of_3+", scores.runs)
        json.field("told", scores.told)
        json.field("told_before_the_third_leg", scores.toldInTime)
        json.field("lead_minutes_to_third_leg", scores.leadToThird)
        json.field("lead_minutes_to_last_leg", scores.leadToLast)
        json.key("by_length")
        json.beginObject()
        let names: [StaticString] = ["3", "4", "5", "6", "7", "8+"]
        for (name, count) in zip(names, scores.byLength) {
            json.key(name)
            json.beginObject()
            json.field("runs", count.runs)
            json.field("told", count.told)
            json.endObject()
        }
        json.endObject()
        json.endObject()
    }

    private static func episodes(
        _ name: StaticString, _ episodes: [AirportEpisode], into json: inout JSONWriter
    ) {
        json.key(name)
        json.beginArray()
        for episode in episodes {
            json.beginObject()
            json.field("airport", episode.day.airport)
            json.field("date", episode.day.date)
            json.field("departures", episode.day.departures)
            json.field("cancelled", episode.day.cancelled)
            json.field("first_told", episode.firstTold)
            json.field("cancellations_known_then", episode.knownAtFirst)
            json.field("first_medium", episode.firstMedium)
            json.field("cancellations_known_at_first_medium", episode.knownAtMedium)
            json.field("worst_severity", episode.worst.name)
            json.field("told_before_half_was_known", episode.isFoundEarly)
            json.endObject()
        }
        json.endArray()
    }
}
