import DisruptionCore
import Testing

/// Every case of avwx's METAR and TAF files, field by field.
@Suite(.enabled(if: RealReports.folder != nil, "\(RealReports.absence)"))
struct AvwxCaseTests {
    private func compare(
        _ now: ReportedConditions, wind: (AvwxCase.Value?, AvwxCase.Value?, AvwxCase.Value?),
        visibility: AvwxCase.Value?,
        clouds: [AvwxCase.Cloud], weather: [AvwxCase.Weather], _ name: String
    ) {
        let (direction, speed, gust) = wind
        // A variable wind has no direction there either.
        #expect(now.wind?.directionDeg.map { Double($0) } == direction?.value, "\(name)")
        #expect(now.wind?.isVariable ?? false == (direction?.repr == "VRB"), "\(name)")
        #expect(
            now.wind?.speedKt.map { Double($0) } == speed?.value && now.wind?.gustKt.map { Double($0) } == gust?.value)
        let told = now.visibility.map { $0.sixteenths.map { Double($0) / 16 } ?? Double($0.metres) }
        // Of P6SM it tells no figure.
        #expect(told == visibility?.value ?? (visibility?.repr == "P6" ? 6 : nil), "\(name)")
        #expect(now.clouds.map(\.told) == clouds.filter { $0.base != nil }.map(\.told), "\(name)")
        #expect(now.weather.map(\.text) == weather.map(\.repr), "\(name)")
    }

    @Test func metars() throws {
        let cases = try AvwxCase.all(in: try #require(RealReports.folder) + "/avwx")
        #expect(cases.count == 4)
        for (name, report) in cases {
            let metar = Metar(report.raw, near: instant("2023-10-17T06:30:00Z"))
            #expect(metar.issues.isEmpty && metar.station == AirportCode(report.station), "\(name)")
            #expect(metar.observedAt == instant(report.time.dt), "\(name)")
            compare(
                metar.conditions, wind: (report.wind_direction, report.wind_speed, report.wind_gust),
                visibility: report.visibility, clouds: report.clouds ?? [], weather: report.wx_codes ?? [], name)
            let inches = metar.altimeterInches.map { Double($0) / 100 }
            let pressure = inches ?? metar.altimeterTenths.map { Double($0) / 10 }
            #expect(pressure == report.altimeter?.value, "\(name)")
            let told = metar.temperatureTenths.map { Double($0) / 10 }
            // Several reports stand in the text, and the remarks of the last one count there.
            #expect(abs((told ?? 99) - (report.temperature?.value ?? -99)) < 0.6, "\(name)")
            #expect(metar.conditions.category.map { "\($0.name)" } == report.flight_rules, "\(name)")
            let high = metar.remarks.sixHourHighTenths.map { Double($0) / 10 }
            #expect(high == report.remarks_info?.maximum_temperature_6?.value, "\(name)")
            let low = metar.remarks.sixHourLowTenths.map { Double($0) / 10 }
            #expect(low == report.remarks_info?.minimum_temperature_6?.value, "\(name)")
        }
    }

    @Test func tafs() throws {
        let cases = try AvwxCase.all(in: try #require(RealReports.folder) + "/avwx_taf")
        #expect(cases.count == 4)
        for (name, report) in cases {
            let taf = Taf(report.raw, near: instant("2024-05-09T03:30:00Z"))
            #expect(taf.issues.isEmpty && taf.station == AirportCode(report.station), "\(name)")
            #expect(taf.issuedAt == instant(report.time.dt), "\(name)")
            #expect(taf.validFrom == report.start_time.map { instant($0.dt) }, "\(name)")
            #expect(taf.validUntil == report.end_time.map { instant($0.dt) }, "\(name)")
            let lines = report.forecast ?? []
            try #require(taf.groups.count == lines.count, "\(name)")
            for (group, line) in zip(taf.groups, lines) {
                // It takes whole hours only.
                let begin = group.from.map { Instant(ms: $0.ms - $0.ms % 3_600_000) }
                #expect(begin == instant(line.start_time.dt), "\(name)")
                let end = group.until.map { Instant(ms: $0.ms - $0.ms % 3_600_000) }
                #expect(end == instant(line.end_time.dt), "\(name) \(line.end_time.dt)")
                #expect(group.probability.map { Double($0) } == line.probability?.value, "\(name)")
                compare(
                    group.conditions, wind: (line.wind_direction, line.wind_speed, line.wind_gust),
                    visibility: line.visibility, clouds: line.clouds, weather: line.wx_codes, name)
                #expect(group.conditions.category.map { "\($0.name)" } == line.flight_rules, "\(name)")
            }
        }
    }
}
