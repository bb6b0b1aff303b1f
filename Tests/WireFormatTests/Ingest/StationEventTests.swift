import DisruptionCore
import Testing
import WireFormat

@Suite final class StationEventTests {
    var decoder = EventDecoder()

    @Test func reportsArePassedOnAsTheyAre() {
        let raw = "KORD 061351Z 03012KT 1/2SM SN FZFG VV007 M02/M03 A2984 RMK AO2"
        for (type, kind) in [("METAR_REPORT", "metar"), ("TAF_REPORT", "taf")] {
            let outcome = decoder.outcome(event(type, #""station":"kord","raw":"\#(raw)\n  x""#), .externalData)
            #expect(outcome.kind == kind && outcome.subject == "KORD" && outcome.content == raw + "\n  x")
        }
        let long = String(repeating: "x", count: 8192)
        #expect(
            decoder.outcome(event("TAF_REPORT", #""station":"ORD","raw":"\#(long)""#), .externalData).content == long)
    }

    @Test func aStationIsItsAirportByWhicheverCode() throws {
        let (ord, kord) = (try #require(AirportCode("ORD")), try #require(AirportCode("KORD")))
        let airports = AirportDirectory(
            airports: [
                Airport(iata: ord, icao: kord, latitude: 42, longitude: -88, country: 0, city: ord, zone: -1)
            ], zones: [])
        decoder = EventDecoder(airports: airports)
        for (told, meant) in [("KORD", "ORD"), ("ord", "ORD"), ("KMDW", "KMDW")] {
            let report = event("METAR_REPORT", #""station":"\#(told)","raw":"METAR""#)
            #expect(decoder.outcome(report, .externalData).subject == meant)
            let program = event("AIRPORT_PROGRAM", #""airport":"\#(told)","program":"CLOSURE""#)
            #expect(decoder.outcome(program, .externalData).subject == meant)
        }
    }

    @Test func observationsKeepWhatIsKnown() {
        let outcome = decoder.outcome(
            event(
                "WEATHER_OBSERVATION",
                #"""
                "station":"ORD","observed_at":"2008-02-06T14:09:30+00:00","visibility_m":800,"ceiling_ft":7.0e2,
                "wind_direction_deg":null,"wind_speed_kt":12.5,"temperature_c":-1.7,"dewpoint_c":-2.8004,
                "phenomena":["SN","FZFG"],"operator":"x"
                """#), .externalData)
        #expect(outcome.kind == "observation" && outcome.subject == "ORD")
        var expected = StationObservation(observedAt: Instant(ms: 1_202_306_970_000))
        expected.visibilityM = 800
        expected.ceilingFt = 700
        expected.windSpeedKt = 13
        expected.temperatureTenths = -17
        expected.dewPointTenths = -28
        var content = ByteWriter()
        Array("SN FZFG".utf8).withUnsafeBytes { expected.encode(phenomena: $0, into: &content) }
        #expect(outcome.bytes == Array(content.bytes))
        #expect(decoder.counters.unknownFields == 1)
    }

    private static let groundDelay = #"""
        "airport":"ord","program":"GROUND_DELAY","reason":"snow","starts_at":"2008-02-06T14:00:00Z",
        "ends_at":"2008-02-06T23:59:00Z","rate_per_hour":56
        """#

    @Test func programs() {
        let outcome = decoder.outcome(
            event("AIRPORT_PROGRAM", Self.groundDelay), .externalData)
        #expect(outcome.kind == "program" && outcome.subject == "ORD")
        let snow = AirportProgram(
            kind: .groundDelay, startsAt: Instant(ms: 1_202_306_400_000), endsAt: Instant(ms: 1_202_342_340_000),
            ratePerHour: 56)
        #expect(program(event("AIRPORT_PROGRAM", Self.groundDelay)) == snow)
        for kind in AirportProgram.Kind.allCases {
            let least = event("AIRPORT_PROGRAM", #""airport":"ORD","program":"\#(kind.name)""#)
            #expect(program(least) == AirportProgram(kind: kind))
        }
    }

    private func program(_ json: String) -> AirportProgram? {
        Array(json.utf8).withUnsafeBytes { bytes in
            guard case .station(let fact) = decoder.decode(bytes, from: .externalData) else { return nil }
            var reader = ByteReader(fact.pointee.content)
            return AirportProgram(reading: &reader)
        }
    }

    @Test func refusals() {
        let observation = #""station":"ORD","observed_at":"2008-02-06T14:09:30Z""#
        for (reason, field, type, payload) in [
            (.missingField, "station is absent", "METAR_REPORT", #""raw":"x""#),
            (.missingField, "raw is absent", "TAF_REPORT", #""station":"ORD""#),
            (.missingField, "observed_at is absent", "WEATHER_OBSERVATION", #""station":"ORD""#),
            (.missingField, "airport is absent", "AIRPORT_PROGRAM", #""station":"ORD","program":"CLOSURE""#),
            (.missingField, "program is absent", "AIRPORT_PROGRAM", #""airport":"ORD""#),
            (.badValue, "station: ", "METAR_REPORT", #""station":"K","raw":"x""#),
            (.badValue, "raw: ", "METAR_REPORT", #""station":"ORD","raw":"""#),
            (.badValue, "raw: ", "METAR_REPORT", #""station":"ORD","raw":7"#),
            (.badValue, "raw: ", "METAR_REPORT", #""station":"ORD","raw":"a\u0007b""#),
            (.badValue, "raw: ", "TAF_REPORT", #""station":"ORD","raw":"\#(String(repeating: "x", count: 8193))""#),
            (.badValue, "observed_at: ", "WEATHER_OBSERVATION", #""station":"ORD","observed_at":"1409Z""#),
            (.badValue, "visibility_m: ", "WEATHER_OBSERVATION", observation + #","visibility_m":"800 m""#),
            (.badValue, "visibility_m: ", "WEATHER_OBSERVATION", observation + #","visibility_m":-1"#),
            (.badValue, "ceiling_ft: ", "WEATHER_OBSERVATION", observation + #","ceiling_ft":1e9"#),
            (.badValue, "wind_direction_deg: ", "WEATHER_OBSERVATION", observation + #","wind_direction_deg":360.001"#),
            (.badValue, "wind_speed_kt: ", "WEATHER_OBSERVATION", observation + #","wind_speed_kt":301"#),
            (.badValue, "wind_gust_kt: ", "WEATHER_OBSERVATION", observation + #","wind_gust_kt":true"#),
            (.badValue, "temperature_c: ", "WEATHER_OBSERVATION", observation + #","temperature_c":1e400"#),
            (.badValue, "dewpoint_c: ", "WEATHER_OBSERVATION", observation + #","dewpoint_c":9223372036854775807"#),
            (.badValue, "phenomena: ", "WEATHER_OBSERVATION", observation + #","phenomena":"SN""#),
            (.badValue, "phenomena: ", "WEATHER_OBSERVATION", observation + #","phenomena":["SN",7]"#),
            (.badValue, "phenomena: ", "WEATHER_OBSERVATION", observation + #","phenomena":["SN",""]"#),
            (.badValue, "program: ", "AIRPORT_PROGRAM", #""airport":"ORD","program":"NAP""#),
            (.badValue, "reason: ", "AIRPORT_PROGRAM", #""airport":"ORD","program":"CLOSURE","reason":1"#),
            (
                .badValue, "rate_per_hour: ", "AIRPORT_PROGRAM",
                #""airport":"ORD","program":"CLOSURE","rate_per_hour":-1"#
            ),
            (
                .badValue, "ends_at: ", "AIRPORT_PROGRAM",
                #""airport":"ORD","program":"CLOSURE","starts_at":"2008-02-06T14:00:00Z","#
                    + #""ends_at":"2008-02-06T14:00:00Z""#
            ),
        ] as [(DeadLetterReason, String, String, String)] {
            let outcome = decoder.outcome(event(type, payload), .externalData)
            #expect(outcome.reason == reason && outcome.detail.hasPrefix("payload." + field), "\(payload): \(outcome)")
        }
    }
}
