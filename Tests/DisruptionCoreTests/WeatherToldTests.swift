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
                #expect(isNew && !isNewAgain)
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
