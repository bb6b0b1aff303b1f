import DisruptionCore

/// Chance without a state: every draw is a hash of the seed, of what is drawn for, and of why.
///
/// So nothing that happens elsewhere moves it: an injected delay changes what follows from the delay, and no other
/// leg's luck. Integers and IEEE additions, multiplications and square roots alone: the same on every machine.
package struct Draw: Sendable {
    private let seed: UInt64

    package init(seed: UInt64) { self.seed = Hash64.mix(seed &+ 0x9E37_79B9_7F4A_7C15) }

    /// 64 random bits for a subject and a purpose.
    @inline(__always) package func bits(_ subject: UInt64, _ purpose: Purpose, _ index: Int = 0) -> UInt64 {
        let place = UInt64(purpose.rawValue) << 32 | UInt64(UInt32(truncatingIfNeeded: index))
        return Hash64.mix(Hash64.mix(seed ^ subject) &+ Hash64.mix(place &+ 0xD1B5_4A32_D192_ED03))
    }

    /// A whole number 0..<`below`; `below` is at least 1.
    @inline(__always) package func number(
        below: Int, _ subject: UInt64, _ purpose: Purpose, _ index: Int = 0
    ) -> Int {
        Int(bits(subject, purpose, index).multipliedFullWidth(by: UInt64(below)).high)
    }

    /// True in so many of 10,000 cases.
    @inline(__always) package func happens(
        per10000 share: Int, _ subject: UInt64, _ purpose: Purpose, _ index: Int = 0
    ) -> Bool { number(below: 10_000, subject, purpose, index) < share }
}
