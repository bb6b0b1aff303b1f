/// A routine (METAR) or special (SPECI) report of an aerodrome, read from its text.
///
/// Reading never fails as a whole: what could not be read is in `issues`, by group, and everything else is here.
/// Source: WMO-No. 306, FM 15 and FM 16; US Federal Meteorological Handbook No. 1 for reports in miles.
public struct Metar: Sendable, Equatable {
    public enum Kind: UInt8, Sendable { case metar, speci }

    /// Four letters or digits; none where it could not be read.
    public var station = AirportCode.none
    /// METAR where the report does not say.
    public var kind = Kind.metar
    /// Day of the month, hour and minute as reported; nil where they could not be read.
    public var time: ReportTime?
    /// When it was observed; nil where the time could not be read or is of no day near the reference.
    public var observedAt: Instant?
    /// Without an observer.
    public var isAutomatic = false
    /// Corrects an earlier one.
    public var isCorrection = false
    /// There is no report for this time.
    public var isNil = false

    /// Wind, visibility, weather and sky.
    public var conditions = ReportedConditions()
    public var runwayRanges = RunwayRanges()
    public var recent = RecentPhenomena()
    /// °C in tenths; from the `T` group of the remarks where there is one.
    public var temperatureTenths: Int16?
    public var dewPointTenths: Int16?
    /// Pressure for altimeters (QNH), in tenths of hPa, converted where the report is in inches.
    public var altimeterTenths: Int32?
    /// The same in hundredths of an inch of mercury, where the report is in inches.
    public var altimeterInches: Int32?
    public var windShear = WindShearRunways()
    /// °C; nil where it is not told.
    public var seaTemperature: Int16?
    /// Code table 3700 (0…9), or the significant wave height in decimetres.
    public var seaState: UInt8?
    public var waveDecimetres: Int16?
    public var runwayStates = RunwayStates()
    /// Closed by snow (`SNOCLO`).
    public var isClosedBySnow = false
    /// Colour by which a military aerodrome tells its weather now.
    public var colour: ColourState?
    /// No significant change within two hours (`NOSIG`).
    public var expectsNoChange = false
    /// At most `WeatherLimits.trends`.
    public var trends: [TrendGroup] = []
    public var remarks = MetarRemarks()
    /// Where the remarks stand, without `RMK`.
    public var remarksPlace: TextPlace?

    /// Plain language and national groups behind the code that nothing is read from.
    public var additions = KeptAdditions()
    public var issues = GroupIssues()
    /// Bytes from the begin that belong to this report: another may follow.
    public var length: Int32 = 0

    public init() {}
}
