/// What a front makes of the sky, the wind and the air at an airport, by the minutes since it passed.
///
/// Source: the Norwegian model of a depression (Bjerknes and Solberg 1922): cloud that lowers ahead of the warm front,
/// its rain, the warm sector's low cloud and southerly wind, the cold front's band of rain with a veer of the wind
/// by about 90 degrees, then colder, clearer air with showers.
struct FrontSky: Sendable {
    /// Share of the sky, 0…1.
    var cover = 0.0
    /// ft.
    var base = 9_000.0
    var rain = 0.0
    /// K, against the normal.
    var warmth = 0.0
    /// kt on top of the normal.
    var wind = 0.0
    var windFrom = 200.0
    /// 0…1: how much of the wind's direction is the front's.
    var hold = 0.0
    /// 0…1: how much it moistens the air.
    var moist = 0.0

    init(_ front: FrontEffect) {
        let age = front.age
        let strength = front.strength
        guard age > -720, age < 1_500 else { return }
        let near = front.nearness
        let veer = fade((age + 14) / 28)
        windFrom = 195 + 105 * veer - (age < 0 ? 10 * (1 - near) : 0)
        hold = fade(near * 1.7) * fade(strength * 3)
        wind = 15.5 * strength * fade(near * 1.5)
        warmth = age < 0 ? 3 * strength * fade((age + 560) / 200) * (1 - veer) : 0
        warmth -= 4.5 * strength * veer * fade((1_500 - age) / 1_100)

        // Ahead, then in the band, then behind.
        cover = max(fade((age + 640) / 260) * fade((90 - age) / 120), age > 0 ? 0.55 * fade((700 - age) / 500) : 0)
        cover *= fade(strength * 5)
        if age < 0 {
            base = between(7_500, 2_600 - 900 * strength, (age + 640) / 260)
            base = between(base, 1_900 - 1_250 * strength, (age + 300) / 240)
        } else {
            base = between(1_900 - 1_250 * strength, 2_800, (age - 20) / 110)
        }
        base += (1 - fade(strength * 5)) * 4_000
        let warmFront = 0.62 * fade((age + 440) / 60) * fade((-250 - age) / 60)
        let drizzle = 0.2 * fade((age + 250) / 60) * fade((-40 - age) / 60)
        let band = 1.05 * fade((age + 100) / 80) * fade((60 - age) / 45)
        rain = max(warmFront, drizzle, band) * min(1.15, strength * 1.35)
        if rain < 0.08 { rain = 0 }
        moist = age < 0 ? fade((age + 440) / 120) : fade((120 - age) / 90)
        moist *= fade(strength * 3)
    }
}
