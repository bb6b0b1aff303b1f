import DisruptionCore
import WireFormat

extension JSONWriter {
    /// A field that is there only where it is true.
    mutating func flag(_ name: StaticString, _ isSo: Bool) { if isSo { field(name, true) } }

    /// A number in tenths; null where there is none.
    mutating func tenths(_ name: StaticString, _ tenths: Int64?) {
        key(name)
        if let tenths { value(permille: tenths * 100) } else { null() }
    }

    mutating func visibility(_ visibility: Visibility?) {
        field("visibility_m", visibility?.metres)
        key("visibility_sm")
        guard let visibility else { return null() }
        if let sixteenths = visibility.sixteenths {
            value(permille: (Int64(sixteenths) * 1000 + 8) / 16)
        } else {
            // Hundredths of a statute mile of 1,609.344 m.
            value(permille: (Int64(visibility.metres) * 100_000 + 804_672) / 1_609_344 * 10)
        }
    }

    mutating func wind(_ wind: Wind?) {
        field("wind_direction_deg", wind?.directionDeg.map { Int($0) })
        field("wind_speed_kt", wind?.speedKt.map { Int($0) })
        field("wind_gust_kt", wind?.gustKt.map { Int($0) })
    }

    mutating func phenomena(_ name: StaticString, _ weather: some Collection<Phenomenon>) {
        key(name)
        beginArray()
        for phenomenon in weather { quoted { json in phenomenon.forEachByte { json.put8($0) } } }
        endArray()
    }

    mutating func factor(_ factor: CapacityFactor) {
        field("capacity_factor", permille: Int64(factor.hundredths) * 10)
        field("capacity_element", factor.element.name)
    }

    mutating func sky(_ conditions: ReportedConditions) {
        if let name = conditions.sky.name { field("sky", name) }
        key("clouds")
        beginArray()
        for layer in conditions.clouds {
            beginObject()
            field("amount", layer.amount.name)
            field("base_ft", layer.baseFt)
            if let genus = layer.genus.name { field("type", genus) }
            endObject()
        }
        endArray()
    }

    /// What few reports have.
    mutating func conditionDetails(_ conditions: ReportedConditions) {
        if let wind = conditions.wind {
            flag("wind_variable", wind.isVariable)
            flag("wind_above", wind.isAbove)
            if let sector = wind.sector {
                key("wind_sector_deg")
                beginArray()
                value(Int(sector.fromDeg))
                value(Int(sector.toDeg))
                endArray()
            }
        }
        if let visibility = conditions.visibility {
            if let bound = visibility.bound.name { field("visibility_bound", bound) }
            if let least = visibility.minimumMetres { field("visibility_minimum_m", least) }
            if let toward = visibility.minimumToward { field("visibility_minimum_toward", toward.name) }
            flag("visibility_without_directions", visibility.hasNoDirections)
        }
        flag("cavok", conditions.isCavok)
        flag("weather_ends", conditions.endsWeather)
        flag("weather_not_observed", conditions.weatherIsMissing)
    }

    /// What a change names, and nothing of what it does not.
    mutating func changed(_ conditions: ReportedConditions) {
        if let wind = conditions.wind { self.wind(wind) }
        if let visibility = conditions.visibility { self.visibility(visibility) }
        if !conditions.weather.isEmpty { phenomena("phenomena", conditions.weather) }
        if conditions.tellsSky {
            field("ceiling_ft", conditions.ceilingFt)
            sky(conditions)
        }
        conditionDetails(conditions)
    }

    /// What could not be read, and whether another report follows in the same line.
    mutating func end(_ issues: GroupIssues, _ report: UnsafeRawBufferPointer, length: Int32) {
        if !issues.isEmpty {
            key("errors")
            beginArray()
            for issue in issues.kept {
                beginObject()
                field("group", utf8: report.part(issue.offset, min(issue.length, 64)))
                field("offset", issue.offset)
                field("reason", issue.reason.name)
                endObject()
            }
            endArray()
            if Int(issues.count) > issues.kept.count { field("errors_total", issues.count) }
        }
        let rest = report.dropFirst(Int(length))
        if rest.contains(where: { $0 > 0x20 }), report.count <= WeatherLimits.reportBytes {
            field("next_report_offset", length)
        }
    }
}

extension UnsafeRawBufferPointer {
    /// Bytes from an offset on, as many as there are.
    func part(_ offset: Int32, _ length: Int32) -> UnsafeRawBufferPointer {
        let start = Swift.min(Swift.max(0, Int(offset)), count)
        let end = Swift.min(start + Swift.max(0, Int(length)), count)
        return UnsafeRawBufferPointer(rebasing: self[start..<end])
    }
}
