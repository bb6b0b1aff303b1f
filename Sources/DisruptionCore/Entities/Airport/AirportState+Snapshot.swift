extension AirportState {
    /// The least that an airport takes in a snapshot.
    static let snapshotBytes =
        4 + 3 + 5 + 7 + 9 + 7 + CarrierDepartures.snapshotBytes + 2 * 33 + 7 + AirportDrift.snapshotBytes + 7

    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put(UInt32(truncatingIfNeeded: code.packed))
        reports.encodeSnapshot(into: &writer)
        expected.encodeSnapshot(into: &writer)
        settled.encodeSnapshot(into: &writer)
        carriers.encodeSnapshot(into: &writer)
        service.encodeSnapshot(into: &writer)
        weatherCapacity.encodeSnapshot(into: &writer)
        congestion.encodeSnapshot(into: &writer)
        departures.encodeSnapshot(into: &writer)
        arrivals.encodeSnapshot(into: &writer)
        weather.encodeSnapshot(into: &writer)
        drift.encodeSnapshot(into: &writer)
        flown.encodeSnapshot(into: &writer)
        taxis.encodeSnapshot(into: &writer)
        children.encodeSnapshot(into: &writer)
        turns.encodeSnapshot(into: &writer)
        network.encodeSnapshot(into: &writer)
    }

    init(restoring reader: inout SnapshotReader) {
        self.init(code: reader.airport())
        reports = StationReports(restoring: &reader)
        expected = ExpectedDemand(restoring: &reader)
        settled = SettledDemand(restoring: &reader)
        carriers = CarrierDepartures(restoring: &reader)
        service = ServiceRate(restoring: &reader)
        weatherCapacity = WeatherCapacity(restoring: &reader)
        congestion = AirportCongestion.Episodes(.airportCongestion, .airport(code), restoring: &reader)
        departures = SeasonalWatch(code, .departures, restoring: &reader)
        arrivals = SeasonalWatch(code, .arrivals, restoring: &reader)
        weather = WeatherImpact.Episodes(.weatherImpact, .airport(code), restoring: &reader)
        drift = AirportDrift(restoring: &reader)
        flown = FlownTimes(restoring: &reader)
        taxis = MovementDelays(restoring: &reader)
        children = AirportChildren(restoring: &reader)
        turns = LateTurns(restoring: &reader)
        network = NetworkStory(restoring: &reader)
    }
}
