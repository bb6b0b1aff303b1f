/// Reads a TAF strictly.
struct TafGrammar {
    struct Change {
        let kind: String
        /// Hours from the beginning of the period of validity; minutes of FM are left out.
        let from: Int
        let to: Int
        let groups: WeatherGroups
    }

    let isAmended: Bool
    let hours: Int
    let first: WeatherGroups
    private(set) var changes: [Change] = []

    init(_ raw: String, icao: String) throws(GrammarError) {
        var tokens = try ReportTokens(raw)
        try check(tokens.take("TAF"), "begins with \(tokens.text)")
        isAmended = tokens.take("AMD")
        try check(tokens.take(icao), "station \(tokens.text)")
        guard let issued = tokens.take(form: "999999Z"), let period = tokens.take(form: "9999/9999") else {
            throw GrammarError("time \(tokens.text)")
        }
        let clock = Clock(day: number(period, 0, 2), hour: number(period, 2, 2))
        hours = try clock.hours(until: number(period, 5, 2), number(period, 7, 2))
        try check(isAmended ? (1...30).contains(hours) : hours == 24 || hours == 30, "valid for \(hours) hours")
        try check(clock.hour < 24 && number(issued, 2, 2) < 24 && number(issued, 4, 2) < 60, "time")
        if !isAmended { try check(clock.hour % 6 == 0 && (clock.hour + 23) % 24 == number(issued, 2, 2), "issue time") }

        var first = WeatherGroups()
        try Self.state(&tokens, &first)
        self.first = first
        if let high = tokens.take(where: { $0.starts(with: "TX".utf8) }) {
            guard let low = tokens.take(where: { $0.starts(with: "TN".utf8) }) else { throw GrammarError("TX, no TN") }
            try check((10...11).contains(high.count) && (10...11).contains(low.count), "TX, TN")
        }
        var last = 0
        while !tokens.isAtEnd {
            var groups = WeatherGroups()
            if let start = tokens.take(form: "FM999999") {
                let from = try clock.hours(until: number(start, 2, 2), number(start, 4, 2))
                try check(number(start, 6, 2) < 60 && from >= last && from < hours, "FM out of order")
                try Self.state(&tokens, &groups)
                changes.append(Change(kind: "FM", from: from, to: hours, groups: groups))
                last = from
                continue
            }
            var kind = ""
            if tokens.take("PROB30") || tokens.take("PROB40") {
                kind = "PROB"
                if tokens.take("TEMPO") { kind = "PROB TEMPO" }
            } else if tokens.take("TEMPO") {
                kind = "TEMPO"
            } else {
                try check(tokens.take("BECMG"), "unknown group \(tokens.text)")
                kind = "BECMG"
            }
            guard let window = tokens.take(form: "9999/9999") else { throw GrammarError("period \(tokens.text)") }
            let from = try clock.hours(until: number(window, 0, 2), number(window, 2, 2))
            let to = try clock.hours(until: number(window, 5, 2), number(window, 7, 2))
            try check(from >= last && from < to && to <= hours, "period \(from) to \(to) of \(hours) after \(last)")
            try check(number(window, 2, 2) < 24, "begins at 24")
            if kind == "BECMG" { try check(to - from <= 4, "BECMG over \(to - from) hours") }
            last = from
            groups = try Self.change(&tokens, isTrend: false)
            changes.append(Change(kind: kind, from: from, to: to, groups: groups))
        }
    }

    /// Days and hours from a beginning.
    private struct Clock {
        let day: Int
        let hour: Int

        func hours(until day: Int, _ hour: Int) throws(GrammarError) -> Int {
            try check((1...31).contains(day) && (0...24).contains(hour), "day \(day) hour \(hour)")
            // The first of the next month follows the last of this.
            let days = day >= self.day ? day - self.day : day
            try check(days <= 2, "days \(self.day) to \(day)")
            return days * 24 + hour - self.hour
        }
    }

    private static func state(_ tokens: inout ReportTokens, _ groups: inout WeatherGroups) throws(GrammarError) {
        try check(groups.takeWind(&tokens), "wind \(tokens.text)")
        if tokens.take("CAVOK") {
            groups.isCavok = true
            return
        }
        try check(groups.takeSight(&tokens, runways: nil), "visibility \(tokens.text)")
        try groups.takeSky(&tokens, allowsTowers: false)
        try check(groups.hasSkyGroup, "sky \(tokens.text)")
    }

    /// At least one of wind, visibility with weather, sky.
    @discardableResult
    static func change(_ tokens: inout ReportTokens, isTrend: Bool) throws(GrammarError) -> WeatherGroups {
        var groups = WeatherGroups()
        let hasWind = try groups.takeWind(&tokens)
        if tokens.take("CAVOK") {
            groups.isCavok = true
            return groups
        }
        let hasSight = try groups.takeSight(&tokens, runways: nil)
        groups.hasNoSignificantWeather = tokens.take("NSW")
        try check(!groups.hasNoSignificantWeather || groups.weather.isEmpty, "NSW beside weather")
        try groups.takeSky(&tokens, allowsTowers: false)
        try check(hasWind || hasSight || groups.hasSkyGroup, "a change of nothing before \(tokens.text)")
        return groups
    }
}
