extension LearnedTables {
    /// Movements an hour that an airport's busiest hours reach; nil where nothing was learned.
    public func capacity(_ airport: AirportCode) -> Int32? { self[.capacity][LearnedKey.airport(airport)] }

    /// Taxi time that nothing impedes, in thousandths of a minute: of the airport, else of all; nil where nothing was
    /// learned.
    /// - Parameter isIn: taxi to the stand, not from it.
    public func unimpededTaxi(_ airport: AirportCode, isIn: Bool) -> Int32? {
        let key = LearnedKey.taxi(airport, isIn: isIn)
        return self[.taxi][key] ?? self[.taxi][LearnedKey.withoutAirport(key)]
    }

    /// Block time that one in five flights keeps below, in thousandths of a minute: of the carrier, else of all on the
    /// route; nil where nothing was learned.
    public func quickBlock(
        _ carrier: CarrierCode, from origin: AirportCode, to destination: AirportCode
    ) -> Int32? {
        self[.block][LearnedKey.gain(carrier, origin, destination)]
            ?? self[.block][LearnedKey.gain(.none, origin, destination)]
    }

    /// Median and deviation of an hour's median delay, minutes: of the hour and class of day, else of the hour, else of
    /// all hours; nil where nothing was learned of the airport.
    /// - Parameter hour: of the local day, 0 to 23.
    public func usualDelay(
        _ airport: AirportCode, isArrival: Bool, hour: Int, isWeekend: Bool
    ) -> (median: Int32, deviation: Int32)? {
        for key in LearnedKey.usual(airport, isArrival: isArrival, hour: hour, isWeekend: isWeekend) {
            if let median = self[.usualDelay][key], let deviation = self[.usualDeviation][key] {
                return (median, deviation)
            }
        }
        return nil
    }

    /// Share of a carrier's departures that is late or cancelled on a usual day, in thousandths; nil where nothing was
    /// learned of it.
    public func usualSharePermille(_ carrier: CarrierCode) -> Int64? {
        self[.usualShare][LearnedKey.carrier(carrier)].map { Int64($0) / 1000 }
    }

    /// The same of the cancelled alone.
    public func usualCancelledPermille(_ carrier: CarrierCode) -> Int64? {
        self[.usualCancelled][LearnedKey.carrier(carrier)].map { Int64($0) / 1000 }
    }
}
