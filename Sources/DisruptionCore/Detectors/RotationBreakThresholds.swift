/// The thresholds of ROTATION_BREAK, apart from the other settings so that the hot path copies little.
struct RotationBreakThresholds: Sendable {
    let isEnabled: Bool
    /// All in minutes, to departure, on the ground or late.
    let horizon: Int64
    let medium: Int64
    let high: Int64
    let positionGap: Int64
    let inboundGap: Int64
    let late: Int64
    let lateClose: Int64
    let lateMedium: Int64
    let lateHigh: Int64
    let noTail: Int64
    /// Hundredths of the least turn.
    let turnPercent: Int64
    let downgaugeSeats: Int64

    init(_ settings: EngineSettings) {
        isEnabled = settings[.rotationBreakEnabled] == 1
        horizon = settings[.rotationBreakHorizonMinutes]
        medium = settings[.rotationBreakMediumMinutes]
        high = settings[.rotationBreakHighMinutes]
        positionGap = settings[.rotationBreakPositionGapMinutes]
        inboundGap = settings[.rotationBreakInboundGapMinutes]
        late = settings[.rotationBreakLateMinutes]
        lateClose = settings[.rotationBreakLateCloseMinutes]
        lateMedium = settings[.rotationBreakLateMediumMinutes]
        lateHigh = settings[.rotationBreakLateHighMinutes]
        noTail = settings[.rotationBreakNoTailMinutes]
        turnPercent = settings[.rotationBreakTurnPercent]
        downgaugeSeats = settings[.rotationBreakDowngaugeSeats]
    }
}
