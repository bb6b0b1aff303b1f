import Testing

@testable import DisruptionCore

@Suite struct WeatherToldTests {
    private let reports = [
        StationReport(.metar, at: at(9), "METAR KORD 050851Z 27010KT 10SM FEW050 02/M05 A3000"),
        StationReport(.metar, at: at(10), "METAR KORD 050951Z 27010KT 1/2SM SN OVC004 M02/M05 A3000"),
        StationReport(.metar, at: at(10), "SPECI KORD 050955Z 27010KT 1/4SM +SN VV002 M02/M05 A3000"),
        StationReport(.taf, at: at(6), "TAF KORD 050520Z 0506/0612 27010KT P6SM FEW050 FM051200 27010KT 1SM SN OVC005"),
        StationReport(.metar, at: at(11), "METAR KORD 051051Z NIL"),
        StationReport(.metar, at: at(11), "\u{1}\u{2} nothing at all"),
    ]

    private func taken(_ order: [Int]) -> StationReports {
        var told = StationReports()
        for index in order {
            reports[index].withFact(UInt64(index)) { fact in
                let isNew = told.take(fact, runways: [])
                let isNewAgain = told.take(fact, runways: [])
                #expect(isNew != nil && isNewAgain == nil)
            }
        }
        return told
    }

    @Test func theNewestHoldsInAnyOrder() throws {
        let bin = QuarterHour(containing: at(10))
        for start in reports.indices {
            let order = reports.indices.map { (start + $0) % reports.count }
            let weather = taken(order).weather
            let now = try #require(weather.inForce(at: bin, before: at(12)))
            #expect(now.signs.contains(.heavySnow) && now.kappa == 40 && now.element == .snow)
            // What was told later is not known yet.
            #expect(weather.inForce(at: bin + -1, before: at(10))?.kappa == 100)
            #expect(weather.inForce(at: bin, before: at(9)) == nil)
            #expect(weather.expected(in: QuarterHour(containing: at(11)))?.worst == 100)
            #expect(weather.expected(in: QuarterHour(containing: at(13)))?.worst == 70)
            #expect(weather.expected(in: QuarterHour(containing: at(13, day: 6))) == nil)
        }
    }

    private func told(_ reports: [StationReport]) -> StationReports {
        var told = StationReports()
        for (number, report) in reports.enumerated() {
            report.withFact(UInt64(number)) { _ = told.take($0, runways: []) }
        }
        return told
    }

    @Test func whatWasObservedLastHoldsAndNotWhatWasToldLast() throws {
        let special = StationReport(.metar, at: at(12, 6), "SPECI KORD 051205Z 27010KT 1/4SM +SN VV002 M02/M05 A3000")
        let corrected = StationReport(.metar, at: at(12, 9), "METAR COR KORD 051151Z 27010KT 10SM FEW050 02/M05 A3000")
        let yesterday = StationReport(.metar, at: at(12, 10), "METAR KORD 041151Z 27010KT 10SM FEW050 02/M05 A3000")
        let ahead = StationReport(.metar, at: at(12, 10), "METAR KORD 051250Z 27010KT 10SM FEW050 02/M05 A3000")
        for order in [[special, corrected, yesterday, ahead], [ahead, yesterday, corrected, special]] {
            let weather = told(order).weather
            let now = try #require(weather.inForce(at: QuarterHour(containing: at(12)), before: at(13)))
            #expect(now.signs.contains(.heavySnow))
            #expect(weather.inForce(at: QuarterHour(containing: at(12, 45)), before: at(13, 5))?.kappa == 40)
        }
        // A correction of one instant is told behind what it corrects.
        let again = StationReport(.metar, at: at(12, 8), "SPECI COR KORD 051205Z 27010KT 10SM FEW050 02/M05 A3000")
        let bin = QuarterHour(containing: at(12))
        #expect(told([again, special]).weather.inForce(at: bin, before: at(13))?.kappa == 100)
    }

    @Test func aForecastThatSaysNothingTakesNoneAway() {
        let snow = StationReport(
            .taf, at: at(6), "TAF KORD 050520Z 0506/0612 27010KT P6SM FEW050 FM051200 27010KT 1SM SN OVC005")
        let bin = QuarterHour(containing: at(13))
        for text in ["TAF KORD 051120Z NIL", "TAF KORD", "\u{1}\u{2} nothing at all", ""] {
            let weather = told([snow, StationReport(.taf, at: at(11), text)]).weather
            #expect(weather.expected(in: bin)?.worst == 70, "\(text)")
        }
        let cancelled = StationReport(.taf, at: at(11), "TAF AMD KORD 051120Z 0511/0612 CNL")
        #expect(told([snow, cancelled]).weather.expected(in: bin) == nil)
    }

