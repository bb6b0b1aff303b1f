/// Temperature and dew point of a group, in tenths of °C.
struct Temperatures {
    var temperature: Int16?
    var dewPoint: Int16?
    /// Characters of the group that it took.
    var length = 0

    /// °C that can be: the records are -89 and 57.
    private static let allowed = -95...65

    enum Reading {
        case temperatures(Temperatures)
        case impossible
    }

    /// `02/M06`, `M00/M01`, `11/`, `23///`, `/////`, `XX/XX`; more may stand behind it without a blank.
    static func read(_ group: Group) -> Reading? {
        var at = 0
        guard let first = degrees(group, &at), group.isSlash(at) else { return nil }
        at += 1
        let second = degrees(group, &at) ?? .notKnown
        var read = Temperatures()
        for (told, isDewPoint) in [(first, false), (second, true)] {
            guard case .degrees(let value) = told else { continue }
            guard allowed.contains(value) else { return .impossible }
            if isDewPoint { read.dewPoint = Int16(value * 10) } else { read.temperature = Int16(value * 10) }
        }
        read.length = at
        return .temperatures(read)
    }

    private enum Told {
        case degrees(Int)
        case notKnown
    }

    private static func degrees(_ group: Group, _ at: inout Int) -> Told? {
        if group.isSlash(at) && group.isSlash(at + 1) || group.has("XX", at: at) || group.has("MM", at: at) {
            at += 2
            return .notKnown
        }
        let isBelow = group[at] == 0x4D
        guard let value = group.number(at + (isBelow ? 1 : 0), 2) else { return nil }
        at += isBelow ? 3 : 2
        return .degrees(isBelow ? -value : value)
    }
}
