/// A part of a TAF: what prevails from its begin, or a change.
public struct TafGroup: Sendable, Equatable {
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// What prevails from the begin of the period.
        case base
        /// `FM`: all of it is so from a minute on.
        case from
        /// `BECMG`: becomes so within the period and stays.
        case becoming
        /// `TEMPO`: for less than an hour at a time, less than half of the period altogether.
        case temporary
        /// `INTER`: the like of `temporary` for less than 30 minutes at a time (Australia).
        case intermittent
        /// `PROB30`, `PROB40` without `TEMPO`: so throughout, with that probability.
        case probable
    }

    public let kind: Kind
    /// 30 or 40 where the group says so, else nil; `TEMPO` may have one.
    public var probability: UInt8?
    /// When it begins, and ends; a change for good ends its transition then. nil where it could not be read.
    public var from: Instant?
    public var until: Instant?
    public var conditions = ReportedConditions()
    /// Wind shear at low level that is not from thunderstorms.
    public var windShear: WindShearLayer?
    /// Lowest pressure for altimeters of a military forecast, in tenths of hPa.
    public var altimeterTenths: Int32?
    public var icing = AirLayers()
    public var turbulence = AirLayers()

    public init(_ kind: Kind) { self.kind = kind }
}

/// Wind at a height that differs much from that near the ground, e.g. `WS010/31022KT`.
public struct WindShearLayer: Hashable, Sendable {
    /// ft above the ground.
    public let topFt: Int32
    public let wind: Wind
}

/// A layer with icing or turbulence of a military TAF.
public struct AirLayer: Hashable, Sendable {
    /// Code tables of US Air Force Manual 15-124: of icing 0…9, of turbulence 0…9.
    public let code: UInt8
    public let baseFt: Int32
    /// ft; 0 where it goes to the top of the cloud.
    public let depthFt: Int32
}

/// The highest or lowest temperature of a period, and when it is expected.
public struct TemperatureExtreme: Hashable, Sendable {
    public let isHigh: Bool
    /// °C.
    public let degrees: Int16
    public let at: Instant?
}
