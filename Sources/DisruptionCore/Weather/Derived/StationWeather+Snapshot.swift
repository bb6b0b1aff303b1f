extension StationWeather {
    /// Bytes that it takes in a snapshot, always the same.
    public static let snapshotBytes = 8 + 6 + 4 * 3 + 2 * 5 + 2

    /// Stands for nil in a number.
    private static let none32 = Int32.min
    private static let none16 = Int16.min
    private static let noCategory: UInt8 = 0xFF

    public func encode(into writer: inout ByteWriter) {
        writer.put(observedAt.ms)
        writer.put8(kappa)
        writer.put8(element.rawValue)
        writer.put8(category?.rawValue ?? StationWeather.noCategory)
        writer.put8(severity)
        writer.put8(lowVisibility.rawValue)
        writer.put8(0)
        for value in [ceilingFt, visibilityM, runwayRangeM] { writer.put(value ?? StationWeather.none32) }
        for value in [windDirectionDeg, windSpeedKt, windGustKt, crossKt, temperatureTenths] {
            writer.put(value ?? StationWeather.none16)
        }
        writer.put(signs.rawValue)
    }

    /// Reads what `encode` wrote.
    /// - Returns: nil where it is nothing that `encode` writes; the reader may have gone on.
    public init?(decoding reader: inout ByteReader) {
        let observed: Int64 = reader.read()
        let kappa: UInt8 = reader.read()
        let element = CapacityElement(rawValue: reader.read())
        let category: UInt8 = reader.read()
        let severity: UInt8 = reader.read()
        let lowVisibility = LowVisibility(rawValue: reader.read())
        let rest: UInt8 = reader.read()
        func number32(_ reader: inout ByteReader) -> Int32? {
            let value: Int32 = reader.read()
            return value == StationWeather.none32 ? nil : value
        }
        func number16(_ reader: inout ByteReader) -> Int16? {
            let value: Int16 = reader.read()
            return value == StationWeather.none16 ? nil : value
        }
        ceilingFt = number32(&reader)
        visibilityM = number32(&reader)
        runwayRangeM = number32(&reader)
        windDirectionDeg = number16(&reader)
        windSpeedKt = number16(&reader)
        windGustKt = number16(&reader)
        crossKt = number16(&reader)
        temperatureTenths = number16(&reader)
        signs = Signs(rawValue: reader.read())
        observedAt = Instant(ms: observed)
        self.kappa = kappa
        self.severity = severity
        self.category = FlightCategory(rawValue: category)
        self.element = element ?? .none
        self.lowVisibility = lowVisibility ?? .none
        guard !reader.failed, element != nil, lowVisibility != nil, rest == 0, kappa <= 100, severity <= 3,
            observed.magnitude <= UInt64(SnapshotReader.instantMsMax), signs.isSubset(of: .all),
            self.category != nil || category == StationWeather.noCategory, isPossible
        else { return nil }
    }

    /// Whether its numbers are within what reports can tell, so that no sum of them overflows.
    private var isPossible: Bool {
        let lengths = [ceilingFt ?? 0, visibilityM ?? 0, runwayRangeM ?? 0]
        guard lengths.allSatisfy({ $0 >= 0 && $0 <= 2_000_000 }) else { return false }
        let winds = [windDirectionDeg ?? 0, windSpeedKt ?? 0, windGustKt ?? 0, crossKt ?? 0]
        return winds.allSatisfy { $0 >= 0 && $0 <= 1_000 } && (-1_000...1_000).contains(temperatureTenths ?? 0)
    }
}
