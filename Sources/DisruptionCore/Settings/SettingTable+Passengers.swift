extension EngineSettings {
    private static func weight(_ name: String, _ value: Int64, _ meaning: String) -> Setting {
        count("impact." + name + "_weight", 0...1000, value, meaning)
    }

    /// What concerns passengers. The weights are this project's; the delay by a cancellation is the mean of passengers
    /// on cancelled flights in the US in 2005 (Wang and Sherry).
    static func passengers(_ id: SettingID) -> Setting {
        switch id {
        case .impactPremiumWeight:
            weight("premium", 1, "added to a passenger's priority for gold and above or a premium cabin")
        case .impactMinorWeight: weight("unaccompanied_minor", 10, "added for one who travels alone as a minor")
        case .impactWheelchairWeight: weight("wheelchair", 5, "added for one who needs a wheelchair")
        case .impactMedicalWeight: weight("medical", 5, "added for one who needs medical care or equipment")
        case .impactConnectingWeight: weight("connecting", 2, "added for one who changes to another flight")
        case .impactDoorMinutes:
            minutes("impact.door_minutes", 0...30, 2, "from on blocks to the open door, by which compensation goes")
        case .connectionEnabled: onOff("missed_connection", "passengers who come too late for their next flight")
        case .connectionRiskMinutes:
            minutes("missed_connection.risk_minutes", 1...240, 15, "less slack than this is a risk")
        case .connectionCloseMinutes:
            minutes("missed_connection.close_minutes", 1...240, 20, "with this slack the risk is over")
        case .connectionHighPassengers:
            count("missed_connection.high_passengers", 1...1000, 20, "so many who miss it are of high severity")
        case .connectionHoldMinutes:
            minutes("missed_connection.hold_minutes", 0...240, 20, "no flight is to wait longer for passengers")
        case .connectionHoldPassengers:
            count("missed_connection.hold_passengers", 1...1000, 5, "for fewer passengers no flight is to wait")
        default:
            minutes("impact.cancelled_minutes", 0...2880, 549, "delay that counts for a passenger who is not flown")
        }
    }
}
