import Testing

@testable import DisruptionService

/// Memory goes back to the system while there is little to do, and not again and again.
struct IdleMemoryTests {
    private static let second: Int64 = 1_000_000
    private static let megabyte: Int64 = 1024 * 1024

    /// Whether a process that has been looked at once, at the begin of its life, is to give memory back at each of some
    /// further looks.
    private static func dues(_ looks: (ms: Int64, cpu: Int64, bytes: Int64)...) -> [Bool] {
        var memory = IdleMemory()
        var dues = [memory.isDue(nowMs: 0, cpuMicroseconds: 0, residentBytes: 500 * megabyte)]
        for look in looks {
            let isDue = memory.isDue(nowMs: look.ms, cpuMicroseconds: look.cpu, residentBytes: look.bytes)
            if isDue { memory.noteDone(nowMs: look.ms, residentBytes: 150 * megabyte) }
            dues.append(isDue)
        }
        return dues
    }

    @Test func waitsUntilThereIsLittleToDo() {
        let (second, bytes) = (Self.second, 500 * Self.megabyte)
        #expect(
            Self.dues((5_000, 4 * second, bytes), (10_000, 6 * second, bytes), (15_000, 7 * second, bytes))
                == [false, false, false, true])
    }

    @Test func isDoneAgainWhereItIsWorthWhile() {
        let megabyte = Self.megabyte
        #expect(
            Self.dues((5_000, 0, 500 * megabyte), (10_000, 0, 165 * megabyte), (15_000, 0, 166 * megabyte))
                == [false, true, false, true])
    }

    @Test func isDoneAgainNowAndThen() {
        let bytes = 150 * Self.megabyte
        #expect(
            Self.dues((5_000, 0, bytes), (604_999, 0, bytes), (605_000, 0, bytes)) == [false, true, false, true])
    }
}
