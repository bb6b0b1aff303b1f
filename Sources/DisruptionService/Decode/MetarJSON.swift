import DisruptionCore
import WireFormat

extension JSONWriter {
    /// A METAR or SPECI and what follows from it: the fields that every report has, null where there is nothing, then
    /// those that it has.
    /// - Parameter report: the bytes that it was read from.
    mutating func value(_ metar: Metar, _ report: UnsafeRawBufferPointer, runways: [Runway]) {
        let now = metar.conditions
        beginObject()
        field("type", metar.kind == .speci ? "SPECI" as StaticString : "METAR")
        field("station", metar.station.isNone ? nil : metar.station)
        field("observed_at", metar.observedAt)
        visibility(now.visibility)
        field("ceiling_ft", now.ceilingFt)
        wind(now.wind)
        tenths("temperature_c", metar.temperatureTenths.map { Int64($0) })
        tenths("dewpoint_c", metar.dewPointTenths.map { Int64($0) })
        tenths("altimeter_hpa", metar.altimeterTenths.map { Int64($0) })
        phenomena("phenomena", now.weather)
        field("flight_category", now.category?.name)
        field("severity", WeatherSeverity.of(now.weather))
        derived(metar, runways)
        sky(now)
        conditionDetails(now)
        reportDetails(metar)
        if let remarks = metar.remarksPlace {
            self.remarks(metar.remarks)
            field("remarks_text", utf8: report.part(remarks.offset, remarks.length))
        }
        if !metar.additions.isEmpty {
            key("additions")
            beginArray()
            for place in metar.additions { value(utf8: report.part(place.offset, place.length)) }
            endArray()
        }
        end(metar.issues, report, length: metar.length)
        endObject()
    }

    private mutating func derived(_ metar: Metar, _ runways: [Runway]) {
        let now = metar.conditions
        let factor = CapacityFactor(metar, runways: runways)
        self.factor(factor)
        let range = now.runwayRange(metar.runwayRanges)
        let procedures = LowVisibility(rangeM: range, ceilingFt: now.ceilingFt)
        field("low_visibility_procedures", procedures != .none)
        if procedures == .categoryThree { field("category_iii", true) }
        key("atmap")
        if let score = AtmapScore(
            now, ranges: metar.runwayRanges, temperatureTenths: metar.temperatureTenths,
            dewPointTenths: metar.dewPointTenths)
        {
            beginObject()
            field("score", score.total)
            field("visibility", score.visibility)
            field("wind", score.wind)
            field("precipitation", score.precipitation)
            field("freezing", score.freezing)
            field("dangerous", score.dangerous)
            endObject()
        } else {
            null()
        }
        let isWet = now.weather.contains { $0.wetsRunways }
        guard let wind = now.wind, let best = RunwayWind(wind, runways: runways, isWet: isWet) else { return }
        key("best_runway")
        beginObject()
        field("runway", best.runway.name.text)
        field("heading_deg", Int(best.runway.headingDeg))
        if best.runway.isHeadingMagnetic { field("heading_is_magnetic", true) }
        if best.runway.lengthFt > 0 { field("length_ft", best.runway.lengthFt) }
        field("crosswind_kt", Int(best.crossKt + 0.5))
        field("headwind_kt", Int(best.headKt < 0 ? best.headKt - 0.5 : best.headKt + 0.5))
        field("usable", best.isUsable)
        endObject()
    }

    private mutating func reportDetails(_ metar: Metar) {
        flag("automatic", metar.isAutomatic)
        flag("corrected", metar.isCorrection)
        flag("nil", metar.isNil)
        if let inches = metar.altimeterInches { field("altimeter_inhg", permille: Int64(inches) * 10) }
        if !metar.runwayRanges.isEmpty {
            key("runway_ranges")
            beginArray()
            for range in metar.runwayRanges { value(range) }
            endArray()
        }
        if !metar.recent.isEmpty { phenomena("recent", metar.recent) }
        if !metar.windShear.isEmpty {
            key("wind_shear")
            beginArray()
            for name in metar.windShear { value(name == .all ? "all" : name.text) }
            endArray()
        }
        if let degrees = metar.seaTemperature { field("sea_temperature_c", Int(degrees)) }
        if let state = metar.seaState { field("sea_state", state) }
        if let decimetres = metar.waveDecimetres { field("wave_height_m", permille: Int64(decimetres) * 100) }
        if !metar.runwayStates.isEmpty {
            key("runway_states")
            beginArray()
            for state in metar.runwayStates { value(state) }
            endArray()
        }
        flag("closed_by_snow", metar.isClosedBySnow)
        if let colour = metar.colour { field("colour", colour.name) }
        flag("no_significant_change", metar.expectsNoChange)
        if !metar.trends.isEmpty {
            key("trends")
            beginArray()
            for trend in metar.trends { value(trend) }
            endArray()
        }
    }

    private mutating func value(_ trend: TrendGroup) {
        beginObject()
        field("change", trend.kind.name)
        for (name, minute) in [
            ("from" as StaticString, trend.fromMinute), ("until", trend.untilMinute), ("at", trend.atMinute),
        ] {
            guard let minute else { continue }
            field(name, ReportNames.clock(hour: UInt8(clamping: minute / 60), minute: UInt8(clamping: minute % 60)))
        }
        changed(trend.conditions)
        if let colour = trend.colour { field("colour", colour.name) }
        endObject()
    }

    private mutating func value(_ range: RunwayRange) {
        beginObject()
        field("runway", range.runway.text)
        field("metres", range.least?.metres)
        if let bound = range.least?.bound.name { field("bound", bound) }
        if let most = range.most {
            field("most_metres", most.metres)
            if let bound = most.bound.name { field("most_bound", bound) }
        }
        if let trend = range.trend.name { field("trend", trend) }
        flag("in_feet", range.isInFeet)
        endObject()
    }

    private mutating func value(_ state: RunwayState) {
        beginObject()
        field("runway", state.runway.text)
        flag("cleared", state.isCleared)
        field("deposit", state.deposit)
        field("extent", state.extent)
        field("depth", state.depth)
        field("braking", state.braking)
        endObject()
    }
}
