/// The weather of one airport as it was observed, and as it is forecast.
///
/// Of several observations the newest holds, of one instant the one told last, as a correction is; of several forecasts
/// the one told last. Of equal ones that with the larger hash does, so that the order of arrival does not matter.
struct WeatherTold {
    struct Observed: Equatable {
        var at: Instant
        var hash: UInt64
        var weather: StationWeather
    }

    /// What the last forecast leaves of the capacity.
    struct Forecast: Equatable {
        var at: Instant
        var hash: UInt64
        var outlook: TafOutlook
    }

    /// Observations kept, the newest: half a day of half-hourly ones with as many specials.
    static let limit = 48
    /// Minutes after which an observation says nothing any more: three half-hours, or an hourly one and half an hour.
    static let staleMinutes: Int64 = 90
    /// Bins of a forecast that are kept: 30 hours and what it was told ahead.
    static let outlookBins = 136

    /// Minutes by which an observation may be ahead of the event that tells it: the report of an hour comes before it.
    static let aheadMinutes: Int64 = 30

    /// The newest first.
    private(set) var observed: [Observed] = []
    private(set) var forecast: Forecast?

    /// Nothing was ever told.
    var isEmpty: Bool { observed.isEmpty && forecast == nil }

    /// Takes in an observation; one of a time to come is passed over.
    mutating func observe(_ weather: StationWeather, at instant: Instant, hash: UInt64) {
        guard weather.observedAt <= instant.adding(minutes: WeatherTold.aheadMinutes) else { return }
        let rank = (weather.observedAt, instant, hash)
        let place = observed.firstIndex { ($0.weather.observedAt, $0.at, $0.hash) < rank } ?? observed.count
        observed.insert(Observed(at: instant, hash: hash, weather: weather), at: place)
        if observed.count > WeatherTold.limit { observed.removeLast() }
    }

    /// Takes in a forecast. One that cannot be read, or says nothing, leaves the one before it in force.
    /// - Returns: whether it says anything.
    mutating func foretell(_ forecast: Taf, at instant: Instant, hash: UInt64, runways: [Runway]) -> Bool {
        let saysAnything = !forecast.isNil && forecast.validFrom != nil && forecast.validUntil != nil
        guard saysAnything || forecast.isCancelled else { return false }
        if let held = self.forecast, (held.at, held.hash) > (instant, hash) { return true }
        let outlook = TafOutlook(
            forecast, from: QuarterHour(containing: instant).start, bins: WeatherTold.outlookBins, runways: runways)
        self.forecast = Forecast(at: instant, hash: hash, outlook: outlook)
        return true
    }

    /// The observation that holds at the end of a bin; nil where the last one is stale or there was none.
    /// - Parameter instant: only what was told before it counts.
    func inForce(at bin: QuarterHour, before instant: Instant) -> StationWeather? {
        for one in observed where one.at < instant && one.weather.observedAt <= bin.end {
            let isStale = one.weather.observedAt < bin.end.adding(minutes: -WeatherTold.staleMinutes)
            return isStale ? nil : one.weather
        }
        return nil
    }

    /// What is forecast for a bin; nil where nothing is.
    func expected(in bin: QuarterHour) -> TafOutlook.Bin? {
        guard let outlook = forecast?.outlook else { return nil }
        let place = bin - QuarterHour(containing: outlook.start)
        guard place >= 0, Int(place) < outlook.bins.count else { return nil }
        let expected = outlook.bins[Int(place)]
        return expected.isForecast ? expected : nil
    }
}

extension WeatherTold {
    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.putVarint(UInt64(observed.count))
        for one in observed {
            writer.putInstant(one.at)
            writer.put(one.hash)
            one.weather.encode(into: &writer)
        }
        writer.put8(forecast == nil ? 0 : 1)
        guard let forecast else { return }
        writer.putInstant(forecast.at)
        writer.put(forecast.hash)
        forecast.outlook.encodeSnapshot(into: &writer)
    }

    init(restoring reader: inout SnapshotReader) {
        for _ in 0..<reader.count(of: 9 + StationWeather.snapshotBytes, atMost: WeatherTold.limit) {
            let (at, hash) = (reader.instant(), reader.read(UInt64.self))
            if let weather = StationWeather(decoding: &reader.bytes) {
                observed.append(Observed(at: at, hash: hash, weather: weather))
            } else {
                reader.refuse()
            }
        }
        if reader.read(UInt8.self) == 0 { return }
        forecast = Forecast(
            at: reader.instant(), hash: reader.read(), outlook: TafOutlook(restoring: &reader))
    }
}

extension TafOutlook {
    fileprivate func encodeSnapshot(into writer: inout ByteWriter) {
        writer.putInstant(start)
        writer.putVarint(UInt64(bins.count))
        for bin in bins {
            writer.put(bin.weighted)
            writer.put8(bin.worst)
            writer.put8(bin.element.rawValue | (bin.isForecast ? 128 : 0))
        }
    }

    fileprivate init(restoring reader: inout SnapshotReader) {
        let start = reader.instant()
        var bins: [Bin] = []
        for _ in 0..<reader.count(of: 4, atMost: WeatherTold.outlookBins) {
            let (weighted, worst, flags) = (
                reader.read(UInt16.self), reader.read(UInt8.self), reader.read(UInt8.self)
            )
            if weighted > 1000 || worst > 100 { reader.refuse() }
            bins.append(
                Bin(
                    weighted: min(weighted, 1000), worst: min(worst, 100),
                    element: reader.read(flags & 127, or: .none), isForecast: flags & 128 != 0))
        }
        self.init(start: start, bins: bins)
    }
}
