/// The kinds of entities; the raw values stand in the log and never change.
public enum EntityKind: UInt8, Sendable, CaseIterable {
    case leg = 1
    case booking = 2
    case aircraft = 3
    case airport = 4
    case airline = 5
    case network = 6
}

/// The name of an entity, and by its hash the partition of the entities topic that holds it.
public struct EntityKey: Hashable, Sendable {
    public let kind: EntityKind
    /// Leg: `LegKey.high`; booking: the upper half of its id's hash; else the packed code.
    public let high: UInt64
    /// Leg: `LegKey.low`; booking: the lower half of its id's hash; else 0.
    public let low: UInt64

    @inlinable public init(kind: EntityKind, high: UInt64, low: UInt64) {
        self.kind = kind
        self.high = high
        self.low = low
    }

    @inlinable public static func leg(_ key: LegKey) -> EntityKey {
        EntityKey(kind: .leg, high: key.high, low: UInt64(key.low))
    }
    @inlinable public static func aircraft(_ tail: Tail) -> EntityKey {
        EntityKey(kind: .aircraft, high: tail.packed, low: 0)
    }
    @inlinable public static func airport(_ code: AirportCode) -> EntityKey {
        EntityKey(kind: .airport, high: code.packed, low: 0)
    }
    @inlinable public static func airline(_ code: CarrierCode) -> EntityKey {
        EntityKey(kind: .airline, high: code.packed, low: 0)
    }
    /// The one that all airports together are.
    @inlinable public static var network: EntityKey { EntityKey(kind: .network, high: 0, low: 0) }

    /// The entity's partition, 0..<`partitions`; the same on every machine and in every build.
    @inlinable public func partition(of partitions: Int) -> Int {
        var mixed = Hash64.mix(high ^ UInt64(kind.rawValue) &* 0x9E37_79B9_7F4A_7C15)
        mixed = Hash64.mix(mixed ^ low &* 0xC2B2_AE3D_27D4_EB4F)
        return Int(((mixed >> 32) &* UInt64(partitions)) >> 32)
    }
}
