package import DisruptionCore

/// A report as an airport's weather office issues it.
package struct WeatherReport: Sendable, Equatable {
    /// A METAR or SPECI, or a forecast.
    package enum Kind: Sendable { case metar, taf }

    package let kind: Kind
    /// Index of the station.
    package let station: Int
    package let issued: Instant
    /// In the code's own form, e.g. `METAR EGLL 221750Z 24008KT CAVOK 12/07 Q1017 NOSIG`, without a closing `=`.
    package let raw: String
}
