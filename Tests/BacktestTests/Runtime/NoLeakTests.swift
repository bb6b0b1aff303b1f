import DisruptionCore
import History
import Testing
import WireFormat

@testable import Backtest

/// What is said at an instant knows of nothing later.
@Suite struct NoLeakTests {
    private static let end = snowStart.adding(minutes: 2 * 1440)

    @Test func aHistoryThatEndsThereTellsTheSameBytes() throws {
        let scratch = try Scratch()
        let file = try scratch.write("whole.csv", csv(snowLegs))
        let whole = try told(file, in: scratch, last: Self.end)
        // In the morning, amid the snow, between two quarters of an hour, and when most have landed.
        for minutes: Int64 in [4 * 60, 9 * 60 + 37, 13 * 60, 22 * 60 + 1] {
            let cut = snowStart.adding(minutes: minutes)
            let marked = try told(file, in: scratch, last: cut)
            #expect(marked.disruptions == whole.disruptions(until: cut), "\(cut.rfc3339)")
            #expect(marked.predictions == whole.predictions(until: cut), "\(cut.rfc3339)")
            let known = try scratch.write("cut.csv", csv(snowLegs, cut: cut))
            let blanked = try told(known, in: scratch, last: Self.end)
            #expect(blanked.disruptions(until: cut) == whole.disruptions(until: cut), "\(cut.rfc3339)")
            #expect(blanked.predictions(until: cut) == whole.predictions(until: cut), "\(cut.rfc3339)")
            // What comes behind is not the same, or nothing was cut.
            #expect(blanked.disruptions != whole.disruptions)
            if minutes > 10 * 60 { #expect(marked.disruptions.count > 100) }
        }
    }
}
