/// The weather at an airport at an instant, in the steps that observers report in.
package struct Conditions: Sendable, Equatable {
    /// °C.
    package let temperature: Double
    package let dewPoint: Double
    /// QNH, hPa.
    package let pressure: Double
    /// Degrees true that it blows from, in tens, 10…360; 0 where the air is calm.
    package let windFrom: Int
    /// Mean, kt.
    package let wind: Int
    /// Highest of ten minutes, kt; 0 unless it is 10 or more above the mean.
    package let gust: Int
    /// Ends of the sector that the direction swings through, in tens of degrees; equal where it is narrow.
    package let windSector: (from: Int, to: Int)
    /// Of all directions, or too light to tell.
    package let isWindVariable: Bool
    /// Prevailing visibility, m, in steps of the code; 10,000 for 10 km and more.
    package let visibility: Int
    /// Runway visual range, m, in steps of the code up to 2,000; 2,001 for more.
    package let runwayVisualRange: Int
    /// In rising order of the base; one without oktas is none.
    package let layers: (CloudLayer, CloudLayer, CloudLayer)
    /// How far one sees upwards where the sky is obscured, ft; nil where it is not.
    package let verticalVisibility: Int?
    /// nil where nothing falls.
    package let precipitation: Precipitation?
    package let isThunderstorm: Bool
    package let isFog: Bool
    package let hasBlowingSnow: Bool
    /// Factor of the runways' wind, permille.
    let windPermille: Int

    /// Height of the lowest layer of 5 oktas or more, or the vertical visibility, ft; nil where there is none.
    package var ceiling: Int? {
        if let verticalVisibility { return verticalVisibility }
        if layers.0.oktas >= 5 { return layers.0.base }
        if layers.1.oktas >= 5 { return layers.1.base }
        return layers.2.oktas >= 5 ? layers.2.base : nil
    }

    package static func == (a: Conditions, b: Conditions) -> Bool {
        a.temperature == b.temperature && a.dewPoint == b.dewPoint && a.pressure == b.pressure
            && a.windFrom == b.windFrom && a.wind == b.wind && a.gust == b.gust && a.windSector == b.windSector
            && a.isWindVariable == b.isWindVariable && a.visibility == b.visibility
            && a.runwayVisualRange == b.runwayVisualRange && a.layers == b.layers
            && a.verticalVisibility == b.verticalVisibility && a.precipitation == b.precipitation
            && a.isThunderstorm == b.isThunderstorm && a.isFog == b.isFog && a.hasBlowingSnow == b.hasBlowingSnow
            && a.windPermille == b.windPermille
    }
}

/// A layer of cloud.
package struct CloudLayer: Sendable, Equatable {
    package enum Tower: Sendable { case none, toweringCumulus, cumulonimbus }

    /// 0…8 eighths of the sky.
    package var oktas = 0
    /// ft above the airport, in hundreds.
    package var base = 0
    package var tower = Tower.none
}

/// What falls.
package struct Precipitation: Sendable, Equatable {
    package enum Kind: Sendable { case drizzle, rain, sleet, snow, freezingRain }
    package enum Intensity: Int, Sendable, Comparable {
        case light, moderate, heavy
        package static func < (a: Intensity, b: Intensity) -> Bool { a.rawValue < b.rawValue }
    }

    package var kind: Kind
    package var intensity: Intensity
    package var isShower: Bool
}
