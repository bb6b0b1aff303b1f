/// A shower or thunderstorm that passes an airport.
struct Cell: Sendable {
    /// Minutes since 1970.
    let start: Int
    let end: Int
    /// 0…1 at its height.
    let strength: Double
    let isThundery: Bool

    /// 0…1 of its strength: quickly there, slowly gone.
    func level(minute: Int) -> Double {
        guard minute >= start, minute < end else { return 0 }
        let part = Double(minute - start) / Double(end - start)
        return strength * (part < 0.3 ? 0.35 + 0.65 * part / 0.3 : 1 - 0.7 * (part - 0.3) / 0.7)
    }

    /// What the air becomes in it.
    /// - Parameter level: 0…1.
    func pass(over air: inout AirState, level: Double) {
        guard level > 0 else { return }
        air.rain = max(air.rain, level)
        air.isShower = true
        air.isFreezing = false
        air.fog = 0
        air.cover = max(air.cover, 5 + 2 * level)
        air.base = min(air.base, between(3_200, isThundery ? 1_300 : 1_700, level))
        air.gust = max(air.gust, air.wind + level * (isThundery ? 24 : 9))
        air.wind += level * (isThundery ? 7 : 3)
        air.swing += level * (isThundery ? 35 : 12)
        air.temperature -= level * (isThundery ? 5 : 2)
        guard isThundery else { return }
        air.isThundery = true
        air.rain = max(air.rain, 0.2)
        air.pressure += level
    }
}
