/// What an airport's busiest hours reached in weather that takes capacity: its service rate by what the default factors
/// leave of it.
///
/// Only bins teach behind which departures waited: else movements tell of demand and not of capacity. Until enough of
/// them are known the default factor speaks.
/// Source: domain rule of weather impact, factors learned from observed service rates.
struct WeatherCapacity {
    /// Bands of what the weather leaves, hundredths: 70 to 89, 50 to 69, below 50.
    private static let edges: [Int32] = [70, 50, 0]
    /// From here on weather takes nothing worth learning, hundredths.
    private static let fair: Int32 = 90

    /// By band; empty while no weather took anything.
    private var bands: ContiguousArray<ServiceRate> = []

    var isEmpty: Bool { bands.isEmpty }

    private static func band(_ kappa: Int32) -> Int? { kappa >= fair ? nil : edges.firstIndex { kappa >= $0 } }

    /// Takes in a bin that settles; bins come in order.
    /// - Parameters:
    ///   - movements: of the hour that ends with it.
    ///   - kappa: what the observed weather leaves by the default factors, hundredths.
    ///   - isPressed: departures waited.
    mutating func learn(_ movements: Int32, kappa: Int32, isPressed: Bool, at bin: QuarterHour) {
        let band = WeatherCapacity.band(kappa)
        if bands.isEmpty {
            guard band != nil, isPressed else { return }
            bands = ContiguousArray(repeating: ServiceRate(), count: WeatherCapacity.edges.count)
        }
        for at in bands.indices { bands[at].learn(at == band && isPressed ? movements : 0, at: bin) }
    }

    /// Movements an hour that were reached in such weather; nil where too little is known of it.
    func perHour(kappa: Int32) -> Int32? {
        guard !bands.isEmpty, let band = WeatherCapacity.band(kappa) else { return nil }
        return bands[band].perHour
    }
}

extension WeatherCapacity {
    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put8(UInt8(truncatingIfNeeded: bands.count))
        for band in bands { band.encodeSnapshot(into: &writer) }
    }

    init(restoring reader: inout SnapshotReader) {
        let count = Int(reader.read(UInt8.self))
        guard count == 0 || count == WeatherCapacity.edges.count else {
            reader.refuse()
            return
        }
        for _ in 0..<count { bands.append(ServiceRate(restoring: &reader)) }
    }
}
