/// Weather that can be ordered for an airport.
///
/// The capacities are those of `Conditions.capacityPermille`; other weather at the same time can only lower them.
public enum WeatherKind: String, Sendable, CaseIterable {
    /// Light snow that becomes heavy in the middle half: 700 permille, 400 while it is heavy.
    case snow
    /// Heavy drifting snow in 30 kt and more: 400 at its edges, 100 in its middle, and 0 where one sees under 300 m.
    case blizzard
    /// Freezing rain at 1 to 3 degrees below zero: 300.
    case ice
    /// Visibility 150 to 250 m, sky obscured, low visibility procedures: 500.
    case fog
    /// Thunderstorm with gusts and rain: 500, and 300 in its heavy middle third.
    case storm
    /// Wind across the runways: 700 at its edges, 300 where the gusts go beyond the crosswind limit.
    case wind
    /// Heavy rain from low cloud: 800.
    case rain
}
