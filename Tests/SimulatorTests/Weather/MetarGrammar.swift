/// Reads a METAR or SPECI strictly: the order of the groups, their ranges, and what may stand beside what.
struct MetarGrammar {
    let groups: WeatherGroups
    let temperature: Int
    let dewPoint: Int
    let pressure: Int
    let isSpecial: Bool
    let isAutomatic: Bool
    let day: Int
    let hour: Int
    let minute: Int

    init(_ raw: String, icao: String, runways: [Int]) throws(GrammarError) {
        var tokens = try ReportTokens(raw)
        isSpecial = tokens.take("SPECI")
        if !isSpecial { try check(tokens.take("METAR"), "begins with \(tokens.text)") }
        let isCorrection = tokens.take("COR")
        try check(tokens.take(icao), "station \(tokens.text)")
        guard let time = tokens.take(form: "999999Z") else { throw GrammarError("time \(tokens.text)") }
        (day, hour, minute) = (number(time, 0, 2), number(time, 2, 2), number(time, 4, 2))
        try check((1...31).contains(day) && hour < 24 && minute < 60, "time")
        try check(isSpecial || minute == 20 || minute == 50, "routine report at \(minute)")
        isAutomatic = tokens.take("AUTO")
        try check(!(isAutomatic && isCorrection), "automatic correction")
        var groups = WeatherGroups()
        try check(groups.takeWind(&tokens), "wind \(tokens.text)")
        if let sector = tokens.take(form: "999V999") {
            let (from, to) = (number(sector, 0, 3), number(sector, 4, 3))
            try check((10...360).contains(from) && (10...360).contains(to), "wind sector")
            let width = (to - from + 360) % 360
            try check(
                (60..<180).contains(width) && groups.wind >= 3 && groups.windFrom != nil, "wind sector of \(width)")
        }
        if groups.windFrom == nil { try check(groups.wind < 3 || raw.contains("TS") || raw.contains("SH"), "VRB") }
        if tokens.take("CAVOK") {
            groups.isCavok = true
        } else {
            try check(groups.takeSight(&tokens, runways: runways), "visibility \(tokens.text)")
            try groups.takeSky(&tokens, allowsTowers: true)
            try check(groups.hasSkyGroup, "sky \(tokens.text)")
            // What CAVOK stands for is never spelled out.
            let isCavok = groups.visibility == 9_999 && groups.weather.isEmpty && raw.contains("NSC")
            try check(!isCavok, "CAVOK written out")
        }
        (temperature, dewPoint) = try Self.temperatures(&tokens)
        guard let pressure = tokens.take(form: "Q9999") else { throw GrammarError("pressure \(tokens.text)") }
        self.pressure = number(pressure, 1, 4)
        try check((950...1_050).contains(self.pressure), "pressure \(self.pressure)")
        self.groups = groups
        try recent(&tokens)
        try Self.trend(&tokens, groups)
        try check(tokens.isAtEnd, "\(tokens.text) at the end")
        try coherence(raw)
    }

    private static func temperatures(_ tokens: inout ReportTokens) throws(GrammarError) -> (Int, Int) {
        func degrees(_ part: ArraySlice<UInt8>) -> Int? {
            let digits = part.first == UInt8(ascii: "M") ? part.dropFirst() : part
            guard digits.count == 2, digits.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
            return number(Array(digits), 0, 2) * (digits.count < part.count ? -1 : 1)
        }
        guard let group = tokens.take(where: { $0.contains(UInt8(ascii: "/")) }) else {
            throw GrammarError("temperature \(tokens.text)")
        }
        let parts = group.split(separator: UInt8(ascii: "/"))
        guard parts.count == 2, let warm = degrees(parts[0]), let dew = degrees(parts[1]) else {
            throw GrammarError("temperature")
        }
        try check(dew <= warm, "dew point above the temperature")
        try check((-30...45).contains(warm), "\(warm) degrees")
        return (warm, dew)
    }

    private func recent(_ tokens: inout ReportTokens) throws(GrammarError) {
        let allowed = ["REFZRA", "REDZ", "RERA", "RESHRA", "RERASN", "RESN", "RESHSN", "RETS", "RETSRA", "RETSSN"]
        var count = 0
        while allowed.contains(where: { tokens.take($0) }) { count += 1 }
        try check(count <= 3, "more than three recent weather groups")
    }

    static func trend(_ tokens: inout ReportTokens, _ now: WeatherGroups) throws(GrammarError) {
        if tokens.isAtEnd || tokens.take("NOSIG") { return }
        while tokens.take("BECMG") || tokens.take("TEMPO") { try TafGrammar.change(&tokens, isTrend: true) }
    }

    /// What nature does not do.
    private func coherence(_ raw: String) throws(GrammarError) {
        let weather = groups.weather
        let isSnow = weather.contains { $0.hasSuffix("SN") && !$0.hasSuffix("RASN") }
        try check(!isSnow || temperature <= 2, "snow at \(temperature)")
        try check(
            !weather.contains { $0.hasSuffix("RASN") } || (-1...4).contains(temperature), "sleet at \(temperature)")
        try check(!weather.contains { $0.contains("FZRA") || $0 == "FZFG" } || temperature <= 0, "freezing")
        let isBelow = raw.contains(" M")
        try check(!weather.contains("FG") || !isBelow || temperature >= 0, "FG below zero")
        try check(!weather.contains { $0.hasSuffix("FG") } || temperature - dewPoint <= 1, "fog in dry air")
        try check(!weather.contains("BR") || temperature - dewPoint <= 3, "mist in dry air")
        try check(!weather.contains("HZ") || temperature - dewPoint >= 2, "haze in wet air")
        let isThunder = weather.contains { $0.contains("TS") }
        try check(!isThunder || groups.hasCumulonimbus, "thunder without CB")
    }
}
