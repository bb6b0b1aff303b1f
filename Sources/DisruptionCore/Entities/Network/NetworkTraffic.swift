/// What all airports together counted up to a bin.
struct NetworkTraffic {
    /// Sums of the last hour, of three hours, and of a day.
    var hour: DepartureTotals
    var window: DepartureTotals
    var day: DepartureTotals

    /// Departures that became due in three hours; those of an average three hours of the day where these are more, so
    /// that the few flights of a night do not make much of an airport.
    var due: Int64 {
        max(Int64(window.due), Int64(day.due) * Int64(AirportState.networkBins) / Int64(Network.dayBins))
    }

    /// Departures of the hour whose share of late ones speaks for the network: half as many as in an average hour of
    /// the day, since what leaves at night is mostly what is late.
    var isBusy: Bool { 48 * Int64(hour.departed) >= Int64(day.due) }
}
