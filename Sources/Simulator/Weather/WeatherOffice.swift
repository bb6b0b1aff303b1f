/// What the offices of all airports remember between one minute and the next.
struct WeatherOffice: Sendable {
    struct Desk: Sendable {
        /// What the last METAR or SPECI said, and when.
        var reported: (conditions: Conditions, minute: Int)?
        /// Minute that a correction of the last METAR is due at, and the minute that it was for.
        var correction: (due: Int, of: Int)?
        /// What the forecast in force covers: minutes, the first and the first one after.
        var forecast: (issued: Int, from: Int, to: Int)?
        /// Minute that an amendment is due at.
        var amendment: Int?
    }

    var desks: [Desk]
    /// The last minute that reports were asked for.
    var now: Int?

    init(stations: Int) { desks = Array(repeating: Desk(), count: stations) }

    /// A forecast that was issued before the spell was ordered is amended 10 to 25 minutes from now.
    mutating func learn(of spell: OrderedSpell, at station: Int, _ draw: Draw) {
        guard let now, let forecast = desks[station].forecast else { return }
        guard spell.start < forecast.to, spell.end > now else { return }
        let delay = 10 + draw.number(below: 16, UInt64(station), .forecast, now)
        desks[station].amendment = min(desks[station].amendment ?? .max, now + delay)
    }
}
