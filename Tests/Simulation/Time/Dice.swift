import DisruptionCore

/// Seeded numbers (SplitMix64): everything that a history leaves to chance comes from one.
struct Dice {
    private var state: UInt64

    init(seed: UInt64) { state = Hash64.mix(seed &+ 0x9E37_79B9_7F4A_7C15) }

    /// A stream of its own, so that what is drawn for one purpose does not move what is drawn for another.
    init(seed: UInt64, _ purpose: StaticString) {
        self.init(seed: seed ^ purpose.withUTF8Buffer { Hash64.of(UnsafeRawBufferPointer($0)) })
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        return Hash64.mix(state)
    }

    /// 0 ..< bound; 0 where the bound is below 1.
    mutating func below(_ bound: Int) -> Int { bound < 1 ? 0 : Int(next() >> 33) % bound }

    mutating func between(_ low: Int, _ high: Int) -> Int { low + below(high - low + 1) }

    mutating func between(_ low: Int64, _ high: Int64) -> Int64 { low + Int64(below(Int(high - low) + 1)) }

    mutating func happens(permille: Int) -> Bool { below(1000) < permille }

    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

    /// Mostly small, now and then large: how long things take.
    mutating func duration(_ usual: Int64, rarely: Int64) -> Int64 {
        happens(permille: 20) ? between(usual, rarely) : between(0, usual)
    }

    mutating func shuffle<Element>(_ elements: inout [Element]) {
        for index in elements.indices.reversed() { elements.swapAt(index, below(index + 1)) }
    }
}
