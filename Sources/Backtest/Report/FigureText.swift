import DisruptionCore

/// Figures for people.
enum FigureText {
    /// `1,778,756`.
    static func count(_ value: Int) -> String {
        var text = ""
        for (at, digit) in String(value.magnitude).reversed().enumerated() {
            if at > 0, at % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return (value < 0 ? "−" : "") + String(text.reversed())
    }

    /// With so many decimals, 0…4.
    static func decimal(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite, value.magnitude < 1e15 else { return "–" }
        let scale = [1.0, 10, 100, 1000, 10_000][min(max(decimals, 0), 4)]
        let scaled = Int((value.magnitude * scale).rounded(.toNearestOrEven))
        let whole = count(scaled / Int(scale))
        var text = value < 0 && scaled != 0 ? "−" + whole : whole
        if decimals > 0 {
            let rest = String(scaled % Int(scale))
            text += "." + String(repeating: "0", count: decimals - rest.count) + rest
        }
        return text
    }

    static func decimal(_ value: Double?, _ decimals: Int) -> String {
        value.map { decimal($0, decimals) } ?? "–"
    }

    static func percent(_ share: Double, _ decimals: Int = 0) -> String { decimal(share * 100, decimals) + " %" }

    /// `2008-02-06`.
    static func date(_ date: CalendarDate) -> String {
        let (year, month, day) = date.civil
        return "\(year)-\(two(month))-\(two(day))"
    }

    /// `6 Feb`.
    static func day(_ date: CalendarDate) -> String {
        let names = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let (_, month, day) = date.civil
        return "\(day) \(names[month - 1])"
    }

    /// `14:35` at a place.
    static func time(_ instant: Instant, _ zone: ZoneTable) -> String {
        let minute = zone.local(instant).minute
        return "\(two(minute / 60)):\(two(minute % 60))"
    }

    /// `6 Feb 14:35 CST` at a place.
    static func moment(_ instant: Instant, _ zone: ZoneTable) -> String {
        "\(day(zone.local(instant).date)) \(time(instant, zone)) \(zone.abbreviation(at: instant))"
    }

    /// `2 h 05 min`, `35 min`, `−5 min`.
    static func span(_ minutes: Double) -> String {
        let value = Int(minutes.rounded())
        let size = Int(value.magnitude)
        let text = size < 120 ? "\(size) min" : "\(size / 60) h \(two(size % 60)) min"
        return value < 0 ? "−" + text : text
    }

    static func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }

    /// A pattern's name for people: `Airport congestion`.
    static func pattern(_ pattern: Pattern) -> String {
        let words = pattern.name.description.split(separator: "_").joined(separator: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    /// What was known at an information time, for people.
    static func horizon(_ horizon: RotationPrediction.Horizon) -> String {
        switch horizon {
        case .previousArrival: "inbound has arrived"
        case .previousDeparture: "inbound has departed"
        case .twoLegsAhead: "the leg before it has departed"
        case .twoHours: "two hours before"
        case .fourHours: "four hours before"
        }
    }
}
