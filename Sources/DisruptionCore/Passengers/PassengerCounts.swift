/// How many passengers there are of each kind.
public struct PassengerCounts: Sendable, Equatable {
    private var values = InlineArray<12, Int32>(repeating: 0)

    public init() {}

    @inlinable public subscript(kind: PassengerKind) -> Int32 {
        get { value(kind.rawValue) }
        set { set(kind.rawValue, newValue) }
    }

    @usableFromInline func value(_ place: Int) -> Int32 { values[place] }
    @usableFromInline mutating func set(_ place: Int, _ value: Int32) { values[place] = value }

    public var isEmpty: Bool { self[.all] == 0 }

    mutating func add(_ party: Party) { add(party.counts) }

    /// - Parameter counts: of a party, the kinds in their order.
    mutating func add(_ counts: InlineArray<12, UInt8>) {
        for place in 0..<12 { values[place] &+= Int32(counts[place]) }
    }

    mutating func remove(_ party: Party) {
        for place in 0..<12 { values[place] &-= Int32(party.counts[place]) }
    }

    mutating func add(_ other: PassengerCounts) {
        for place in 0..<12 { values[place] &+= other.values[place] }
    }

    public static func == (a: PassengerCounts, b: PassengerCounts) -> Bool {
        PassengerKind.allCases.allSatisfy { a[$0] == b[$0] }
    }
}
