/// Fixed hashes: equal on every machine, in every process and build, unlike Swift's seeded Hasher.
public enum Hash64 {
    /// Source: the 64-bit finaliser of SplitMix64 (Steele, Lea, Flood 2014; Stafford's variant 13).
    @inlinable public static func mix(_ value: UInt64) -> UInt64 {
        var z = value
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// A hash of bytes: eight at a time, each folded in by a multiply and the finaliser. Not for adversarial keys.
    @inlinable public static func of(_ bytes: UnsafeRawBufferPointer, seed: UInt64 = 0) -> UInt64 {
        var hash = mix(seed ^ UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15)
        var at = 0
        while at + 8 <= bytes.count {
            let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            hash = mix(hash ^ word)
            at += 8
        }
        var tail: UInt64 = 0
        var shift: UInt64 = 0
        while at < bytes.count {
            tail |= UInt64(bytes[at]) << shift
            shift += 8
            at += 1
        }
        return mix(hash ^ tail &* 0xC2B2_AE3D_27D4_EB4F)
    }
}
