extension Phenomenon {
    /// `-SHRA`, `+TSRAGR`, `VCFG`, `BCFG`, `TS`; not the `RE` of recent weather.
    init?(_ group: Group) {
        guard group.count >= 2, group.count <= 10 else { return nil }
        self.init()
        var at = 0
        if group[0] == 0x2D {
            intensity = .light
            at = 1
        } else if group[0] == 0x2B {
            intensity = .heavy
            at = 1
        }
        if group.has("VC", at: at) {
            isNearby = true
            at += 2
        }
        guard at < group.count, (group.count - at) % 2 == 0 else { return nil }
        while at < group.count {
            let pair = UInt16(group[at]) << 8 | UInt16(group[at + 1])
            if let descriptor = Descriptor(pair) {
                guard take(descriptor) else { return nil }
            } else if let kind = Kind(pair) {
                guard take(kind) else { return nil }
            } else {
                return nil
            }
            at += 2
        }
    }

    /// Of a shower with thunder the thunder counts.
    private mutating func take(_ next: Descriptor) -> Bool {
        if descriptor == .none || next == .thunderstorm {
            descriptor = next
        } else if descriptor != .thunderstorm {
            return false
        }
        return true
    }

    private mutating func take(_ kind: Kind) -> Bool {
        if kinds.0 == .none {
            kinds.0 = kind
        } else if kinds.1 == .none {
            kinds.1 = kind
        } else if kinds.2 == .none {
            kinds.2 = kind
        } else {
            return false
        }
        return true
    }
}

/// Two letters as a number.
@inline(__always) private func pair(_ text: StaticString) -> UInt16 {
    UInt16(text.utf8Start[0]) << 8 | UInt16(text.utf8Start[1])
}

extension Phenomenon.Descriptor {
    fileprivate init?(_ letters: UInt16) {
        switch letters {
        case pair("MI"): self = .shallow
        case pair("BC"): self = .patches
        case pair("PR"): self = .partial
        case pair("DR"): self = .drifting
        case pair("BL"): self = .blowing
        case pair("SH"): self = .showers
        case pair("TS"): self = .thunderstorm
        case pair("FZ"): self = .freezing
        default: return nil
        }
    }
}

extension Phenomenon.Kind {
    fileprivate init?(_ letters: UInt16) {
        switch letters {
        case pair("DZ"): self = .drizzle
        case pair("RA"): self = .rain
        case pair("SN"): self = .snow
        case pair("SG"): self = .snowGrains
        case pair("IC"): self = .iceCrystals
        case pair("PL"), pair("PE"): self = .icePellets
        case pair("GR"): self = .hail
        case pair("GS"): self = .smallHail
        case pair("UP"): self = .notKnownPrecipitation
        case pair("BR"): self = .mist
        case pair("FG"): self = .fog
        case pair("FU"): self = .smoke
        case pair("VA"): self = .ash
        case pair("DU"): self = .dust
        case pair("SA"): self = .sand
        case pair("HZ"): self = .haze
        case pair("PY"): self = .spray
        case pair("PO"): self = .dustWhirls
        case pair("SQ"): self = .squalls
        case pair("FC"): self = .funnelCloud
        case pair("SS"): self = .sandstorm
        case pair("DS"): self = .duststorm
        default: return nil
        }
    }
}
