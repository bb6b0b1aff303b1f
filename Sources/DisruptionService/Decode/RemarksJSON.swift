import DisruptionCore
import WireFormat

extension JSONWriter {
    /// What is decoded of the remarks.
    mutating func remarks(_ remarks: MetarRemarks) {
        key("remarks")
        beginObject()
        switch remarks.stationType {
        case .notTold: break
        case .withoutPrecipitationSensor: field("station_type", "AO1" as StaticString)
        case .withPrecipitationSensor: field("station_type", "AO2" as StaticString)
        }
        if let peak = remarks.peakWind {
            key("peak_wind")
            beginObject()
            field("direction_deg", Int(peak.directionDeg))
            field("speed_kt", Int(peak.speedKt))
            field("at", peak.at.text)
            endObject()
        }
        if let at = remarks.windShiftAt { field("wind_shift_at", at.text) }
        if let ceiling = remarks.ceilingFt {
            key("variable_ceiling_ft")
            beginArray()
            value(ceiling.least)
            value(ceiling.most)
            endArray()
        }
        if let ceiling = remarks.secondCeilingFt { field("second_ceiling_ft", ceiling) }
        if let visibility = remarks.visibility {
            key("variable_visibility_sm")
            beginArray()
            miles(visibility.least)
            miles(visibility.most)
            endArray()
        }
        for (name, visibility) in [
            ("tower_visibility_sm" as StaticString, remarks.towerVisibility),
            ("surface_visibility_sm", remarks.surfaceVisibility), ("second_visibility_sm", remarks.secondVisibility),
        ] {
            guard let visibility else { continue }
            key(name)
            miles(visibility)
        }
        timings(remarks.timings)
        figures(remarks)
        words(remarks.flags)
        endObject()
    }

    private mutating func miles(_ visibility: Visibility) {
        value(permille: (Int64(visibility.sixteenths ?? 0) * 1000 + 8) / 16)
    }

    private mutating func timings(_ timings: WeatherTimings) {
        guard !timings.isEmpty else { return }
        key("timings")
        beginArray()
        for timing in timings {
            beginObject()
            field("weather", timing.weather.text)
            field(timing.isBegin ? "began" : "ended", timing.at.text)
            endObject()
        }
        endArray()
    }

    private mutating func figures(_ remarks: MetarRemarks) {
        func tenths(_ name: StaticString, _ value: Int64?, _ json: inout JSONWriter) {
            if let value { json.field(name, permille: value * 100) }
        }
        tenths("sea_level_pressure_hpa", remarks.seaLevelPressureTenths.map { Int64($0) }, &self)
        tenths("temperature_c", remarks.temperatureTenths.map { Int64($0) }, &self)
        tenths("dewpoint_c", remarks.dewPointTenths.map { Int64($0) }, &self)
        tenths("high_6h_c", remarks.sixHourHighTenths.map { Int64($0) }, &self)
        tenths("low_6h_c", remarks.sixHourLowTenths.map { Int64($0) }, &self)
        tenths("high_24h_c", remarks.dayHighTenths.map { Int64($0) }, &self)
        tenths("low_24h_c", remarks.dayLowTenths.map { Int64($0) }, &self)
        for (name, hundredths) in [
            ("precipitation_1h_in" as StaticString, remarks.hourPrecipitation),
            ("precipitation_6h_in", remarks.sixHourPrecipitation), ("precipitation_24h_in", remarks.dayPrecipitation),
        ] {
            guard let hundredths else { continue }
            key(name)
            if hundredths < 0 { null() } else { value(permille: Int64(hundredths) * 10) }
        }
        if let inches = remarks.snowDepth { field("snow_depth_in", inches) }
        if let tendency = remarks.pressureTendency {
            key("pressure_tendency")
            beginObject()
            field("code", tendency.code)
            field("hpa", permille: Int64(tendency.tenths) * 100)
            endObject()
        }
        if let minutes = remarks.sunshineMinutes { field("sunshine_min", Int(minutes)) }
    }

    private mutating func words(_ flags: MetarRemarks.Flags) {
        guard !flags.isEmpty else { return }
        key("flags")
        beginArray()
        for (flag, name) in MetarRemarks.Flags.names where flags.contains(flag) { value(name) }
        endArray()
    }
}

extension HourMinute {
    fileprivate var text: String { ReportNames.clock(hour: hour, minute: minute) }
}

extension MetarRemarks.Flags {
    fileprivate static let names: [(MetarRemarks.Flags, StaticString)] = [
        (.needsMaintenance, "maintenance"), (.noPresentWeather, "PWINO"), (.noFreezingRain, "FZRANO"),
        (.noThunderstorm, "TSNO"), (.noPrecipitation, "PNO"), (.noRunwayRange, "RVRNO"),
        (.noSeaLevelPressure, "SLPNO"), (.noSecondVisibility, "VISNO"), (.noSecondCeiling, "CHINO"),
        (.pressureFalls, "PRESFR"), (.pressureRises, "PRESRR"), (.front, "FROPA"), (.lightning, "LTG"),
        (.snowGrows, "SNINCR"), (.frost, "FROIN"), (.virga, "VIRGA"),
    ]
}
