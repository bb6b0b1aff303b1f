extension RunwayName {
    /// `27L` from a place of a group on, with how many characters it took; two digits up to 36, 50…86 for parallels as
    /// older codes number them, 88 and 99.
    static func read(_ group: Group, at place: Int, mayHaveSide: Bool = true) -> (name: RunwayName, length: Int)? {
        guard let number = group.number(place, 2), number <= 36 || number >= 50 else { return nil }
        var length = 2
        var name = RunwayName(number: UInt8(number))
        // Source: WMO-No. 306, 15.13.6.1 before 2007: fifty is added for the right of two parallels.
        if number >= 51, number <= 86 { name = RunwayName(number: UInt8(number - 50), side: 0x52) }
        let side = group[place + 2]
        if mayHaveSide, side == 0x4C || side == 0x43 || side == 0x52 {
            name = RunwayName(number: name.number, side: side)
            length = 3
            while group[place + length] == side { length += 1 }
        }
        return (name, length)
    }
}

extension RunwayRange {
    /// `R27L/0550V0800U`, `R09/M0050`, `R27/P2000N`, `R26/P6000FT/D`, `R06/////`.
    init?(_ group: Group) {
        guard group[0] == 0x52, let (name, length) = RunwayName.read(group, at: 1), group.isSlash(1 + length) else {
            return nil
        }
        self.init(name)
        var at = 2 + length
        if group.dropFirst(at).isWord("////") { return }
        guard let first = RunwayRange.figure(group, &at) else { return nil }
        var second: (value: Int, bound: Visibility.Bound)?
        if group[at] == 0x56 {
            at += 1
            guard let most = RunwayRange.figure(group, &at) else { return nil }
            second = most
        }
        if group.has("FT", at: at) {
            isInFeet = true
            at += 2
        }
        if group.isSlash(at) { at += 1 }
        switch group[at] {
        case 0x55: trend = .rising
        case 0x44: trend = .falling
        case 0x4E: trend = .steady
        case 0: break
        default: return nil
        }
        guard at + (trend == .notTold ? 0 : 1) == group.count else { return nil }
        func figure(_ told: (value: Int, bound: Visibility.Bound)) -> Figure {
            Figure(metres: Int32(isInFeet ? (told.value * 3048 + 5000) / 10_000 : told.value), bound: told.bound)
        }
        least = figure(first)
        most = second.map(figure)
    }

    /// Three or four digits, `M` or `P` before them.
    private static func figure(_ group: Group, _ at: inout Int) -> (value: Int, bound: Visibility.Bound)? {
        var bound = Visibility.Bound.exact
        if group[at] == 0x4D {
            bound = .below
            at += 1
        } else if group[at] == 0x50 {
            bound = .atLeast
            at += 1
        }
        let digits = group.digits(at)
        guard digits == 3 || digits == 4, let value = group.number(at, digits) else { return nil }
        at += digits
        return (value, bound)
    }
}

extension RunwayState {
    /// `R27/290195`, `R14L/CLRD70`, `R88/////99`, `R08/70D`; without `R` and the slash the older `27290195`.
    init?(_ group: Group) {
        let start = group[0] == 0x52 ? 1 : 0
        guard let (name, length) = RunwayName.read(group, at: start, mayHaveSide: start == 1) else {
            return nil
        }
        var at = start + length
        if start == 1 {
            guard group.isSlash(at) else { return nil }
            at += 1
        } else if group.count != 8 {
            return nil
        }
        self.init(name)
        let rest = group.dropFirst(at)
        if rest.count == 3, rest[2] == 0x44 {
            // Kazakhstan and Uzbekistan: friction on a dry runway.
            guard let friction = rest.number(0, 2) else { return nil }
            braking = UInt8(friction)
            isCleared = true
            return
        }
        guard rest.count == 6 else { return nil }
        if rest.has("CLRD") {
            isCleared = true
        } else {
            guard rest.isDigit(0) || rest.isSlash(0), rest.isDigit(1) || rest.isSlash(1) else { return nil }
            deposit = rest.isDigit(0) ? rest[0] - 0x30 : nil
            extent = rest.isDigit(1) ? rest[1] - 0x30 : nil
            guard RunwayState.pair(rest, 2, &depth) else { return nil }
        }
        guard RunwayState.pair(rest, 4, &braking) else { return nil }
    }

    /// Two digits, or two slashes for what is not known.
    private static func pair(_ group: Group, _ at: Int, _ value: inout UInt8?) -> Bool {
        if let number = group.number(at, 2) {
            value = UInt8(number)
            return true
        }
        return group.isSlash(at) && group.isSlash(at + 1)
    }
}

extension ColourState {
    /// `BLU`, `GRN`, `YLO1`, `BLACK`, `BLACKBLU`, `BLU+`.
    init?(_ group: Group) {
        let isBlack = group.has("BLACK")
        var rest = isBlack ? group.dropFirst(5) : group
        if rest.last == 0x2B || rest.count == 4 && (rest.last == 0x31 || rest.last == 0x32) {
            rest = rest.part(0, rest.count - 1)
        }
        switch rest.word {
        case Group.word("BLU"): self.init(colour: .blue, isBlack: isBlack)
        case Group.word("WHT"): self.init(colour: .white, isBlack: isBlack)
        case Group.word("GRN"): self.init(colour: .green, isBlack: isBlack)
        case Group.word("YLO"): self.init(colour: .yellow, isBlack: isBlack)
        case Group.word("AMB"): self.init(colour: .amber, isBlack: isBlack)
        case Group.word("RED"): self.init(colour: .red, isBlack: isBlack)
        default:
            guard isBlack, rest.count == 0 else { return nil }
            self.init(isBlack: true)
        }
    }
}
