/// Whether the carrier probably has to pay, by the cause. The burden of proof is the carrier's.
public enum Liability: UInt8, CaseIterable, Sendable {
    /// Weather, air traffic control, strikes of others and the like.
    case extraordinaryLikely = 1
    case uncertain
    case airline

    /// The name in topics.
    public var name: StaticString {
        switch self {
        case .extraordinaryLikely: "extraordinary_likely"
        case .uncertain: "uncertain"
        case .airline: "airline"
        }
    }

    /// The share of the amount that is expected to be paid, per cent.
    public var expectedPercent: Int32 {
        switch self {
        case .extraordinaryLikely: 10
        case .uncertain: 50
        case .airline: 90
        }
    }

    /// Of an IATA delay code of two digits (AHM 730); nil for a reactionary code, which inherits its root's, and for
    /// codes that say nothing (99) or do not exist (74).
    ///
    /// Sources: Regulation (EC) No 261/2004, recitals 14 and 15; bird strike C-315/15; technical fault Sturgeon,
    /// C-402/07.
    public init?(delayCode: Int) {
        switch delayCode {
        case 51, 71, 72, 73, 76, 77, 81...84, 88, 89, 98: self = .extraordinaryLikely
        case 52, 75, 85...87, 96: self = .uncertain
        case 0...39, 41...48, 53...69, 97: self = .airline
        default: return nil
        }
    }

    /// Of a leg that is late because others were: the root's, and uncertain where an extraordinary root is more than
    /// one leg away. Source: C-74/19, which wants a direct causal link.
    public static func reactionary(root: Liability, hops: Int) -> Liability {
        root == .extraordinaryLikely && hops > 1 ? .uncertain : root
    }
}
