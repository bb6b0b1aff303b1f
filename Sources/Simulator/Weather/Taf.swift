/// A forecast for an airport: the simulation's own future, as far as an able forecaster can know it.
///
/// Times are off by up to an hour and a half that grows with the lead, one forecast in some is too dark or too bright,
/// a fifth of the thunderstorms is missed and some are expected that never come.
/// Source: WMO-No. 306 FM 51; ICAO Annex 3 appendix 5.
struct Taf {
    let site: WeatherSite
    /// Minutes since 1970; `to` is the first minute after.
    let issued: Int
    let from: Int
    let to: Int
    let isAmended: Bool

    /// Change groups that a forecast has at most before lesser ones are left out.
    static let changesMax = 5

    func text(_ weather: Weather, _ station: Int) -> String {
        let draw = weather.atmosphere.draw
        let slip = 180 * draw.share(site.subject, .forecast, issued * 4) - 90
        let mood = 2 * draw.share(site.subject, .forecast, issued * 4 + 1) - 1
        let bias = mood * mood * mood
        let outlooks = stride(from: from, to: to, by: 60).map { minute in
            let lead = min(Double(minute - issued) / 480, 1)
            return weather.outlook(station, minute: minute + Int(slip * lead), bias: bias * lead)
        }
        let hours = outlooks.map { Conditions($0, site) }
        guard let first = hours.first else { return "" }

        var text = CodeText()
        text.group(isAmended ? "TAF AMD" : "TAF")
        text.group(site.station.icao)
        text.group("")
        text.add(day: issued, hasMinutes: true)
        text.add("Z")
        text.group(from: from, to: to)
        TafGroup.state(first, &text)
        if site.hasExtremes { extremes(hours, &text) }

        var groups = prevailing(hours, ForecastChange.isMaterial)
        if groups.count > Taf.changesMax { groups = prevailing(hours, ForecastChange.isGrave) }
        groups += passing(weather, outlooks, hours)
        groups += brief(weather, station, hours)
        // By their beginning; what prevails before what passes.
        let order = groups.indices.sorted { (groups[$0].from, $0) < (groups[$1].from, $1) }
        for index in order { groups[index].write(&text) }
        return text.text
    }

    /// TX and TN with the hours that they are expected at.
    private func extremes(_ hours: [Conditions], _ text: inout CodeText) {
        var high = 0
        var low = 0
        for (hour, now) in hours.enumerated() {
            if now.temperature > hours[high].temperature { high = hour }
            if now.temperature < hours[low].temperature { low = hour }
        }
        for (name, hour) in [("TX" as StaticString, high), ("TN", low)] {
            text.group(name)
            text.add(temperature: hours[hour].temperature)
            text.add("/")
            text.add(day: from + hour * 60, hasMinutes: false)
            text.add("Z")
        }
    }

    /// The changes of what prevails: FM at a sharp shift of the wind, BECMG over two hours, TEMPO for a single hour.
    private func prevailing(
        _ hours: [Conditions], _ isMaterial: (_ old: Conditions, _ next: Conditions) -> Bool
    ) -> [TafGroup] {
        var groups: [TafGroup] = []
        var state = hours[0]
        var hour = 1
        while hour < hours.count {
            let next = hours[hour]
            guard isMaterial(state, next) else {
                hour += 1
                continue
            }
            let start = from + hour * 60
            let after = hours[min(hour + 1, hours.count - 1)]
            if hour + 1 < hours.count, !isMaterial(state, after) {
                groups.append(
                    TafGroup(
                        kind: .temporary(percent: 0), from: start, to: min(start + 120, to), old: state, next: next))
            } else if ForecastChange.isShift(from: state, to: next) {
                groups.append(TafGroup(kind: .from, from: start, to: to, old: state, next: next))
                state = next
            } else {
                groups.append(
                    TafGroup(kind: .becoming, from: start - 60, to: min(start + 60, to), old: state, next: after))
                state = after
                hour += 1
            }
            hour += 1
        }
        return groups.filter(\.says)
    }

    /// Ordered weather of less than two hours.
    private func brief(_ weather: Weather, _ station: Int, _ hours: [Conditions]) -> [TafGroup] {
        weather.spells[station].filter { $0.isBrief && $0.start < to && $0.end > from }.map { spell in
            let start = max(from, spell.start / 60 * 60)
            let end = min(to, max((spell.end + 59) / 60 * 60, start + 120))
            let air = weather.outlook(station, minute: (spell.start + spell.end) / 2, bias: 0, isBrief: true)
            return TafGroup(
                kind: .temporary(percent: 0), from: start, to: end, old: hours[(start - from) / 60],
                next: Conditions(air, site))
        }.filter(\.says)
    }

    /// Showers and thunderstorms, those that are foreseen and some that are not to come.
    private func passing(_ weather: Weather, _ outlooks: [AirState], _ hours: [Conditions]) -> [TafGroup] {
        let draw = weather.atmosphere.draw
        var cells: [Cell] = []
        weather.atmosphere.eachCell(site, from: from, to: to - 1) { cell in
            guard cell.start >= from, cell.start < to, cell.strength > 0.35 else { return }
            let isSeen = draw.happens(per10000: cell.isThundery ? 8_000 : 5_500, site.subject, .forecast, cell.start)
            if isSeen { cells.append(cell) }
        }
        let normals = ClimateNormals.of(site.station.climate, dayOfYear: Season(minute: from).dayOfYear)
        if !weather.atmosphere.isCalm, draw.share(site.subject, .forecast, issued * 4 + 2) < normals.thunder / 150 {
            let afternoon = floorDivide(from + site.solarOffset + 1_440 - 900, 1_440) * 1_440 + 900 - site.solarOffset
            if afternoon >= from, afternoon + 60 < to {
                cells.append(Cell(start: afternoon, end: afternoon + 60, strength: 0.6, isThundery: true))
            }
        }
        var groups: [TafGroup] = []
        for cell in cells.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) where groups.count < 2 {
            let off = draw.number(below: 120, site.subject, .forecast, cell.start + 1) - 60
            let hour = min(max((cell.start + off - from) / 60, 0), hours.count - 2)
            let start = from + hour * 60
            let end = min(to, start + 60 * (2 + draw.number(below: 3, site.subject, .forecast, cell.start + 2)))
            if let last = groups.last, start < last.to { continue }
            var air = outlooks[hour]
            cell.pass(over: &air, level: max(cell.strength, 0.5))
            let lead = start - issued
            let percent = lead < 540 ? 0 : cell.isThundery && lead > 900 ? 30 : 40
            let group = TafGroup(
                kind: .temporary(percent: percent), from: start, to: end, old: hours[hour], next: Conditions(air, site))
            if group.says { groups.append(group) }
        }
        return groups
    }
}
