import DisruptionCore

/// What a reader without time should know.
enum Summary {
    static func sentences(_ scores: Scores) -> [String] {
        rotation(scores) + cascades(scores) + alarms(scores) + episodes(scores)
    }

    private static func rotation(_ scores: Scores) -> [String] {
        guard let score = scores.rotation.first(where: { $0.horizon == .previousDeparture }), score.predicted > 0,
            let ours = score.ours.first, let bar = score.bars.first
        else { return [] }
        return [
            "When the inbound has departed, minutes of late aircraft are predicted with a mean error of "
                + "\(FigureText.decimal(ours.error, 2)) min (one-line rule \(FigureText.decimal(bar.error, 2)), "
                + "always 0 \(FigureText.decimal(ours.errorOfZero, 2))), in the median "
                + "\(score.lead.map { FigureText.span($0.p50) } ?? "–") before scheduled departure."
        ]
    }

    private static func cascades(_ scores: Scores) -> [String] {
        guard scores.cascades.runs > 0 else { return [] }
        let share = Rounding.share(scores.cascades.toldInTime, of: scores.cascades.runs)
        return [
            "\(FigureText.percent(share)) of the \(FigureText.count(scores.cascades.runs)) true cascades (three or "
                + "more legs of an aircraft late by it) were told before their third leg was due"
                + (scores.cascades.leadToThird.map { ", in the median \(FigureText.span($0.p50)) before." } ?? ".")
        ]
    }

    private static func alarms(_ scores: Scores) -> [String] {
        guard scores.ordinaryDays > 0 else { return [] }
        let parts = scores.patterns.filter(\.concernsMany).filter { $0 != .cascadingDelay }.map { pattern in
            let counts = scores.tally(pattern, ordinary: true).told
            let perDay = Double(counts[2...].reduce(0, +)) / Double(scores.ordinaryDays)
            return "\(FigureText.pattern(pattern).lowercased()) \(FigureText.decimal(perDay, 1))"
        }
        if parts.isEmpty { return [] }
        return [
            "On the \(scores.ordinaryDays) ordinary days (fewer than 3 % cancelled) so many were told a day with "
                + "medium severity or more: \(parts.joined(separator: ", "))."
        ]
    }

    private static func episodes(_ scores: Scores) -> [String] {
        guard !scores.episodes.isEmpty else { return [] }
        let early = scores.episodes.count(where: \.isFoundEarly)
        return [
            "Of the \(scores.episodes.count) airport-days with the highest shares of cancelled departures, \(early) "
                + "were told before half of their cancellations were known."
        ]
    }
}
