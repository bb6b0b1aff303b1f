extension Metar {
    /// An observation as the report that would tell it.
    /// - Returns: nil when the bytes are no observation.
    init?(observation reader: inout ByteReader) {
        self.init()
        var weather = Phenomena()
        let read = StationObservation(reading: &reader) { groups in
            var scanner = GroupScanner(groups)
            while let group = scanner.next() {
                if let phenomenon = Phenomenon(group) { _ = weather.append(phenomenon) }
            }
        }
        guard let read else { return nil }
        observedAt = read.observedAt
        isAutomatic = true
        conditions.weather = weather
        conditions.visibility = read.visibilityM.map { Visibility(metres: max(0, $0)) }
        if let ceiling = read.ceilingFt {
            _ = conditions.clouds.append(CloudLayer(.overcast, baseFt: max(0, ceiling)))
            conditions.sky = .layered
        }
        if let speed = read.windSpeedKt {
            var wind = Wind()
            wind.directionDeg = read.windDirectionDeg.map { Int16(clamping: $0) }
            wind.isVariable = read.windDirectionDeg == nil
            wind.speedKt = Int16(clamping: speed)
            wind.gustKt = read.windGustKt.map { Int16(clamping: $0) }
            conditions.wind = wind
        }
        temperatureTenths = read.temperatureTenths.map { Int16(clamping: $0) }
        dewPointTenths = read.dewPointTenths.map { Int16(clamping: $0) }
    }
}
