extension Visibility {
    /// Statute miles in one group: `10SM`, `1/4SM`, `M1/4SM`, `P6SM`, `11/2SM`, `2.5SM`.
    init?(miles group: Group) {
        guard group.count >= 3, group.count <= 9, group[group.count - 1] == 0x4D, group[group.count - 2] == 0x53
        else { return nil }
        self.init(fraction: group.part(0, group.count - 2))
    }

    /// A number of statute miles as remarks have it too: `1`, `1/2`, `1 1/2` without the blank, `M1/4`, `P6`, `2.5`.
    init?(fraction group: Group) {
        var bound = Bound.exact
        var at = 0
        if group[0] == 0x4D {
            bound = .below
            at = 1
        } else if group[0] == 0x50 {
            bound = .atLeast
            at = 1
        }
        let digits = group.digits(at)
        guard digits >= 1, digits <= 3, let number = group.number(at, digits) else { return nil }
        let next = at + digits
        if next == group.count {
            self.init(sixteenths: Int32(number * 16), bound: bound)
        } else if group[next] == 0x2E {
            let places = group.digits(next + 1)
            guard places == 1 || places == 2, next + 1 + places == group.count,
                let decimals = group.number(next + 1, places)
            else { return nil }
            let hundredths = number * 100 + (places == 1 ? decimals * 10 : decimals)
            self.init(sixteenths: Int32((hundredths * 16 + 50) / 100), bound: bound)
        } else if group[next] == 0x2F {
            // Whole miles may stand before the numerator without a blank: 11/2 is one and a half.
            let below = group.digits(next + 1)
            guard below == 1 || below == 2, next + 1 + below == group.count,
                let denominator = group.number(next + 1, below), denominator > 0, 16 % denominator == 0
            else { return nil }
            let isMixed = digits == 2 && denominator < 10 && number >= denominator
            let whole = isMixed ? number / 10 : 0
            let numerator = isMixed ? number % 10 : number
            guard numerator < denominator else { return nil }
            self.init(sixteenths: Int32(whole * 16 + numerator * 16 / denominator), bound: bound)
        } else {
            return nil
        }
    }

    /// Metres: `9999`, `0350`, `P6000`, `M0400`, `9999NDV`, `15KM`, `2200M`. What stands behind the figure for a
    /// direction makes another group, `1200NE`.
    init?(metres group: Group) {
        if group.count >= 3, group.has("KM", at: group.count - 2) {
            guard group.count <= 4, let km = group.number(0, group.count - 2) else { return nil }
            self.init(metres: Int32(km * 1000))
            return
        }
        let start = group[0] == 0x50 || group[0] == 0x4D ? 1 : 0
        guard group.digits(start) == 4, let metres = group.number(start, 4) else { return nil }
        let rest = group.dropFirst(start + 4)
        guard rest.count == 0 || rest.isWord("NDV") || rest.isWord("M") else { return nil }
        var bound = metres == 9_999 ? Bound.atLeast : .exact
        if start == 1 { bound = group[0] == 0x50 ? .atLeast : .below }
        self.init(metres: Int32(metres), bound: bound)
        hasNoDirections = rest.count == 3
    }

    /// The least in a direction, `1200NE`; without one where `mayBeBare`.
    mutating func takeMinimum(_ group: Group) -> Bool {
        guard group.digits(0) == 4, let metres = group.number(0, 4) else { return false }
        let rest = group.dropFirst(4)
        guard rest.count <= 2, let toward = CompassPoint(rest) else { return false }
        if minimumMetres == nil, metres <= self.metres {
            minimumMetres = Int32(metres)
            minimumToward = toward
        }
        return true
    }

    /// The visibility with whole miles from the group before added: `1` and `1/2SM`.
    func adding(wholeMiles: Int) -> Visibility? {
        guard let sixteenths, sixteenths < 16, bound != .below else { return nil }
        return Visibility(sixteenths: sixteenths + Int32(wholeMiles * 16), bound: bound)
    }
}

extension CompassPoint {
    /// `N`, `NE`, …
    init?(_ group: Group) {
        switch group.word {
        case Group.word("N"): self = .north
        case Group.word("NE"): self = .northEast
        case Group.word("E"): self = .east
        case Group.word("SE"): self = .southEast
        case Group.word("S"): self = .south
        case Group.word("SW"): self = .southWest
        case Group.word("W"): self = .west
        case Group.word("NW"): self = .northWest
        default: return nil
        }
    }
}
