/// One threshold of the engine: what the configuration file, the configuration record in the log and the reference page
/// all read. Values are whole numbers, so that every machine computes the same.
public struct Setting: Sendable {
    /// `<group>.<what>`, e.g. `cascading_delay.root_delay_minutes`; the unit comes last.
    public let name: String
    public let unit: String
    public let range: ClosedRange<Int64>
    public let `default`: Int64
    /// One line for the reference page.
    public let meaning: String

    /// Whether the configuration file writes it as true or false.
    public var isSwitch: Bool { unit == "switch" }
}

/// A place in the settings' values, resolved once at compile time instead of by name.
public enum SettingID: Int, CaseIterable, Sendable {
    case allowedLatenessMinutes, departureTaxiMinutes, arrivalTaxiMinutes
    case minimumTurnSmallMinutes, minimumTurnNarrowMinutes, minimumTurnWideMinutes, minimumTurnUnknownMinutes
    case rotationPredictions
    case updateMinutes, flickerMinutes, flickerHoldMinutes
    case flightDelayEnabled, flightDelayMinutes, flightDelayCloseMinutes
    case flightCancelledEnabled, flightCancelledSettleMinutes
    case gateChangeEnabled, flightDivertedEnabled
    case cascadeEnabled, cascadeRootMinutes, cascadeLegMinutes, cascadeLegCloseMinutes, cascadeLegs
    case cascadeCapNarrowMinutes, cascadeCapWideMinutes, cascadeForecastMinutes
    case rotationBreakEnabled, rotationBreakHorizonMinutes, rotationBreakMediumMinutes, rotationBreakHighMinutes
    case rotationBreakPositionGapMinutes, rotationBreakInboundGapMinutes
    case rotationBreakLateMinutes, rotationBreakLateCloseMinutes
    case rotationBreakLateMediumMinutes, rotationBreakLateHighMinutes
    case rotationBreakTurnPercent, rotationBreakNoTailMinutes, rotationBreakDowngaugeSeats
    case congestionEnabled, congestionWindowMinutes, congestionCancelledPermille, congestionCancelledClosePermille
    case congestionDepartures, congestionReportingMinutes, congestionQueueMinutes, congestionQueueCloseMinutes
    case congestionUtilisationPermille, congestionUtilisationClosePermille, congestionTaxiMinutes, congestionDwellBins
    case airlineEnabled, airlineUsualPermille, airlineDepartures, airlineExcessPermille, airlineRatioPermille
    case airlineCancelledPermille, airlineCancelledRatioPermille, airlineCancelled
    case airlineDeviations, airlineClosePermille, airlineDwellBins, airlinePartDepartures, airlinePartExcessPermille
    case weatherEnabled, weatherTakenPermille, weatherFlights, weatherCriticalFlights, weatherDwellBins
    case seasonalEnabled, seasonalMovements, seasonalMinutes, seasonalFloorMinutes, seasonalScoreHundredths
    case seasonalMediumHundredths, seasonalHighHundredths, seasonalCloseHundredths, seasonalDwellBins
    case networkEnabled, networkAirports, networkLegs, networkEdgeLegs, networkSharePermille, networkMediumPermille
    case networkHighPermille, networkCriticalPermille, networkDepartures, networkUsualPermille
    case networkLateExcessPermille, networkDwellBins, networkCancelledPermille
    case flightStateEnabled, bookingStateEnabled
    case impactPremiumWeight, impactMinorWeight, impactWheelchairWeight, impactMedicalWeight, impactConnectingWeight
    case impactCancelledMinutes, impactDoorMinutes
    case connectionEnabled, connectionRiskMinutes, connectionCloseMinutes, connectionHighPassengers
    case connectionHoldMinutes, connectionHoldPassengers
    case notificationsEnabled, notificationBoarding, notificationDelayMinutes, notificationRepeatMinutes
    case notificationQuietFromHour, notificationQuietUntilHour, notificationQuietDepartureMinutes
}
