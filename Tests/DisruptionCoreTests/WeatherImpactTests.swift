import Testing

@testable import DisruptionCore

/// WEATHER_IMPACT, ahead from a forecast, now from reports, and quiet where nobody flies.
@Suite struct WeatherImpactTests {
    private static var alone: EngineSettings {
        var settings = EngineSettings.congestionAlone
        _ = settings.set("airport_congestion.enabled", 0)
        _ = settings.set("weather_impact.enabled", 1)
        return settings
    }

    private func scene(every minutes: Int64 = 5) -> CongestionScene {
        var scene = CongestionScene()
        scene.departures(from: at(5), to: at(22), every: minutes) { _ in .onTime }
        return scene
    }

    /// Half-hourly reports: the given weather within the hours, good weather else.
    private func metars(_ weather: String, _ hours: Range<Int>) -> [StationReport] {
        (0..<44).map { index in
            let (hour, minute) = (index / 2, index % 2 * 30)
            func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
            let text = hours.contains(hour) ? weather : "27008KT 9999 FEW040"
            return StationReport(
                .metar, at: at(hour, minute + 2), "METAR KORD 05\(two(hour))\(two(minute))Z \(text) 02/M01 Q1013")
        }
    }

    @Test(arguments: [
        ("27008KT 1500 BR OVC004", Severity.medium, "ceiling"), ("27008KT 0300 FZFG VV001", .medium, "low_visibility"),
        ("27008KT 3000 -SN OVC020", .low, "snow"), ("27008KT 0800 +SN VV008", .high, "snow"),
        ("27020G45KT 9999 FEW040", .low, "strong_wind"), ("27008KT 9999 FEW040 R/SNOCLO", .critical, "closed"),
        ("27008KT 4000 FZRA OVC015", .critical, "freezing_precipitation"),
    ])
    func observedWeatherComesTrue(text: String, severity: Severity, element: String) throws {
        let runtime = try scene(every: element == "freezing_precipitation" ? 2 : 5).run(
            metars(text, 10..<13), settings: Self.alone)
        let fact = try #require(runtime.finalFacts.first)
        #expect(runtime.finalFacts.count == 1)
        #expect(fact.finding.severity == severity && fact.finding.root?.cause == element)
        #expect(fact.lifecycle == .resolved && fact.confirmed)
        let opened = try #require(runtime.disruptions.first)
        #expect(opened.lifecycle == .opened && opened.detectedAt < at(10, 30))
        let until = Instant(ms: try #require(fact.count("window_end")))
        #expect(until == at(12, 45))
    }

    @Test func aForecastIsToldAheadAndTakenBackWhereItDoesNotCome() throws {
        let taf = StationReport(
            .taf, at: at(5, 30),
            "TAF KORD 050520Z 0506/0612 27010KT P6SM FEW050 FM051200 27010KT 1/2SM SN OVC003 "
                + "FM051500 27010KT P6SM FEW050")
        let comes = try scene().run(metars("27010KT 0800 SN OVC003", 12..<15) + [taf], settings: Self.alone)
        let opened = try #require(comes.disruptions.first)
        #expect(!opened.confirmed && opened.detectedAt <= at(8, 30))
        let effect = try #require(opened.finding.firstEffectAt)
        #expect(effect.minutes(since: opened.detectedAt) >= 180)
        #expect(comes.finalFacts.map(\.finding.severity) == [.medium])

        let stays = try scene().run(metars("", 30..<31) + [taf], settings: Self.alone)
        #expect(stays.disruptions.first?.lifecycle == .opened)
        #expect(stays.disruptions.last?.lifecycle == .retracted)
        #expect(stays.finalFacts.isEmpty)
    }

    @Test func aChanceIsWeighedAndNotTakenForCertain() throws {
        let taf = StationReport(
            .taf, at: at(5, 30), "TAF KORD 050520Z 0506/0612 27010KT P6SM FEW050 PROB30 0512/0515 1/2SM TSRA OVC003")
        let runtime = try scene().run([taf], settings: Self.alone)
        // 30 % of a half: 15 % are taken.
        #expect(runtime.disruptions.isEmpty)
    }

    @Test func weatherWithoutFlightsIsNothing() throws {
        var empty = CongestionScene()
        empty.departures(from: at(20), to: at(22)) { _ in .onTime }
        let runtime = try empty.run(metars("27008KT 0800 +SN VV008", 2..<5), settings: Self.alone)
        #expect(runtime.disruptions.isEmpty)
    }

    /// Reports stop while it snows: what nobody observes any more is over, and no claim is made.
    @Test func aStationThatFallsSilentEndsIt() throws {
        let reports = metars("27008KT 0800 +SN VV008", 10..<22).filter { $0.at < at(12) }
        let fact = try #require(try scene().run(reports, settings: Self.alone).finalFacts.first)
        let until = Instant(ms: try #require(fact.count("window_end")))
        #expect(fact.lifecycle == .resolved && until >= at(12, 45) && until <= at(13, 30))
    }

    /// Weather takes capacity: the same demand is a queue in snow, and none in the sun.
    @Test func weatherLowersTheCapacityOfCongestion() throws {
        var settings = Self.alone
        _ = settings.set("airport_congestion.enabled", 1)
        var busy = CongestionScene()
        for day in 5...9 {
            busy.departures(from: at(6, day: day), to: at(20, day: day), every: 2) { _ in .onTime }
        }
        let snow = (8..<18).map {
            StationReport(
                .metar, at: at($0, day: 9),
                "METAR KORD 09\($0 < 10 ? "0" : "")\($0)00Z 27010KT 0800 +SN VV004 M02/M03 Q1001")
        }
        func queue(_ runtime: LocalRuntime) -> [DisruptionVersion] {
            runtime.disruptions.filter { $0.finding.pattern == .airportCongestion }
        }
        #expect(queue(try busy.run([], settings: settings)).isEmpty)
        #expect(!queue(try busy.run(snow, settings: settings)).isEmpty)
        // Flights do wait: the queue comes true.
        var stuck = CongestionScene()
        for day in 5...8 { stuck.departures(from: at(6, day: day), to: at(20, day: day), every: 2) { _ in .onTime } }
        stuck.departures(from: at(6, day: 9), to: at(20, day: 9), every: 2) {
            $0 > 60 && $0 < 300 ? .late(90) : .onTime
        }
        let runtime = try stuck.run(snow, settings: settings)
        // One story: the queue is a part of the snow.
        let congested = runtime.finalFacts.filter { $0.finding.pattern == .airportCongestion }
        let snowed = runtime.finalFacts.filter { $0.finding.pattern == .weatherImpact }
        #expect(!congested.isEmpty && congested.map(\.finding.parent) == snowed.map(\.id))
    }
}
