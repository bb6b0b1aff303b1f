extension Wind {
    private enum Unit { case knots, metresPerSecond, kilometresPerHour }

    /// What the group says, where it has the form of a wind; values that cannot be are told apart.
    enum Reading {
        case wind(Wind)
        case impossible
    }

    /// `24012G25KT`, `VRB03KT`, `00000MPS`, `/////KT`, `240P99KT`, `060V120` is a sector and none.
    static func read(_ group: Group) -> Reading? {
        guard group.count >= 6, group.count <= 17 else { return nil }
        var end = group.count
        let unit: Unit
        if group.last == 0x54 {  // KT
            guard group[end - 2] == 0x4B else { return nil }
            end -= 2
            unit = .knots
        } else if group.last == 0x53 {  // MPS, KTS
            if group.has("MPS", at: end - 3) {
                unit = .metresPerSecond
            } else if group.has("KTS", at: end - 3) {
                unit = .knots
            } else {
                return nil
            }
            end -= 3
        } else if group.has("KMH", at: end - 3) {
            end -= 3
            unit = .kilometresPerHour
        } else {
            return nil
        }
        var wind = Wind()
        var direction: Int?
        if group.has("VRB") {
            wind.isVariable = true
        } else if !group.has("///") {
            guard let degrees = group.number(0, 3) else { return nil }
            direction = degrees
        }
        var at = 3
        guard let speed = number(group, &at, end: end, isAbove: &wind.isAbove) else { return nil }
        var gust: Int?
        if at < end {
            guard group[at] == 0x47 else { return nil }
            at += 1
            guard let figure = number(group, &at, end: end, isAbove: &wind.isAbove), at == end else { return nil }
            gust = figure
        }
        if let direction {
            guard direction <= 360 else { return .impossible }
            wind.directionDeg = Int16(direction)
        }
        if speed >= 0 {
            guard let knots = knots(speed, unit) else { return .impossible }
            wind.speedKt = knots
        }
        if let gust, gust > 0 {
            guard let knots = knots(gust, unit) else { return .impossible }
            wind.gustKt = knots
        }
        return .wind(wind)
    }

    /// Two or three digits, with a `P` before them where it is more; -1 for slashes.
    private static func number(_ group: Group, _ at: inout Int, end: Int, isAbove: inout Bool) -> Int? {
        if group.isSlash(at) {
            let start = at
            while at < end, group.isSlash(at) { at += 1 }
            return at - start == 2 || at - start == 3 ? -1 : nil
        }
        if group[at] == 0x50 {
            isAbove = true
            at += 1
        }
        let digits = group.digits(at)
        guard digits == 2 || digits == 3, let value = group.number(at, digits) else { return nil }
        at += digits
        return value
    }

    /// Source: 1 kt is 1,852 m an hour (First International Extraordinary Hydrographic Conference, 1929).
    private static func knots(_ value: Int, _ unit: Unit) -> Int16? {
        let knots =
            switch unit {
            case .knots: value
            case .metresPerSecond: (value * 3600 + 926) / 1852
            case .kilometresPerHour: (value * 1000 + 926) / 1852
            }
        return knots <= WeatherLimits.windKt ? Int16(knots) : nil
    }
}

extension Wind.Sector {
    /// `180V240`.
    init?(_ group: Group) {
        guard group.count == 7, group[3] == 0x56, let from = group.number(0, 3), let to = group.number(4, 3),
            from <= 360, to <= 360
        else { return nil }
        fromDeg = Int16(from)
        toDeg = Int16(to)
    }
}
