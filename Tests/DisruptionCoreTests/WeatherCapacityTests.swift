import Testing

@testable import DisruptionCore

/// The capacity that an airport was seen to reach in weather that takes some of it.
@Suite struct WeatherCapacityTests {
    private static let start = QuarterHour(containing: at(0))

    /// Days of `movements` an hour through half of each day, in weather that leaves `kappa` hundredths.
    private static func seen(
        _ movements: Int32, kappa: Int32, isPressed: Bool = true, days: Int32 = 4
    ) -> WeatherCapacity {
        var capacity = WeatherCapacity()
        for bin in 0..<days * 96 {
            let isBusy = bin % 96 < 48
            capacity.learn(
                isBusy ? movements : 0, kappa: isBusy ? kappa : 100, isPressed: isPressed, at: Self.start + bin)
        }
        return capacity
    }

    @Test func whatWasReachedCountsInWeatherThatTakesAsMuch() {
        let capacity = Self.seen(31, kappa: 60)
        #expect(capacity.perHour(kappa: 50) == 31 && capacity.perHour(kappa: 69) == 31)
        #expect(capacity.perHour(kappa: 70) == nil && capacity.perHour(kappa: 49) == nil)
        #expect(capacity.perHour(kappa: 90) == nil && capacity.perHour(kappa: 100) == nil)
    }

    @Test func hoursWithoutAQueueAndTooFewOfThemTeachNothing() {
        #expect(Self.seen(31, kappa: 60, isPressed: false).isEmpty)
        #expect(Self.seen(31, kappa: 95).isEmpty)
        #expect(Self.seen(31, kappa: 60, days: 3).perHour(kappa: 60) == nil)
    }

    @Test func itComesBackFromASnapshot() throws {
        for capacity in [WeatherCapacity(), Self.seen(17, kappa: 30)] {
            var writer = ByteWriter()
            capacity.encodeSnapshot(into: &writer)
            let bytes = Array(writer.bytes)
            let read = try bytes.withUnsafeBytes { raw in
                var reader = SnapshotReader(.airports, ByteReader(raw))
                let read = WeatherCapacity(restoring: &reader)
                try reader.finish()
                return read
            }
            #expect(read.isEmpty == capacity.isEmpty && read.perHour(kappa: 30) == capacity.perHour(kappa: 30))
        }
    }

    /// It moved 40 an hour in good weather; in low clouds it was seen to move 36, where the default factor leaves 32.
    @Test func itTakesThePlaceOfTheDefaultFactor() {
        var airport = AirportState(code: AirportCode("ORD") ?? .none)
        for bin in 0..<4 * 96 as Range<Int32> { airport.service.learn(bin % 96 < 48 ? 40 : 0, at: Self.start + bin) }
        #expect(airport.capacity(under: [], kappa: 80, .unlearned) == 32)
        airport.weatherCapacity = Self.seen(36, kappa: 80)
        #expect(airport.capacity(under: [], kappa: 80, .unlearned) == 36)
        #expect(airport.capacity(under: [], kappa: 60, .unlearned) == 24)
        airport.weatherCapacity = Self.seen(45, kappa: 80)
        #expect(airport.capacity(under: [], kappa: 80, .unlearned) == 40, "never more than in good weather")
    }
}
