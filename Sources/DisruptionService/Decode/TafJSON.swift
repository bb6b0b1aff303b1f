import DisruptionCore
import WireFormat

extension JSONWriter {
    /// A TAF, group by group, and what it leaves of the airport's capacity.
    /// - Parameter report: the bytes that it was read from.
    mutating func value(_ taf: Taf, _ report: UnsafeRawBufferPointer, runways: [Runway]) {
        beginObject()
        field("type", "TAF" as StaticString)
        field("station", taf.station.isNone ? nil : taf.station)
        field("issued_at", taf.issuedAt)
        field("valid_from", taf.validFrom)
        field("valid_until", taf.validUntil)
        flag("amended", taf.isAmendment)
        flag("corrected", taf.isCorrection)
        flag("cancelled", taf.isCancelled)
        flag("nil", taf.isNil)
        key("groups")
        beginArray()
        for group in taf.groups { value(group, runways) }
        endArray()
        if !taf.extremes.isEmpty {
            key("temperatures")
            beginArray()
            for extreme in taf.extremes {
                beginObject()
                field("kind", extreme.isHigh ? "high" as StaticString : "low")
                field("temperature_c", Int(extreme.degrees))
                field("at", extreme.at)
                endObject()
            }
            endArray()
        }
        outlook(taf, runways)
        if let remarks = taf.remarksPlace { field("remarks_text", utf8: report.part(remarks.offset, remarks.length)) }
        end(taf.issues, report, length: taf.length)
        endObject()
    }

    private mutating func value(_ group: TafGroup, _ runways: [Runway]) {
        beginObject()
        field("change", group.kind.name)
        if let percent = group.probability { field("probability", percent) }
        field("from", group.from)
        field("until", group.until)
        changed(group.conditions)
        if let category = group.conditions.category { field("flight_category", category.name) }
        field("severity", WeatherSeverity.of(group.conditions.weather))
        factor(CapacityFactor(group.conditions, runways: runways))
        if let shear = group.windShear {
            key("wind_shear")
            beginObject()
            field("top_ft", shear.topFt)
            wind(shear.wind)
            endObject()
        }
        if let tenths = group.altimeterTenths { field("altimeter_hpa", permille: Int64(tenths) * 100) }
        layers("icing", group.icing)
        layers("turbulence", group.turbulence)
        endObject()
    }

    private mutating func layers(_ name: StaticString, _ layers: AirLayers) {
        guard !layers.isEmpty else { return }
        key(name)
        beginArray()
        for layer in layers {
            beginObject()
            field("code", layer.code)
            field("base_ft", layer.baseFt)
            field("depth_ft", layer.depthFt)
            endObject()
        }
        endArray()
    }

    /// Capacity from quarter of an hour to quarter, told where it changes.
    private mutating func outlook(_ taf: Taf, _ runways: [Runway]) {
        guard let from = taf.validFrom, let until = taf.validUntil, !taf.isNil, !taf.isCancelled else { return }
        let bins = Int(until.minutes(since: from)) / 15
        let outlook = TafOutlook(taf, from: from, bins: bins, runways: runways)
        key("outlook")
        beginArray()
        for (at, bin) in outlook.bins.enumerated() {
            if at > 0, outlook.bins[at - 1] == bin { continue }
            beginObject()
            field("from", from.adding(minutes: Int64(at) * 15))
            field("expected_factor", permille: Int64(bin.weighted))
            field("worst_factor", permille: Int64(bin.worst) * 10)
            field("worst_element", bin.element.name)
            endObject()
        }
        endArray()
    }
}
