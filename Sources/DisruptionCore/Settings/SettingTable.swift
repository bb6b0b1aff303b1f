extension EngineSettings {
    static func onOff(_ pattern: String, _ meaning: String) -> Setting {
        Setting(name: pattern + ".enabled", unit: "switch", range: 0...1, default: 1, meaning: meaning)
    }

    static func minutes(_ name: String, _ range: ClosedRange<Int64>, _ value: Int64, _ meaning: String)
        -> Setting
    {
        Setting(name: name, unit: "minutes", range: range, default: value, meaning: meaning)
    }

    private static func permille(_ name: String, _ value: Int64, _ meaning: String) -> Setting {
        Setting(name: name, unit: "permille", range: 1...10_000, default: value, meaning: meaning)
    }

    private static func hundredths(_ name: String, _ value: Int64, _ meaning: String) -> Setting {
        Setting(name: name, unit: "hundredths", range: 1...10_000, default: value, meaning: meaning)
    }

    static func count(_ name: String, _ range: ClosedRange<Int64>, _ value: Int64, _ meaning: String) -> Setting {
        Setting(name: name, unit: "count", range: range, default: value, meaning: meaning)
    }

    /// The table: name, unit, range, default, meaning.
    ///
    /// Sources of the defaults: turn times EUROCONTROL Standard Inputs ed. 10 (turnaround), the unknown class the
    /// minimum turn that explains most late-aircraft minutes of January 2008 in the US; caps University of Westminster
    /// 2015, 2.3; 15 minutes US BTS "delayed"; the others engineering defaults.
    public static func setting(_ id: SettingID) -> Setting {
        switch id {
        case .allowedLatenessMinutes:
            minutes(
                "time.allowed_lateness_minutes", 0...1440, 5,
                "how far event time may run back within an input partition")
        case .departureTaxiMinutes:
            minutes("times.departure_taxi_minutes", 0...120, 15, "off-block to take-off where only one is known")
        case .arrivalTaxiMinutes:
            minutes("times.arrival_taxi_minutes", 0...120, 6, "landing to in-block where only one is known")
        case .minimumTurnSmallMinutes:
            minutes("rotation.minimum_turn_small_minutes", 1...600, 25, "least turn of aircraft with up to 80 seats")
        case .minimumTurnNarrowMinutes:
            minutes("rotation.minimum_turn_narrow_minutes", 1...600, 30, "least turn of aircraft with 81 to 220 seats")
        case .minimumTurnWideMinutes:
            minutes(
                "rotation.minimum_turn_wide_minutes", 1...600, 65, "least turn of aircraft with more than 220 seats")
        case .minimumTurnUnknownMinutes:
            minutes("rotation.minimum_turn_unknown_minutes", 1...600, 40, "least turn of aircraft of unknown size")
        case .rotationPredictions:
            Setting(
                name: "rotation.predictions", unit: "switch", range: 0...1, default: 1,
                meaning: "what becomes of each leg is predicted as its rotation becomes known")
        case .updateMinutes:
            minutes("updates.changed_minutes", 1...120, 5, "a provisional figure is told again when it moved by this")
        case .flickerMinutes:
            minutes("updates.flicker_minutes", 0...120, 5, "a severity falls only when its figure fell by this,")
        case .flickerHoldMinutes:
            minutes("updates.flicker_hold_minutes", 0...240, 10, "or when this much event time has passed")
        case .flightDelayEnabled: onOff("flight_delay", "single flights 15 or more minutes late")
        case .flightDelayMinutes:
            minutes("flight_delay.open_minutes", 1...240, 15, "delay from which a flight is delayed")
        case .flightDelayCloseMinutes:
            minutes("flight_delay.close_minutes", 0...240, 10, "expected delay below which an open one is withdrawn")
        case .flightCancelledEnabled: onOff("flight_cancelled", "cancelled flights")
        case .flightCancelledSettleMinutes:
            minutes(
                "flight_cancelled.settle_minutes", 0...1440, 180, "after scheduled departure a cancellation is final")
        case .gateChangeEnabled: onOff("gate_change", "changes of gate or terminal")
        case .flightDivertedEnabled: onOff("flight_diverted", "diversions")
        case .cascadeEnabled: onOff("cascading_delay", "late aircraft that make their next legs late")
        case .cascadeRootMinutes:
            minutes("cascading_delay.root_delay_minutes", 1...600, 15, "arrival delay of the root leg")
        case .cascadeLegMinutes:
            minutes("cascading_delay.leg_minutes", 1...600, 15, "reactionary minutes that make a leg count")
        case .cascadeLegCloseMinutes:
            minutes("cascading_delay.leg_close_minutes", 1...600, 10, "below this it no longer counts")
        case .cascadeLegs: count("cascading_delay.legs", 1...20, 2, "legs that must count")
        case .cascadeCapNarrowMinutes:
            minutes(
                "cascading_delay.cap_narrow_minutes", 30...1440, 240,
                "reactionary minutes beyond which a rotation is likely cancelled")
        case .cascadeCapWideMinutes:
            minutes("cascading_delay.cap_wide_minutes", 30...1440, 300, "the same for more than 220 seats")
        case .cascadeForecastMinutes:
            minutes(
                "cascading_delay.forecast_change_minutes", 1...120, 5,
                "a leg is told its predicted delay again when it moved by this")
        case .rotationBreakEnabled: onOff("rotation_break", "legs whose aircraft is not there, or not in time")
        case .rotationBreakHorizonMinutes:
            minutes("rotation_break.horizon_minutes", 60...4320, 1440, "so long before departure a break is told")
        case .rotationBreakMediumMinutes:
            minutes("rotation_break.medium_minutes", 0...4320, 360, "from so long before departure it is of medium")
        case .rotationBreakHighMinutes:
            minutes("rotation_break.high_minutes", 0...4320, 120, "and from here on of high severity")
        case .rotationBreakPositionGapMinutes:
            minutes(
                "rotation_break.position_gap_minutes", 0...2880, 180,
                "longer on the ground, an aircraft may have come by a flight that nobody told")
        case .rotationBreakInboundGapMinutes:
            minutes(
                "rotation_break.inbound_gap_minutes", 0...2880, 360,
                "the same behind a cancelled or diverted inbound leg")
        case .rotationBreakLateMinutes:
            minutes("rotation_break.late_minutes", 1...600, 15, "more reactionary minutes than these open")
        case .rotationBreakLateCloseMinutes:
            minutes("rotation_break.late_close_minutes", 0...600, 10, "not more than these close")
        case .rotationBreakLateMediumMinutes:
            minutes(
                "rotation_break.late_medium_minutes", 1...1440, 180,
                "a late inbound leg is of medium severity at the most from these minutes,")
        case .rotationBreakLateHighMinutes:
            minutes("rotation_break.late_high_minutes", 1...1440, 300, "of high from these")
        case .rotationBreakTurnPercent:
            count(
                "rotation_break.impossible_turn_percent", 1...100, 40,
                "a scheduled turn below this share of the least turn is impossible")
        case .rotationBreakNoTailMinutes:
            minutes(
                "rotation_break.no_tail_minutes", 0...1440, 120,
                "so long before departure an aircraft is named; 0 where the feed names none")
        case .rotationBreakDowngaugeSeats:
            count("rotation_break.downgauge_seats", 1...1000, 6, "seats fewer than first told that count")
        case .congestionEnabled: onOff("airport_congestion", "airports that cannot serve their demand")
        case .congestionWindowMinutes:
            minutes("airport_congestion.window_minutes", 30...480, 120, "sliding window of the cancelled share")
        case .congestionCancelledPermille:
            permille("airport_congestion.cancelled_permille", 200, "cancelled share of the departures due that opens")
        case .congestionCancelledClosePermille:
            permille("airport_congestion.cancelled_close_permille", 120, "share below which it closes")
        case .congestionDepartures:
            count("airport_congestion.departures", 1...1000, 10, "departures due in the window, at least")
        case .congestionReportingMinutes:
            minutes(
                "airport_congestion.reporting_minutes", 0...120, 10, "after its end a bin waits this long for reports")
        case .congestionQueueMinutes:
            minutes("airport_congestion.queue_minutes", 5...480, 30, "queue at the observed capacity that opens")
        case .congestionQueueCloseMinutes:
            minutes("airport_congestion.queue_close_minutes", 1...480, 15, "queue below which it closes")
        case .congestionUtilisationPermille:
            permille("airport_congestion.utilisation_permille", 1100, "demand over capacity of 60 minutes that opens")
        case .congestionUtilisationClosePermille:
            permille("airport_congestion.utilisation_close_permille", 900, "demand over capacity below which it closes")
        case .congestionTaxiMinutes:
            minutes(
                "airport_congestion.taxi_minutes", 1...240, 25,
                "median taxi to take-off beyond the unimpeded one that opens; at twice it is medium")
        case .congestionDwellBins:
            count("airport_congestion.dwell_bins", 1...16, 2, "consecutive bins of 15 minutes that must agree")
        case .weatherEnabled: onOff("weather_impact", "weather that takes capacity from an airport")
        case .weatherTakenPermille:
            permille(
                "weather_impact.taken_permille", 200,
                "share of the capacity taken that opens; at twice it is medium, at three times high")
        case .weatherFlights:
            count("weather_impact.flights", 1...1000, 8, "flights due within four hours, at least")
        case .weatherCriticalFlights:
            count(
                "weather_impact.critical_flights", 1...10_000, 100,
                "flights exposed to high impact that make it critical")
        case .weatherDwellBins:
            count("weather_impact.dwell_bins", 1...16, 2, "consecutive bins of 15 minutes that must agree")
        case .seasonalEnabled: onOff("seasonal_deviation", "airports that are later than usual at that hour")
        case .seasonalMovements: count("seasonal_deviation.movements", 1...1000, 10, "movements of the hour, at least")
        case .seasonalMinutes:
            minutes("seasonal_deviation.minutes", 1...600, 20, "median delay above the usual one, at least")
        case .seasonalFloorMinutes:
            minutes("seasonal_deviation.floor_minutes", 1...60, 4, "least deviation that a baseline is taken to have")
        case .seasonalScoreHundredths: hundredths("seasonal_deviation.score_hundredths", 350, "robust z that opens")
        case .seasonalMediumHundredths:
            hundredths("seasonal_deviation.medium_hundredths", 500, "robust z from which it is medium")
        case .seasonalHighHundredths:
            hundredths("seasonal_deviation.high_hundredths", 800, "robust z from which it is high")
        case .seasonalCloseHundredths:
            hundredths("seasonal_deviation.close_hundredths", 250, "robust z below which it closes")
        case .seasonalDwellBins:
            count("seasonal_deviation.dwell_bins", 1...16, 4, "consecutive bins of 15 minutes that must agree")
        case .networkEnabled: onOff("network_disruption", "airports that pass their delay on to each other")
        case .networkAirports:
            count("network_disruption.airports", 2...1000, 3, "disrupted airports that late aircraft connect, at least")
        case .networkLegs:
            count(
                "network_disruption.legs", 1...10_000, 30,
                "departures made 15 or more minutes late between them in three hours, at least")
        case .networkEdgeLegs:
            count("network_disruption.edge_legs", 1...1000, 2, "of these between two airports, to connect them")
        case .networkSharePermille:
            permille("network_disruption.share_permille", 50, "their share of all departures that opens")
        case .networkMediumPermille:
            permille("network_disruption.medium_permille", 150, "their share of all departures from which it is medium")
        case .networkHighPermille:
            permille("network_disruption.high_permille", 200, "their share above which it is high")
        case .networkCriticalPermille:
            permille("network_disruption.critical_permille", 300, "their share above which it is critical")
        case .networkCancelledPermille:
            permille(
                "network_disruption.cancelled_permille", 40,
                "cancelled share of all departures below which it is of medium severity at the most")
        case .networkDepartures:
            count("network_disruption.departures", 1...100_000, 100, "departures of the hour whose share is judged")
        case .networkUsualPermille:
            permille(
                "network_disruption.usual_permille", 350,
                "share of late departures that is usual at the most, until it is learned")
        case .networkLateExcessPermille:
            permille(
                "network_disruption.late_excess_permille", 50, "share of late departures above the usual that opens")
        case .networkDwellBins:
            count("network_disruption.dwell_bins", 1...16, 2, "consecutive bins of 15 minutes that must agree")
        case .flightStateEnabled:
            Setting(
                name: "outputs.flight_state", unit: "switch", range: 0...1, default: 1,
                meaning: "the last state of every leg")
        case .bookingStateEnabled:
            Setting(
                name: "outputs.booking_state", unit: "switch", range: 0...1, default: 1,
                meaning: "the last state of every booking")
        case .airlineEnabled: onOff("airline_disruption", "airlines that do worse than their peers")
        case .airlineUsualPermille:
            permille(
                "airline_disruption.usual_permille", 200,
                "share of late or cancelled departures that is usual, until it is learned")
        case .airlineDepartures:
            count("airline_disruption.departures", 1...1000, 20, "departures due in two hours, at least")
        case .airlineExcessPermille:
            permille("airline_disruption.excess_permille", 250, "share above what was expected that opens")
        case .airlineRatioPermille:
            permille("airline_disruption.ratio_permille", 2000, "share over what was expected that opens")
        case .airlineCancelledPermille:
            permille("airline_disruption.cancelled_permille", 100, "cancelled share that opens by itself, and")
        case .airlineCancelledRatioPermille:
            permille(
                "airline_disruption.cancelled_ratio_permille", 5000, "this many times the cancelled share expected")
        case .airlineCancelled:
            count("airline_disruption.cancelled", 1...1000, 15, "cancelled departures in two hours, at least")
        case .airlineDeviations:
            count("airline_disruption.deviations", 1...20, 6, "standard deviations above what was expected that open")
        case .airlineClosePermille:
            permille("airline_disruption.close_permille", 1300, "share over what was expected below which it closes")
        case .airlineDwellBins:
            count("airline_disruption.dwell_bins", 1...16, 4, "consecutive bins of 15 minutes that must agree")
        case .airlinePartDepartures:
            count(
                "airline_disruption.part_departures", 1...1000, 15,
                "departures due in two hours of one base or one type, at least")
        case .airlinePartExcessPermille:
            permille(
                "airline_disruption.part_excess_permille", 600,
                "share above what was expected that opens for one base or one type")
        case .impactPremiumWeight, .impactMinorWeight, .impactWheelchairWeight, .impactMedicalWeight,
            .impactConnectingWeight, .impactCancelledMinutes, .impactDoorMinutes, .connectionEnabled,
            .connectionRiskMinutes,
            .connectionCloseMinutes, .connectionHighPassengers, .connectionHoldMinutes, .connectionHoldPassengers:
            passengers(id)
        case .notificationsEnabled, .notificationBoarding, .notificationDelayMinutes, .notificationRepeatMinutes,
            .notificationQuietFromHour, .notificationQuietUntilHour, .notificationQuietDepartureMinutes:
            notifications(id)
        }
    }
}
