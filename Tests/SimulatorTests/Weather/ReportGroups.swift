/// The groups that observations and forecasts share, as ICAO Annex 3 and WMO-No. 306 allow them.
struct WeatherGroups {
    var windFrom: Int?
    var wind = 0
    var gust = 0
    var visibility = 10_000
    var isCavok = false
    var weather: [String] = []
    /// Lowest BKN, OVC or VV, hundreds of ft.
    var ceiling: Int?
    var hasCumulonimbus = false
    var hasSkyGroup = false
    var hasNoSignificantWeather = false

    mutating func takeWind(_ tokens: inout ReportTokens) throws(GrammarError) -> Bool {
        if tokens.take("00000KT") {
            windFrom = 0
            return true
        }
        if let calm = tokens.take(form: "VRB99KT") ?? tokens.take(form: "VRB99G99KT") {
            wind = number(calm, 3, 2)
            try check(wind >= 1, "variable wind without speed")
            if calm.count == 10 { gust = number(calm, 6, 2) }
        } else if let wind = tokens.take(form: "99999KT") ?? tokens.take(form: "99999G99KT") {
            let from = number(wind, 0, 3)
            try check((10...360).contains(from) && from % 10 == 0, "wind from \(from)")
            windFrom = from
            self.wind = number(wind, 3, 2)
            try check(self.wind >= 1, "wind without speed")
            if wind.count == 10 { gust = number(wind, 6, 2) }
        } else {
            return false
        }
        try check(gust == 0 || gust >= wind + 10, "gust of less than 10 kt above the mean")
        return true
    }

    /// - Returns: false where no visibility stands; the weather after it is taken too.
    mutating func takeSight(_ tokens: inout ReportTokens, runways: [Int]?) throws(GrammarError) -> Bool {
        guard let sight = tokens.take(form: "9999") else { return false }
        visibility = number(sight, 0, 4)
        let m = visibility
        let step = m < 800 ? 50 : m < 5_000 ? 100 : 1_000
        try check(m == 9_999 || m % step == 0, "visibility \(m) is no step of the code")
        if let runways { try takeRanges(&tokens, runways) }
        try takeWeather(&tokens)
        return true
    }

    private func takeRanges(_ tokens: inout ReportTokens, _ runways: [Int]) throws(GrammarError) {
        var count = 0
        while let group = tokens.take(where: { $0[0] == UInt8(ascii: "R") && $0.count > 7 && $0[1] < 0x3A }) {
            count += 1
            let parts = group.split(separator: UInt8(ascii: "/"))
            try check(parts.count == 2 && (3...4).contains(parts[0].count), "runway visual range")
            let runway = number(Array(parts[0]), 1, 2)
            try check(runways.contains { ($0 + 5) / 10 % 36 == runway % 36 }, "no runway \(runway)")
            if parts[0].count == 4 { try check("LR".utf8.contains(parts[0][3]), "runway \(runway)") }
            var range = Array(parts[1])
            try check("UDN".utf8.contains(range.removeLast()), "tendency of the runway visual range")
            if range[0] == UInt8(ascii: "P") {
                try check(range.elementsEqual("P2000".utf8), "more than what is not 2,000 m")
            } else {
                let m = number(range, 0, 4)
                try check(range.count == 4 && (50...2_000).contains(m), "runway visual range \(m)")
                try check(m % (m < 400 ? 25 : m < 800 ? 50 : 100) == 0, "runway visual range \(m)")
            }
        }
        try check(count <= 4, "more than four runway visual ranges")
        try check(count > 0 || visibility >= 1_500, "no runway visual range at \(visibility) m")
    }

    static let falls: Set<String> = [
        "DZ", "RA", "SN", "RASN", "FZRA", "SHRA", "SHSN", "SHRASN", "TSRA", "TSSN", "TSRASN",
    ]

    mutating func takeWeather(_ tokens: inout ReportTokens) throws(GrammarError) {
        while let group = tokens.take(where: {
            let text = String(decoding: $0, as: UTF8.self)
            let bare = text.first == "+" || text.first == "-" ? String(text.dropFirst()) : text
            return Self.falls.contains(bare) || ["BR", "HZ", "FG", "FZFG", "BLSN"].contains(text)
        }) {
            weather.append(String(decoding: group, as: UTF8.self))
        }
        try check(weather.count <= 3, "more than three weather groups")
        let ranks = weather.map { ["BR", "HZ", "FG", "FZFG"].contains($0) ? 1 : $0 == "BLSN" ? 2 : 0 }
        try check(ranks == Array(Set(ranks)).sorted(), "weather groups \(weather) out of order or twice")
        try check(!weather.contains("BR") || (1_000...5_000).contains(visibility), "BR at \(visibility) m")
        try check(!weather.contains("HZ") || (1_000...5_000).contains(visibility), "HZ at \(visibility) m")
        try check(!weather.contains { $0.hasSuffix("FG") } || visibility < 1_000, "fog at \(visibility) m")
        try check(visibility >= 5_000 || !weather.isEmpty, "nothing explains \(visibility) m")
    }

    mutating func takeSky(_ tokens: inout ReportTokens, allowsTowers: Bool) throws(GrammarError) {
        if tokens.take("NSC") || tokens.take("NCD") {
            hasSkyGroup = true
            return
        }
        if let height = tokens.take(form: "VV999") {
            ceiling = number(height, 2, 3)
            hasSkyGroup = true
            return try check((0...10).contains(ceiling ?? 99), "vertical visibility")
        }
        var last = 0
        var least = 1
        while let layer = tokens.take(where: { $0.count >= 6 && ["FEW", "SCT", "BKN", "OVC"].contains(name($0)) }) {
            let height = number(layer, 3, 3)
            let tower = String(decoding: layer[6...], as: UTF8.self)
            try check(["", "CB"].contains(tower) || (allowsTowers && tower == "TCU"), "cloud type \(tower)")
            try check(height >= 1 && height >= last && (height < 50 || !tower.isEmpty), "layer at \(height)")
            let oktas = ["FEW": 1, "SCT": 3, "BKN": 5][name(layer)] ?? 8
            try check(oktas >= least || !tower.isEmpty, "layers do not follow the 1-3-5 rule")
            least = least == 1 ? 3 : 5
            last = height
            if tower == "CB" { hasCumulonimbus = true }
            if oktas >= 5, ceiling == nil { ceiling = height }
            hasSkyGroup = true
        }
    }

    private func name(_ layer: [UInt8]) -> String { String(decoding: layer[..<3], as: UTF8.self) }
}
