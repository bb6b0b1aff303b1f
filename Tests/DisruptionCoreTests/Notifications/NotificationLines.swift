import DisruptionCore

extension PassengerNotification {
    /// When it is said, what, how urgently, and the figures of it.
    var line: String {
        let minute = eventTime.minute
        let (hours, minutes) = (minute / 60 % 24, minute % 60)
        let clock = "\(hours < 10 ? "0" : "")\(hours):\(minutes < 10 ? "0" : "")\(minutes)"
        var text = "\(clock) \(String(decoding: bookingID, as: UTF8.self)) \(template.name) \(urgency.name)"
        switch template {
        case .flightDelay, .flightReinstated: text += " \(delayMinutes)"
        case .gateChange: text += " \(news.gate)|\(news.terminal)"
        case .connectionAtRisk, .connectionMissed, .connectionKept: text += " from \(inbound)"
        default: break
        }
        return text
    }
}

extension LocalRuntime {
    /// What passengers were told since this was asked last.
    func notificationLines() throws -> [String] {
        try pump()
        let lines = notifications.map(\.line)
        notifications.removeAll()
        return lines
    }
}

extension TestLeg {
    func delayed(_ minutes: Int64, at time: Instant) -> Feed.Event {
        Feed.Event(
            leg: key, type: .updated, at: time, id: "\(key)-L\(time.ms)",
            fields: [(.estimatedDeparture, departure.adding(minutes: minutes).ms)])
    }

    func moved(to gate: String, _ terminal: String, at time: Instant) -> Feed.Event {
        Feed.Event(
            leg: key, type: .gateChange, at: time, id: "\(key)-G\(time.ms)",
            texts: [(.gate, gate), (.terminal, terminal)])
    }

    func boarding(at time: Instant) -> Feed.Event {
        Feed.Event(leg: key, type: .updated, at: time, id: "\(key)-B", texts: [(.status, "BOARDING")])
    }
}
