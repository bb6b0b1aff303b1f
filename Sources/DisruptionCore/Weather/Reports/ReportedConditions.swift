/// Wind, visibility, weather and sky as one part of a report tells them: what is observed, or what a group of a
/// forecast says will be. What it does not say is nil or empty.
public struct ReportedConditions: Sendable, Equatable {
    public var wind: Wind?
    public var visibility: Visibility?
    public var weather = Phenomena()
    public var clouds = CloudLayers()
    public var sky = Sky.notReported
    /// Visibility of 10 km and more, no cloud of significance, no weather (`CAVOK`).
    public var isCavok = false
    /// What weather there was ends (`NSW`).
    public var endsWeather = false
    /// The weather was not observed (`//`).
    public var weatherIsMissing = false

    public init() {}

    /// Whether it says anything of the sky.
    public var tellsSky: Bool { sky != .notReported && sky != .notObserved }
    /// Whether it says anything of weather: that there is some, or none any more.
    public var tellsWeather: Bool { !weather.isEmpty || endsWeather || isCavok }
}
