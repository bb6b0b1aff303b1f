/// How much a decoded report holds, with the reason for each; what goes beyond is an issue of the report (`tooMany`)
/// and loses nothing else.
public enum WeatherLimits {
    /// Bytes of a report that are read: a TAF of thirty hours with all its groups stays below 2 KiB.
    public static let reportBytes = Limits.reportBytes
    /// Change groups of a TAF: ICAO asks for five at the most, military ones have a dozen.
    public static let changes = 24
    /// Changes in the two hours behind a METAR: codes expect one or two.
    public static let trends = 4
    /// Hours behind the reference that a report may be of: a reference may be a date, which is its first hour.
    public static let aheadHours = 24
    /// Hours that a TAF is valid for: codes allow 30, and some offices begin early.
    public static let validityHours = 48
    /// kt: above the strongest gust ever measured (220 kt, Barrow Island 1996).
    public static let windKt = 250
    /// Bins of a quarter of an hour in an outlook: two days.
    public static let outlookBins = 192
}

/// Layers of cloud: codes allow four, and six at stations with observers.
public typealias CloudLayers = ShortList<6, CloudLayer>
/// Groups of present weather: codes allow three, automatic stations send four.
public typealias Phenomena = ShortList<6, Phenomenon>
/// Groups of recent weather: codes allow three.
public typealias RecentPhenomena = ShortList<3, Phenomenon>
/// Runway visual ranges: both ends of four runways, and one to spare for each of two more.
public typealias RunwayRanges = ShortList<10, RunwayRange>
/// Runway states: the five runways of the largest airports, and "all runways".
public typealias RunwayStates = ShortList<6, RunwayState>
/// Runways named in wind shear; all runways where it says so.
public typealias WindShearRunways = ShortList<4, RunwayName>
/// Extremes of temperature in a TAF: codes allow two of each.
public typealias TemperatureExtremes = ShortList<4, TemperatureExtreme>
/// Layers of icing, and of turbulence, in a group of a military TAF.
public typealias AirLayers = ShortList<4, AirLayer>
/// Begins and ends of weather in remarks: an hour of showers makes half a dozen.
public typealias WeatherTimings = ShortList<12, WeatherTiming>
/// Groups that could not be read: further ones are counted.
public typealias KeptIssues = ShortList<16, GroupIssue>
/// Groups in plain language behind the code: further ones are counted.
public typealias KeptAdditions = ShortList<8, TextPlace>
