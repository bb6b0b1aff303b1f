import DisruptionCore
import Testing

/// What an airport keeps of a report, and that it comes back from its bytes.
@Suite struct StationWeatherTests {
    private static func weather(_ body: String) throws -> StationWeather {
        let runway = Runway(name: RunwayName(number: 36), headingDeg: 360, lengthFt: 9_000)
        return try #require(StationWeather(Metar.body(body), observedAt: .distantPast, runways: [runway]))
    }

    private static let bodies = [
        "00000KT CAVOK 20/10 Q1013", "27022G35KT 0300 R27/0325 +TSRASN BLSN FZFG BKN001CB M05/M06 Q0990",
        "VRB03KT 9999 VCTS //////", "/////KT //// OVC002", "24010KT 1/4SM FZDZ GR VV000 M95/M95 R/SNOCLO",
        "AUTO 9999", "00000KT 1000 R04R/M000",
    ]

    @Test func itKeepsWhatDetectorsAsk() throws {
        let weather = try Self.weather(Self.bodies[1])
        #expect(weather.kappa == 30 && weather.element == .thunderstorm && weather.severity == 3)
        #expect(weather.category == .low && weather.lowVisibility == .categoryThree && weather.ceilingFt == 100)
        #expect(weather.visibilityM == 300 && weather.runwayRangeM == 325 && weather.windGustKt == 35)
        #expect(weather.crossKt == 35 && weather.temperatureTenths == -50)
        #expect(weather.signs.isSuperset(of: [.thunderstorm, .heavyThunderstorm, .blowingSnow, .fog, .wetRunways]))
        #expect(weather.observedAt == instant("2014-12-18T11:50:00Z"))
        #expect(try Self.weather(Self.bodies[2]).signs == [.thunderstormNearby, .variableWind])
        #expect(StationWeather(Metar("EDDF 181150Z"), observedAt: .distantPast) == nil)
        #expect(StationWeather(Metar("EDDF 9999"), observedAt: Instant(ms: 7))?.observedAt == Instant(ms: 7))
    }

    @Test(arguments: bodies) func itComesBackFromItsBytes(_ body: String) throws {
        let weather = try Self.weather(body)
        var writer = ByteWriter()
        weather.encode(into: &writer)
        #expect(writer.count == StationWeather.snapshotBytes)
        let bytes = Array(writer.bytes)
        bytes.withUnsafeBytes {
            var reader = ByteReader($0)
            let read = StationWeather(decoding: &reader)
            #expect(read == weather && reader.isAtEnd)
        }
        // Whatever byte is wrong: refused, or another value that is written as it was read.
        for at in bytes.indices {
            for bit in 0..<8 {
                var wrong = bytes
                wrong[at] ^= 1 << UInt8(bit)
                wrong.withUnsafeBytes { raw in
                    var reader = ByteReader(raw)
                    guard let other = StationWeather(decoding: &reader) else { return }
                    var again = ByteWriter()
                    other.encode(into: &again)
                    #expect(Array(again.bytes) == wrong)
                }
            }
            bytes.prefix(at).withUnsafeBytes {
                var reader = ByteReader($0)
                let read = StationWeather(decoding: &reader)
                #expect(read == nil)
            }
        }
    }
}
