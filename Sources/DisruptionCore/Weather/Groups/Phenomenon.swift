/// A group of weather: up to three kinds under one intensity and descriptor, e.g. `+TSRAGR`.
public struct Phenomenon: Hashable, Sendable {
    /// Of precipitation, and of blown dust, sand and snow.
    public enum Intensity: UInt8, Sendable, CaseIterable {
        case light, moderate, heavy
    }

    /// How it comes; raw values stand in snapshots.
    public enum Descriptor: UInt8, Sendable, CaseIterable {
        case none, shallow, patches, partial, drifting, blowing, showers, thunderstorm, freezing
    }

    /// What it is, in the order of WMO code table 4678; raw values stand in snapshots.
    public enum Kind: UInt8, Sendable, CaseIterable {
        case none
        case drizzle, rain, snow, snowGrains, iceCrystals, icePellets, hail, smallHail, notKnownPrecipitation
        case mist, fog, smoke, ash, dust, sand, haze, spray
        case dustWhirls, squalls, funnelCloud, sandstorm, duststorm
    }

    public var intensity = Intensity.moderate
    /// Within 8 km (US: 5 to 10 statute miles), not at the airport.
    public var isNearby = false
    public var descriptor = Descriptor.none
    /// The first first, which prevails; `none` behind the last.
    public var kinds: (Kind, Kind, Kind) = (.none, .none, .none)

    public init() {}

    public func has(_ kind: Kind) -> Bool { kinds.0 == kind || kinds.1 == kind || kinds.2 == kind }

    public var isThunderstorm: Bool { descriptor == .thunderstorm }
    public var isFreezing: Bool { descriptor == .freezing }

    /// Whether any of its kinds falls.
    public var isPrecipitation: Bool {
        kinds.0.isPrecipitation || kinds.1.isPrecipitation || kinds.2.isPrecipitation
    }

    public static func == (a: Self, b: Self) -> Bool {
        a.intensity == b.intensity && a.isNearby == b.isNearby && a.descriptor == b.descriptor && a.kinds == b.kinds
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(intensity)
        hasher.combine(isNearby)
        hasher.combine(descriptor)
        hasher.combine(kinds.0)
        hasher.combine(kinds.1)
        hasher.combine(kinds.2)
    }
}

extension Phenomenon.Kind {
    public var isPrecipitation: Bool {
        rawValue >= Phenomenon.Kind.drizzle.rawValue && rawValue <= Phenomenon.Kind.notKnownPrecipitation.rawValue
    }

    /// Drizzle to unknown precipitation and the others as two letters of WMO code table 4678.
    static let letters: StaticString = "  DZRASNSGICPLGRGSUPBRFGFUVADUSAHZPYPOSQFCSSDS"
}

extension Phenomenon.Descriptor {
    static let letters: StaticString = "  MIBCPRDRBLSHTSFZ"
}

extension Phenomenon {
    /// Calls `body` with each character of the group, e.g. `VCTS`, `-SHRA`.
    public func forEachByte(_ body: (UInt8) -> Void) {
        if isNearby {
            body(0x56)
            body(0x43)
        } else if intensity != .moderate {
            body(intensity == .light ? 0x2D : 0x2B)
        }
        func pair(_ letters: StaticString, _ at: UInt8) {
            if at == 0 { return }
            letters.withUTF8Buffer {
                body($0[Int(at) * 2])
                body($0[Int(at) * 2 + 1])
            }
        }
        pair(Descriptor.letters, descriptor.rawValue)
        for kind in [kinds.0, kinds.1, kinds.2] { pair(Kind.letters, kind.rawValue) }
    }

    /// The group, e.g. `-SHRA`.
    public var text: String {
        var bytes: [UInt8] = []
        forEachByte { bytes.append($0) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
