/// Times of a scenario: minutes from 00:00 UTC of the first simulated day.
enum ScenarioClock {
    static let allowed = "HH:MM in UTC from 00:00 of the first day, to \(ServiceLimits.scenarioHours - 1):59"

    /// `06:30`, or `30:00` for 06:00 of the second day.
    /// - Returns: nil for a text that is none.
    static func minutes(_ text: some StringProtocol) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...3).contains(parts[0].count), parts[1].count == 2,
            parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }),
            let hours = Int(parts[0]), let minutes = Int(parts[1]), hours < ServiceLimits.scenarioHours, minutes < 60
        else { return nil }
        return hours * 60 + minutes
    }
}