    @Test func whatCannotBeReadIsCounted() {
        func reading(_ type: StationEventType, _ text: String) -> StationReports.Reading? {
            var told = StationReports()
            var reading: StationReports.Reading?
            StationReport(type, at: at(12), text).withFact(1) { reading = told.take($0, runways: []) }
            return reading
        }
        #expect(reading(.metar, "METAR KORD 051151Z 27010KT 10SM FEW050 02/M05 A3000") == .init())
        #expect(reading(.metar, "METAR KORD 051151Z 27010KT XYZZY 10SM FEW050 02/M05 A3000") == .init(unread: 1))
        #expect(reading(.metar, "METAR KORD 051151Z NIL") == .init())
        #expect(reading(.metar, "\u{1}\u{2}")?.isUnreadable == true)
        #expect(reading(.taf, "no forecast")?.isUnreadable == true)
        #expect(reading(.program, "no program")?.isUnreadable == true)
    }

    /// What is ahead counts when it comes, and not before.
    @Test func capacityIsThatOfEachHourAhead() {
        let now = QuarterHour(containing: at(9))
        var airport = AirportState(code: AirportCode("ORD") ?? .none)
        for bin in 0..<Int32(96 * 4) { airport.service.learn(40, at: now + (bin - 96 * 5)) }
        airport.service.learn(40, at: now + -1)
        #expect(airport.capacityAhead(now: now, .unlearned) == Array(repeating: 40, count: 17))
        let taf = StationReport(
            .taf, at: at(6),
            "TAF KORD 050520Z 0506/0612 27010KT P6SM FEW050 FM051000 27010KT 1/2SM +SN FEW050 FM051200 27010KT P6SM SKC"
        )
        let stop = AirportProgram(kind: .groundDelay, startsAt: at(12), endsAt: at(12, 30), ratePerHour: 6)
        for (number, report) in [taf, StationReport(stop, at: at(8))].enumerated() {
            report.withFact(UInt64(number)) { _ = airport.reports.take($0, runways: []) }
        }
        let ahead = airport.capacityAhead(now: now, .unlearned)
        #expect(ahead[0..<4] == [40, 40, 40, 40] && ahead[4..<12].allSatisfy { $0 == 16 })
        #expect(ahead[12..<14] == [12, 12] && ahead[14..<17] == [40, 40, 40])
    }

    @Test func anOldReportSaysNothing() {
        let weather = taken(Array(reports.indices)).weather
        #expect(weather.inForce(at: QuarterHour(containing: at(11)), before: at(12)) != nil)
        #expect(weather.inForce(at: QuarterHour(containing: at(11, 30)), before: at(12)) == nil)
    }

    @Test func notManyAreKept() {
        var told = StationReports()
        for minute in 0..<500 {
            let report = StationReport(.metar, at: at(0, minute), "METAR KORD 050000Z 27010KT 10SM FEW050 02/M05 A3000")
            report.withFact(UInt64(minute)) { _ = told.take($0, runways: []) }
        }
        #expect(told.weather.observed.count == WeatherTold.limit)
        #expect(told.weather.observed.first?.at == at(0, 499))
    }

    @Test func anObservationIsReadLikeAReport() throws {
        var observation = StationObservation(observedAt: at(9, 50))
        observation.visibilityM = 400
        observation.ceilingFt = 100
        observation.windSpeedKt = 40
        var writer = ByteWriter()
        Array("SN FZFG ?? +TSRA".utf8).withUnsafeBytes { observation.encode(phenomena: $0, into: &writer) }
        var report = StationReport(.observation, at: at(10), "")
        report.content = Array(writer.bytes)
        var told = StationReports()
        report.withFact(1) { _ = told.take($0, runways: []) }
        let weather = try #require(told.weather.inForce(at: QuarterHour(containing: at(10)), before: at(11)))
        #expect(weather.kappa == 30 && weather.element == .thunderstorm)
        #expect(weather.ceilingFt == 100 && weather.visibilityM == 400 && weather.signs.contains(.snow))
        // Cut anywhere it is none.
        for count in 0..<report.content.count {
            var cut = report
            cut.content = Array(report.content.prefix(count))
            var other = StationReports()
            cut.withFact(1) { _ = other.take($0, runways: []) }
            #expect(other.weather.isEmpty)
        }
    }
}
