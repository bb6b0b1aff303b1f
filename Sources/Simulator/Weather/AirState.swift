/// What the air at an airport is like, in numbers that change smoothly, before they are read as an observer reads them.
struct AirState: Sendable {
    /// °C.
    var temperature = 10.0
    /// Temperature less dew point, K.
    var spread = 4.0
    /// QNH, hPa.
    var pressure = 1015.0
    /// Degrees true that it blows from.
    var windFrom = 240.0
    /// kt.
    var wind = 6.0
    var gust = 0.0
    /// Degrees to either side that its direction swings.
    var swing = 15.0
    /// Precipitation 0…1: from 0.12 light, 0.5 moderate, 0.85 heavy.
    var rain = 0.0
    var isShower = false
    var isFreezing = false
    var isThundery = false
    /// 0 none, 0.4 mist of 4 km, 0.6 fog of 900 m, 1 fog of 100 m.
    var fog = 0.0
    /// Oktas of the main layer.
    var cover = 2.0
    /// Its base, ft above the airport.
    var base = 4_000.0
    /// Visibility through dry haze, m.
    var haze = 60_000.0
    /// 0…1 of the snow on the ground that the wind lifts.
    var drift = 0.0
}
