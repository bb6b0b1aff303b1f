extension Atmosphere {
    /// The showers and thunderstorms that can touch an instant, or a stretch of time.
    func eachCell(_ site: WeatherSite, from: Int, to: Int, _ body: (Cell) -> Void) {
        if isCalm { return }
        let slots = floorDivide(from - 120, 120)...floorDivide(to, 120)
        for slot in slots {
            let chance = draw.share(site.subject, .shower, slot * 4)
            // Twenty times the normal is the most that unsettled air can make of it.
            guard chance < 0.6 else { continue }
            let start = slot * 120 + draw.number(below: 100, site.subject, .shower, slot * 4 + 1)
            let season = Season(minute: start)
            let normals = ClimateNormals.of(site.station.climate, dayOfYear: season.dayOfYear)
            guard chance < normals.showers / 100 * 6 else { continue }
            let unrest = unrest(site, start)
            guard chance < normals.showers / 100 * unrest else { continue }
            let shape = draw.share(site.subject, .shower, slot * 4 + 2)
            body(
                Cell(
                    start: start, end: start + 14 + Int(40 * shape),
                    strength: 0.15 + 0.75 * draw.share(site.subject, .shower, slot * 4 + 3), isThundery: false))
        }
        for day in floorDivide(from - 240 + site.solarOffset, 1_440)...floorDivide(to + site.solarOffset, 1_440) {
            let chance = draw.share(site.subject, .thunderstorm, day * 4)
            guard chance < 0.4 else { continue }
            let first = draw.share(site.subject, .thunderstorm, day * 4 + 1)
            let second = draw.share(site.subject, .thunderstorm, day * 4 + 2)
            // The sum of two draws heaps up around 16:30 of the sun; one storm in five comes at any hour.
            let isOdd = first < 0.2
            let hour = isOdd ? 24 * second : 12 + 4.5 * (first - 0.2) / 0.8 + 4.5 * second
            let start = day * 1_440 - site.solarOffset + Int(hour * 60)
            let season = Season(minute: start)
            let normals = ClimateNormals.of(site.station.climate, dayOfYear: season.dayOfYear)
            guard chance < normals.thunder / 100 * 2 else { continue }
            guard chance < normals.thunder / 100 * min(2, 0.6 + unrest(site, start) * 0.5) else { continue }
            let shape = draw.share(site.subject, .thunderstorm, day * 4 + 3)
            body(
                Cell(start: start, end: start + 25 + Int(75 * shape), strength: 0.4 + 0.6 * second, isThundery: true))
        }
    }

    /// 0…5: how much likelier than normal showers are, by air mass and front.
    private func unrest(_ site: WeatherSite, _ minute: Int) -> Double {
        let front = fronts.effect(at: site.place, minute: minute)
        // Cold air behind a front is full of showers for half a day.
        let behind = front.age > 0 ? 4 * front.strength * fade(front.age / 90) * fade(1.3 - front.age / 700) : 0
        let high = draw.noise(site.band, .pressure, minute: minute - site.lag, period: 5_000)
        return max(0, 0.8 - 0.9 * high) + behind
    }

    func cells(_ air: inout AirState, _ site: WeatherSite, _ minute: Int) {
        var passing = air
        eachCell(site, from: minute, to: minute) { $0.pass(over: &passing, level: $0.level(minute: minute)) }
        air = passing
    }
}

/// Integer division that rounds towards negative infinity; `divisor` is positive.
@inline(__always) func floorDivide(_ value: Int, _ divisor: Int) -> Int {
    let quotient = value / divisor
    return value % divisor < 0 ? quotient - 1 : quotient
}
