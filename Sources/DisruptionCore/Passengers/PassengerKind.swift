/// What passengers are counted by. Each of a group is in `all`, and in as many of the others as apply.
public enum PassengerKind: Int, CaseIterable, Sendable {
    case all
    case checkedIn
    case member
    case silver
    case gold
    /// Platinum and what is above it.
    case platinum
    /// Of tier gold or above, or in a premium cabin.
    case premium
    case unaccompaniedMinor
    case wheelchair
    /// Needs medical care or equipment.
    case medical
    /// Blind or deaf.
    case sensory
    /// Travels with an infant or is a child.
    case child

    /// The name in topics.
    public var name: StaticString {
        switch self {
        case .all: "passengers"
        case .checkedIn: "checked_in"
        case .member: "member"
        case .silver: "silver"
        case .gold: "gold"
        case .platinum: "platinum"
        case .premium: "premium"
        case .unaccompaniedMinor: "unaccompanied_minor"
        case .wheelchair: "wheelchair"
        case .medical: "medical"
        case .sensory: "sensory"
        case .child: "child"
        }
    }

    public static let tiers: [PassengerKind] = [.member, .silver, .gold, .platinum]
    public static let needs: [PassengerKind] = [.unaccompaniedMinor, .wheelchair, .medical, .sensory, .child]
}

extension PassengerKind {
    /// The kind that a tier stands for; nil for none. Words of a programme that are not known count as a member's: who
    /// has a tier is in a programme. Case does not matter.
    init?(tier word: UnsafeRawBufferPointer) {
        if word.isEmpty || word.isWord(["none", "no"]) { return nil }
        if word.isWord(["silver", "bronze", "ruby"]) {
            self = .silver
        } else if word.isWord(["gold", "sapphire", "elite"]) {
            self = .gold
        } else if word.isWord(["platinum", "emerald", "diamond", "titanium", "senator", "hon", "executive"]) {
            self = .platinum
        } else {
            self = .member
        }
    }

    /// The kind that a special need stands for; nil for one that asks for nothing of those who handle a disruption.
    ///
    /// Source: IATA SSR codes (AIRIMP).
    init?(need word: UnsafeRawBufferPointer) {
        if word.isWord(["WCHR", "WCHS", "WCHC", "WCOB", "WCBD", "WCBW", "WCMP", "WCLB", "MAAS"]) {
            self = .wheelchair
        } else if word.isWord(["UMNR", "YPTA"]) {
            self = .unaccompaniedMinor
        } else if word.isWord(["MEDA", "STCR", "OXYG", "POXY"]) {
            self = .medical
        } else if word.isWord(["BLND", "DEAF", "SVAN"]) {
            self = .sensory
        } else if word.isWord(["CHLD", "INFT", "BSCT"]) {
            self = .child
        } else {
            return nil
        }
    }

    /// Whether a cabin is a premium one: booking classes of first and business, or their names.
    static func isPremium(cabin word: UnsafeRawBufferPointer) -> Bool {
        word.isWord(["F", "A", "P", "C", "J", "D", "I", "Z", "first", "business"])
    }
}

extension UnsafeRawBufferPointer {
    /// Whether it is one of some ASCII words, in upper or lower case.
    fileprivate func isWord(_ words: [StaticString]) -> Bool {
        words.contains { word in
            guard word.utf8CodeUnitCount == count else { return false }
            return word.withUTF8Buffer { letters in
                for at in 0..<letters.count where letters[at] | 0x20 != self[at] | 0x20 { return false }
                return true
            }
        }
    }
}
