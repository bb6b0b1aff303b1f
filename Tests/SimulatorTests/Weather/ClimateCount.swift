import Testing

@testable import Simulator

/// How often which weather was reported, per airport.
struct ClimateCount {
    struct Airport {
        var routine = 0
        var special = 0
        var forecasts = 0
        var changes = 0
        var low = 0
        var fogByMonth = Array(repeating: 0, count: 12)
        var snowByMonth = Array(repeating: 0, count: 12)
        var thunderByMonth = Array(repeating: 0, count: 12)
        var rain = 0
        var afternoonThunder = 0
        var westerly = 0
        var instrument = 0
        var cavok = 0
        var temperature = 0
        var temperatures = Array(repeating: 0, count: 12)
        var byMonth = Array(repeating: 0, count: 12)

        func percent(_ count: Int) -> Double { 100 * Double(count) / Double(max(routine, 1)) }
        var fog: Int { fogByMonth.reduce(0, +) }
        var snow: Int { snowByMonth.reduce(0, +) }
        var thunder: Int { thunderByMonth.reduce(0, +) }
    }

    var days = 0
    var airports = Array(repeating: Airport(), count: WeatherNetwork.names.count)

    mutating func count(_ read: MetarGrammar, _ station: Int, month: Int) {
        if read.isSpecial {
            airports[station].special += 1
            return
        }
        var airport = airports[station]
        airport.routine += 1
        let groups = read.groups
        if groups.visibility < 1_500 { airport.low += 1 }
        if groups.weather.contains(where: { $0.hasSuffix("FG") }) { airport.fogByMonth[month] += 1 }
        if groups.weather.contains(where: { $0.hasSuffix("SN") && $0 != "BLSN" }) { airport.snowByMonth[month] += 1 }
        if groups.weather.contains(where: { $0.contains("TS") }) {
            airport.thunderByMonth[month] += 1
            if (11...20).contains(read.hour) { airport.afternoonThunder += 1 }
        }
        if groups.weather.contains(where: { $0.contains("RA") || $0.contains("DZ") }) { airport.rain += 1 }
        if let from = groups.windFrom, (180...320).contains(from) { airport.westerly += 1 }
        if groups.visibility < 4_800 || (groups.ceiling ?? 999) < 10 { airport.instrument += 1 }
        if groups.isCavok { airport.cavok += 1 }
        airport.temperature += read.temperature
        airport.temperatures[month] += read.temperature
        airport.byMonth[month] += 1
        airports[station] = airport
    }

    mutating func count(_ read: TafGrammar, _ station: Int) {
        airports[station].forecasts += 1
        airports[station].changes += read.changes.count
    }

    /// Percent of the routine reports.
    var table: String {
        var lines = ["     <1500m  fog  snow   TS  rain   IFR CAVOK  west  mean  SPECI/day changes/TAF"]
        for (name, airport) in zip(WeatherNetwork.names, airports) {
            let shares = [
                airport.low, airport.fog, airport.snow, airport.thunder, airport.rain, airport.instrument,
                airport.cavok, airport.westerly,
            ].map { Self.padded(airport.percent($0)) }
            let mean = Double(airport.temperature) / Double(max(airport.routine, 1))
            let specials = Double(airport.special) / Double(days)
            let changes = Double(airport.changes) / Double(max(airport.forecasts, 1))
            lines.append(name + shares.joined() + [mean, specials, changes].map(Self.padded).joined())
        }
        return lines.joined(separator: "\n")
    }

    private static func padded(_ value: Double) -> String {
        let text = "\((value * 100).rounded() / 100)"
        return String(repeating: " ", count: max(1, 7 - text.count)) + text
    }

    func expectClimate() {
        func of(_ name: String) -> Airport { airports[WeatherNetwork.index(name)] }
        for airport in airports {
            #expect(airport.routine >= 48 * days)
            #expect(airport.special < 6 * days)
            #expect(airport.forecasts == 4 * days)
        }
        #expect((0.6...2.5).contains(of("LHR").percent(of("LHR").low)))
        for name in ["FRA", "MUC"] {
            let airport = of(name)
            #expect((1...5).contains(airport.percent(airport.low)))
            let cold = [0, 1, 8, 9, 10, 11].reduce(0) { $0 + airport.fogByMonth[$1] }
            #expect(cold * 10 >= airport.fog * 7)
            #expect((0.8...6).contains(airport.percent(airport.snow)))
            #expect(airport.snowByMonth[4...8].reduce(0, +) == 0)
            let summer = airport.thunderByMonth[4...8].reduce(0, +)
            #expect(summer * 10 >= airport.thunder * 7)
            #expect(airport.afternoonThunder * 10 >= airport.thunder * 6)
        }
        for name in ["BCN", "FCO"] {
            #expect(of(name).percent(of(name).fog) < 0.6)
            #expect(of(name).percent(of(name).snow) < 0.15)
        }
        for name in ["LHR", "LGW", "MAN", "DUB", "AMS"] {
            #expect((55...85).contains(of(name).percent(of(name).westerly)))
            #expect((7...17).contains(of(name).percent(of(name).rain)))
            #expect((9...13).contains(of(name).temperature / of(name).routine))
        }
        #expect(of("MAD").percent(of("MAD").cavok) > 30)
        #expect((22...28).contains(of("MAD").temperatures[6] / of("MAD").byMonth[6]))
        #expect((-1...5).contains(of("FRA").temperatures[0] / of("FRA").byMonth[0]))
    }
}
