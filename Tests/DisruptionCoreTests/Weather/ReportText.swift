import DisruptionCore

/// What was read, as one line that a test can show: groups that there are, in a fixed order.
extension ReportedConditions {
    var told: String {
        var parts: [String] = []
        if let wind { parts.append(wind.told) }
        if let visibility { parts.append(visibility.told) }
        parts += weather.map(\.text)
        parts += clouds.map(\.told)
        if sky != .notReported, sky != .layered { parts.append("\(sky)") }
        if isCavok { parts.append("cavok") }
        if endsWeather { parts.append("ends") }
        if weatherIsMissing { parts.append("missing") }
        return parts.joined(separator: " ")
    }
}

extension Wind {
    var told: String {
        var text = isVariable ? "VRB" : directionDeg.map { "\($0)" } ?? "?"
        text += "/" + (isAbove ? ">" : "") + (speedKt.map { "\($0)" } ?? "?")
        if let gustKt { text += "G\(gustKt)" }
        if let sector { text += "(\(sector.fromDeg)-\(sector.toDeg))" }
        return text
    }
}

extension Visibility {
    var told: String {
        var text = bound == .exact ? "" : bound == .below ? "<" : ">"
        text += sixteenths.map { "\(Double($0) / 16)SM" } ?? "\(metres)m"
        if let minimumMetres { text += "(\(minimumMetres)\(minimumToward.map { " \($0)" } ?? ""))" }
        return text + (hasNoDirections ? " NDV" : "")
    }
}

extension CloudLayer {
    var told: String {
        let genus = genus == .other ? "" : genus == .cumulonimbus ? "CB" : genus == .toweringCumulus ? "TCU" : "?"
        return "\(amount)" + (baseFt.map { "@\($0)" } ?? "@?") + genus
    }
}

extension RunwayName {
    var told: String {
        var text = ""
        forEachByte { text.append(Character(Unicode.Scalar($0))) }
        return text
    }
}

extension RunwayRange {
    var told: String {
        func figure(_ figure: Figure) -> String {
            (figure.bound == .below ? "<" : figure.bound == .atLeast ? ">" : "") + "\(figure.metres)"
        }
        return runway.told + ":" + (least.map(figure) ?? "?") + (most.map { "-" + figure($0) } ?? "")
            + (trend == .notTold ? "" : " \(trend)")
    }
}

extension RunwayState {
    var told: String {
        let parts = [deposit, extent, depth, braking].map { $0.map { "\($0)" } ?? "?" }
        return runway.told + ":" + (isCleared ? "cleared " : "") + parts.joined(separator: ",")
    }
}

extension GroupIssues {
    /// `reason group`, by group.
    func told(_ report: String) -> [String] { kept.map { "\($0.reason) \(text(report, $0.offset, $0.length))" } }
}

extension Metar {
    /// A report of 2014-12-18, about noon.
    init(_ report: String) { self.init(report, near: instant("2014-12-18T12:00:00Z")) }

    /// A report with this body.
    static func body(_ body: String) -> Metar { Metar("EDDF 181150Z " + body) }
}
