import DisruptionCore

/// How a report as read here compares with the row of the US Aviation Weather Center's own decoding.
struct AwcScores {
    private(set) var same: [String: Int] = [:]
    private(set) var all: [String: Int] = [:]
    private(set) var differences: [String] = []

    mutating func count(_ name: String, _ isSame: Bool, _ what: @autoclosure () -> String) {
        all[name, default: 0] += 1
        if isSame { same[name, default: 0] += 1 } else { differences.append("\(name): \(what())") }
    }

    func percent(_ name: String) -> Double { 100 * Double(same[name] ?? 0) / Double(max(all[name] ?? 0, 1)) }

    mutating func compare(_ row: [String: String], _ metar: Metar) {
        let raw = row["raw_text"] ?? ""
        func number(_ name: String) -> Double? { row[name].flatMap { Double($0) } }
        func told(_ ours: (some CustomStringConvertible)?, _ name: String) -> String {
            "\(ours.map { "\($0)" } ?? "-") against \(row[name] ?? "-"): \(raw)"
        }
        count(
            "time", metar.observedAt?.text == row["observation_time"], told(metar.observedAt?.text, "observation_time"))
        if let theirs = number("temp_c") {
            let ours = metar.temperatureTenths.map { Double($0) / 10 }
            count("temperature", ours == theirs, told(ours, "temp_c"))
        }
        if let theirs = number("dewpoint_c") {
            let ours = metar.dewPointTenths.map { Double($0) / 10 }
            count("dew point", ours == theirs, told(ours, "dewpoint_c"))
        }
        if let theirs = number("altim_in_hg") {
            // Converted hPa are cut to hundredths there.
            let ours = metar.altimeterTenths.map { Double($0) / 338.639 }
            count("altimeter", ours.map { abs($0 - theirs) < 0.011 } ?? false, told(ours, "altim_in_hg"))
        }
        let wind = metar.conditions.wind
        if let direction = number("wind_dir_degrees"), let speed = number("wind_speed_kt") {
            let ours = wind.flatMap { wind in wind.speedKt.map { (wind.isVariable ? 0 : wind.directionDeg ?? 0, $0) } }
            let gust = number("wind_gust_kt")
            let isSame =
                ours.map { Double($0.0) == direction && abs(Double($0.1) - speed) <= 0 } == true
                && wind?.gustKt.map { Double($0) } == gust
            count("wind", isSame, told("\(ours ?? (-1, -1)) \(wind?.gustKt ?? -1)", "wind_speed_kt"))
        }
        if let theirs = number("visibility_statute_mi") {
            let ours = metar.conditions.visibility.map {
                $0.sixteenths.map { Double($0) / 16 } ?? Double($0.metres) / 1609.344
            }
            count("visibility", ours.map { abs($0 - theirs) < 0.011 } ?? false, told(ours, "visibility_statute_mi"))
        }
        compareSky(row, metar, raw)
    }

    private mutating func compareSky(_ row: [String: String], _ metar: Metar, _ raw: String) {
        var ceiling: Int32?
        for at in 1...4 {
            guard ["BKN", "OVC"].contains(row["sky_cover_\(at)"] ?? ""),
                let base = row["cloud_base_ft_agl_\(at)"].flatMap({ Int32($0) })
            else { continue }
            ceiling = min(ceiling ?? .max, base)
        }
        // The base of a hidden sky (OVX) is always 0 there; its height stands apart.
        if let up = row["vert_vis_ft"].flatMap({ Int32($0) }) { ceiling = min(ceiling ?? .max, up) }
        if row["sky_cover_1"]?.isEmpty == false {
            let ours = metar.conditions.ceilingFt
            count("ceiling", ours == ceiling, "\(ours ?? -1) against \(ceiling ?? -1): \(raw)")
        }
        if let theirs = row["flight_category"], !theirs.isEmpty {
            let ours = metar.conditions.category.map { "\($0.name)" }
            count("category", ours == theirs, "\(ours ?? "-") against \(theirs): \(raw)")
        }
    }
}
