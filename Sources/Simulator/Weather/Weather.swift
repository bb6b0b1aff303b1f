package import DisruptionCore

/// The weather of a network of airports: the truth at any instant, and what is reported of it.
///
/// The truth is a pure function of seed, station, instant and what was ordered; nothing depends on what was asked for
/// before. Fronts pass over the map from west to east; the air of a region changes over days; each airport has its
/// climate, its daily cycle, its showers and its nights of fog.
package struct Weather: Sendable {
    let atmosphere: Atmosphere
    let sites: [WeatherSite]
    private(set) var spells: [[OrderedSpell]]
    var office: WeatherOffice

    /// - Parameters:
    ///   - from: about where the simulation begins; any instant may be asked for.
    ///   - isCalm: light wind and clear sky everywhere, unless weather is ordered.
    package init(stations: [WeatherStation], seed: UInt64, from: Instant, isCalm: Bool) {
        let draw = Draw(seed: seed)
        let minute = Self.minute(from)
        atmosphere = Atmosphere(draw: draw, fronts: FrontTrain(draw, from: minute, days: 33), isCalm: isCalm)
        sites = stations.map(WeatherSite.init)
        spells = stations.map { _ in [] }
        office = WeatherOffice(stations: stations.count)
    }

    /// Orders weather for an airport; the forecast in force is amended within half an hour if it has been issued.
    /// - Parameter minutes: how long it stays, 1 and more.
    package mutating func impose(_ kind: WeatherKind, at station: Int, from: Instant, minutes: Int) {
        guard sites.indices.contains(station), minutes > 0 else { return }
        let start = Self.minute(from)
        let spell = OrderedSpell(kind: kind, start: start, end: start + minutes)
        let place = spells[station].firstIndex { $0.gravity > spell.gravity } ?? spells[station].endIndex
        spells[station].insert(spell, at: place)
        office.learn(of: spell, at: station, atmosphere.draw)
    }

    /// The truth; the whole minute that the instant lies in counts.
    package func conditions(at station: Int, _ time: Instant) -> Conditions {
        conditions(at: station, minute: Self.minute(time))
    }

    /// 0…1,000: what the weather leaves of the airport's capacity.
    package func capacityPermille(at station: Int, _ time: Instant) -> Int {
        conditions(at: station, time).capacityPermille
    }

    /// - Parameter hasCells: with showers and thunderstorms.
    func conditions(at station: Int, minute: Int, hasCells: Bool = true) -> Conditions {
        let site = sites[station]
        var air = atmosphere.state(site, minute: minute, hasCells: hasCells)
        for spell in spells[station] { spell.impose(on: &air, site, minute: minute) }
        return Conditions(air, site)
    }

    static func minute(_ time: Instant) -> Int { Int(DisruptionCore.floorDivide(time.ms, 60_000)) }
}
