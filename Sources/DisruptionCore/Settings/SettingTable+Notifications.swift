extension EngineSettings {
    /// What passengers are told, and when. Defaults are this project's.
    static func notifications(_ id: SettingID) -> Setting {
        switch id {
        case .notificationsEnabled:
            Setting(
                name: "outputs.notifications", unit: "switch", range: 0...1, default: 1,
                meaning: "what to tell each passenger goes to notifications")
        case .notificationBoarding:
            Setting(
                name: "notifications.boarding", unit: "switch", range: 0...1, default: 1,
                meaning: "passengers are told that boarding has begun")
        case .notificationDelayMinutes:
            minutes("notifications.delay_minutes", 15...1440, 15, "the least delay at departure that is told")
        case .notificationRepeatMinutes:
            minutes(
                "notifications.repeat_minutes", 0...1440, 10,
                "a passenger hears of a subject again after so long, sooner only of worse")
        case .notificationQuietFromHour:
            hour("notifications.quiet_from_hour", 22, "from this hour where a flight leaves only high urgency is told,")
        case .notificationQuietUntilHour:
            hour("notifications.quiet_until_hour", 6, "until this one; the same hour twice is no quiet time")
        default:
            minutes(
                "notifications.quiet_departure_minutes", 0...2880, 240,
                "who leaves sooner than this is told in quiet hours too")
        }
    }

    private static func hour(_ name: String, _ value: Int64, _ meaning: String) -> Setting {
        Setting(name: name, unit: "hours", range: 0...23, default: value, meaning: meaning)
    }
}
