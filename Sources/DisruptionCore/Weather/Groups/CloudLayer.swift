/// A layer of cloud, or the vertical visibility where the sky is hidden.
public struct CloudLayer: Hashable, Sendable {
    /// Oktas of the sky: few 1-2, scattered 3-4, broken 5-7, overcast 8.
    public enum Amount: UInt8, Sendable, CaseIterable {
        case notKnown, few, scattered, broken, overcast
        /// The sky is hidden; the base is how far one sees upwards.
        case hidden
    }

    /// Clouds that matter for flying; other genera are passed over.
    public enum Genus: UInt8, Sendable, CaseIterable {
        case other, cumulonimbus, toweringCumulus
        /// An automatic station cannot tell (`///`).
        case notKnown
    }

    public var amount: Amount
    /// ft above the airport, 0…99,900; nil where it is not known.
    public var baseFt: Int32?
    public var genus = Genus.other

    public init(_ amount: Amount, baseFt: Int32?, genus: Genus = .other) {
        self.amount = amount
        self.baseFt = baseFt
        self.genus = genus
    }

    /// Broken, overcast or hidden: what makes a ceiling.
    public var isCeiling: Bool { amount == .broken || amount == .overcast || amount == .hidden }
}

/// What a report says of the sky where it names no layer.
public enum Sky: UInt8, Sendable {
    /// Nothing was said.
    case notReported
    /// Layers are named.
    case layered
    /// `SKC`: no cloud.
    case clear
    /// `CLR`: an automatic station sees none below 12,000 ft (25,000 in Canada).
    case clearBelow
    /// `NSC`, `CAVOK`: none of operational significance.
    case nothingSignificant
    /// `NCD`: an automatic station detects none.
    case nothingDetected
    /// `//////`: not observed.
    case notObserved
}
