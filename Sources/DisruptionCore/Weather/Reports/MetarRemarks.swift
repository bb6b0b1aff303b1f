/// What the remarks of a report say that matters here. Other remarks are text.
/// Source: US Federal Meteorological Handbook No. 1 (2019), chapter 12; Canada's MANOBS for SLP.
public struct MetarRemarks: Sendable, Equatable {
    /// Of automatic stations.
    public enum StationType: UInt8, Sendable, CaseIterable {
        case notTold
        /// `AO1`: cannot tell rain from snow.
        case withoutPrecipitationSensor
        /// `AO2`.
        case withPrecipitationSensor
    }

    /// Instruments that do not work, and other things said by one word; raw values stand in no log.
    public struct Flags: OptionSet, Sendable, Hashable {
        public let rawValue: UInt32
        @inlinable public init(rawValue: UInt32) { self.rawValue = rawValue }

        /// `$`: needs maintenance.
        public static let needsMaintenance = Flags(rawValue: 1 << 0)
        /// `PWINO`: no present weather.
        public static let noPresentWeather = Flags(rawValue: 1 << 1)
        /// `FZRANO`: no freezing rain sensor.
        public static let noFreezingRain = Flags(rawValue: 1 << 2)
        /// `TSNO`: no lightning.
        public static let noThunderstorm = Flags(rawValue: 1 << 3)
        /// `PNO`: no amount of precipitation.
        public static let noPrecipitation = Flags(rawValue: 1 << 4)
        /// `RVRNO`: no runway visual range.
        public static let noRunwayRange = Flags(rawValue: 1 << 5)
        /// `SLPNO`: no pressure at sea level.
        public static let noSeaLevelPressure = Flags(rawValue: 1 << 6)
        /// `VISNO`: no visibility at a second place.
        public static let noSecondVisibility = Flags(rawValue: 1 << 7)
        /// `CHINO`: no ceiling at a second place.
        public static let noSecondCeiling = Flags(rawValue: 1 << 8)
        /// `PRESFR`: pressure falling rapidly.
        public static let pressureFalls = Flags(rawValue: 1 << 9)
        /// `PRESRR`: pressure rising rapidly.
        public static let pressureRises = Flags(rawValue: 1 << 10)
        /// `FROPA`: the shift of the wind was a front.
        public static let front = Flags(rawValue: 1 << 11)
        /// `LTG…`: lightning.
        public static let lightning = Flags(rawValue: 1 << 12)
        /// `SNINCR`: snow grows rapidly.
        public static let snowGrows = Flags(rawValue: 1 << 13)
        /// `FROIN`: frost on the indicator.
        public static let frost = Flags(rawValue: 1 << 14)
        /// `VIRGA`: precipitation that does not reach the ground.
        public static let virga = Flags(rawValue: 1 << 15)
    }

    /// The strongest wind since the last routine report.
    public struct PeakWind: Sendable, Hashable {
        public let directionDeg: Int16
        public let speedKt: Int16
        public let at: HourMinute
    }

    public var stationType = StationType.notTold
    public var flags: Flags = []
    public var peakWind: PeakWind?
    public var windShiftAt: HourMinute?
    /// The ceiling varies between, ft.
    public var ceilingFt: (least: Int32, most: Int32)?
    /// The ceiling at a second place, ft.
    public var secondCeilingFt: Int32?
    /// Visibility varies between.
    public var visibility: (least: Visibility, most: Visibility)?
    public var towerVisibility: Visibility?
    public var surfaceVisibility: Visibility?
    public var secondVisibility: Visibility?
    /// When weather began and ended within the hour.
    public var timings = WeatherTimings()
    /// Tenths of hPa.
    public var seaLevelPressureTenths: Int32?
    /// °C in tenths, from the `T` group.
    public var temperatureTenths: Int16?
    public var dewPointTenths: Int16?
    /// Hundredths of an inch of water since the last routine report; 0 for a trace.
    public var hourPrecipitation: Int32?
    /// Hundredths of an inch of water in 3 or 6 hours, as the hour of the report has it; -1 where it is not known.
    public var sixHourPrecipitation: Int32?
    public var dayPrecipitation: Int32?
    /// Inches of snow on the ground.
    public var snowDepth: Int32?
    /// °C in tenths, of six hours and of the day.
    public var sixHourHighTenths: Int16?
    public var sixHourLowTenths: Int16?
    public var dayHighTenths: Int16?
    public var dayLowTenths: Int16?
    /// Code table 0200 of the pressure of three hours, 0…8, and tenths of hPa.
    public var pressureTendency: (code: UInt8, tenths: Int16)?
    /// Minutes of sunshine.
    public var sunshineMinutes: Int16?

    public init() {}

    public static func == (a: Self, b: Self) -> Bool {
        a.stationType == b.stationType && a.flags == b.flags && a.peakWind == b.peakWind
            && a.windShiftAt == b.windShiftAt && a.ceilingFt?.least == b.ceilingFt?.least
            && a.ceilingFt?.most == b.ceilingFt?.most && a.secondCeilingFt == b.secondCeilingFt
            && a.visibility?.least == b.visibility?.least && a.visibility?.most == b.visibility?.most
            && a.towerVisibility == b.towerVisibility && a.surfaceVisibility == b.surfaceVisibility
            && a.secondVisibility == b.secondVisibility && a.timings == b.timings
            && a.seaLevelPressureTenths == b.seaLevelPressureTenths && a.temperatureTenths == b.temperatureTenths
            && a.dewPointTenths == b.dewPointTenths && a.hourPrecipitation == b.hourPrecipitation
            && a.sixHourPrecipitation == b.sixHourPrecipitation && a.dayPrecipitation == b.dayPrecipitation
            && a.snowDepth == b.snowDepth && a.sixHourHighTenths == b.sixHourHighTenths
            && a.sixHourLowTenths == b.sixHourLowTenths && a.dayHighTenths == b.dayHighTenths
            && a.dayLowTenths == b.dayLowTenths && a.pressureTendency?.code == b.pressureTendency?.code
            && a.pressureTendency?.tenths == b.pressureTendency?.tenths && a.sunshineMinutes == b.sunshineMinutes
    }
}

/// A time within the hours before a report: the hour is left out where it is the report's.
public struct HourMinute: Sendable, Hashable {
    /// 0…23; nil where it is not told.
    public let hour: UInt8?
    /// 0…59.
    public let minute: UInt8
}

/// That weather began or ended, e.g. `RAB05`, `TSE0712`.
public struct WeatherTiming: Sendable, Hashable {
    public let weather: Phenomenon
    /// Began, or ended.
    public let isBegin: Bool
    public let at: HourMinute
}
