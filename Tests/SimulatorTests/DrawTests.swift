import Testing

@testable import Simulator

@Suite struct DrawTests {
    @Test func drawsAreFixed() {
        let draw = Draw(seed: 7)
        #expect(draw.bits(1, .weather) == Draw(seed: 7).bits(1, .weather))
        #expect(draw.bits(1, .weather) != draw.bits(1, .climate))
        #expect(draw.bits(1, .weather, 1) != draw.bits(1, .weather, 2))
        #expect(draw.bits(1, .weather) != Draw(seed: 8).bits(1, .weather))
    }

    @Test func sharesComeTrue() {
        let draw = Draw(seed: 1)
        let hits = (0..<100_000).count { draw.happens(per10000: 1234, UInt64($0), .weather) }
        #expect((12_000...12_700).contains(hits))
        #expect((0..<10_000).allSatisfy { (0..<7).contains(draw.number(below: 7, UInt64($0), .report)) })
    }
}
