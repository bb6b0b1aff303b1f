import DisruptionCore
package import Simulator

/// Figures of a simulation for people.
package enum SimulationText {
    /// `2026-01-14 06:31:20Z`.
    static func clock(_ instant: Instant) -> String {
        let text = FeedText.instant(instant)
        return String(text.prefix(19)).split(separator: "T").joined(separator: " ") + "Z"
    }

    /// One line: the clock, the pace, share and time left, records, legs; what matters least is last, where a narrow
    /// terminal cuts it off.
    static func progress(_ progress: FeedProgress, _ status: SimulationStatus) -> String {
        let records = FeedText.count(progress.events)
        let pace = progress.isPaused ? "paused" : progress.factor.map { "x\(FeedSpeed.factor($0))" } ?? "max"
        var text = "\(clock(progress.reached))  \(pace)"
        if let trouble = progress.trouble { return "\(text)  \(records) records sent; \(trouble)" }
        if let share = progress.share { text += "  \(Int(share * 100)) %" }
        if !progress.isPaused, let left = progress.secondsLeft { text += "  \(FeedText.duration(seconds: left)) left" }
        text += "  \(records) records"
        if !progress.isPaused { text += " \(FeedText.count(progress.rate))/s" }
        return "\(text)  \(legs(status))"
    }

    /// `231 airborne, 402 arrived, 12 cancelled, 43 late of 1,502 legs`.
    static func legs(_ status: SimulationStatus) -> String {
        "\(FeedText.count(status.airborne)) airborne, \(FeedText.count(status.arrived)) arrived, "
            + "\(FeedText.count(status.cancelled)) cancelled, \(FeedText.count(status.late)) late of "
            + "\(FeedText.count(status.legs)) legs"
    }

    /// Where what was told is.
    package enum Goal: Equatable {
        case broker
        /// As the user named it, or as it is called while it is not complete.
        case file(String)
    }

    /// One to three sentences for the end.
    package static func outcome(_ outcome: FeedOutcome, _ status: SimulationStatus, _ goal: Goal) -> String {
        guard let last = outcome.last else { return "\(outcome.isStopped ? "stopped" : "done"): nothing was sent" }
        var text = outcome.isStopped ? "stopped at \(clock(last)): " : "done: "
        text += "\(FeedText.count(outcome.events)) records (\(outcome.sent.text)), \(outcome.spanText)"
        switch goal {
        case .broker: text += outcome.acknowledgedText
        case .file(let name): text += ", in \(name)"
        }
        text += ". Legs: \(legs(status))."
        guard goal == .broker else { return text }
        if outcome.isSettled, outcome.unacknowledged == 0 {
            return text + " A time mark behind it settles everything: what is told of the five days behind is late "
                + "from now on; give --keep-open where more follows"
        }
        return text + " No time mark follows: what is open stays open"
    }

    /// What is said when it fails half-way.
    static func handedOver(_ events: Int, unacknowledged: Int) -> String {
        let left =
            unacknowledged == 0 ? "all are acknowledged" : "\(FeedText.count(unacknowledged)) are not acknowledged"
        return "\(FeedText.count(events)) records were handed over before it failed, \(left); what is open stays open"
    }
}
