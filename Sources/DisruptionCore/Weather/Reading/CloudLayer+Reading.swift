extension CloudLayer {
    /// `BKN008`, `FEW030CB`, `OVC///`, `VV002`, `VV///`, `///015`, `//////CB`, `SCT020///`, `FEW010SC`.
    init?(_ group: Group) {
        let amount: Amount
        var at = 3
        switch group.word >> 40 {
        case Group.word("FEW") >> 40: amount = .few
        case Group.word("SCT") >> 40: amount = .scattered
        case Group.word("BKN") >> 40: amount = .broken
        case Group.word("OVC") >> 40: amount = .overcast
        case Group.word("///") >> 40: amount = .notKnown
        default:
            if group.has("VV") {
                amount = .hidden
                at = 2
            } else if let long = CloudLayer.amount(of: group) {
                amount = long
            } else {
                return nil
            }
        }
        var base: Int32?
        if let hundreds = group.number(at, 3) {
            base = Int32(hundreds * 100)
        } else if !(group.isSlash(at) && group.isSlash(at + 1) && group.isSlash(at + 2)) {
            return nil
        }
        let rest = group.dropFirst(at + 3)
        guard let genus = Genus(rest) else { return nil }
        self.init(amount, baseFt: base, genus: genus)
        if amount == .notKnown, base == nil, genus != .cumulonimbus, genus != .toweringCumulus { return nil }
    }

    /// Of groups of more than eight characters, whose word is not there.
    private static func amount(of group: Group) -> Amount? {
        guard group.count > 8 else { return nil }
        if group.has("FEW") { return .few }
        if group.has("SCT") { return .scattered }
        if group.has("BKN") { return .broken }
        if group.has("OVC") { return .overcast }
        return group.has("///") ? .notKnown : nil
    }
}

extension CloudLayer.Genus {
    /// `CB`, `TCU`, `///`, nothing, or the two letters of another genus.
    init?(_ group: Group) {
        switch group.word {
        case 0 where group.count == 0: self = .other
        case Group.word("CB"): self = .cumulonimbus
        case Group.word("TCU"): self = .toweringCumulus
        case Group.word("///"): self = .notKnown
        case Group.word("CU"), Group.word("SC"), Group.word("ST"), Group.word("SF"), Group.word("CF"),
            Group.word("AC"), Group.word("AS"), Group.word("NS"), Group.word("CI"), Group.word("CC"),
            Group.word("CS"):
            self = .other
        default: return nil
        }
    }
}

extension Sky {
    /// A word for a sky without layers.
    init?(_ group: Group) {
        switch group.word {
        case Group.word("SKC"): self = .clear
        case Group.word("CLR"): self = .clearBelow
        case Group.word("NSC"): self = .nothingSignificant
        case Group.word("NCD"): self = .nothingDetected
        case Group.word("//////"): self = .notObserved
        default:
            guard group.count == 9, group.isSlashes else { return nil }
            self = .notObserved
        }
    }
}
