import Testing

@testable import DisruptionService

struct SnapshotChoiceTests {
    /// Every history of up to four snapshots at four positions, begun or complete, for every committed position and
    /// begin of the log: what is chosen is what a plain reading of the rule says.
    @Test func everySmallHistory() {
        let positions: [Int64] = [0, 10, 20, 30]
        var cases = 0
        for code in 0..<(9 * 9 * 9) {
            var manifests: [SnapshotManifest] = []
            var rest = code
            for number in 0..<3 {
                let choice = rest % 9
                rest /= 9
                if choice == 8 { continue }
                manifests.append(
                    SnapshotExamples.manifest(
                        positions[choice / 2], writer: "w\(number)", state: choice % 2 == 0 ? .complete : .begun))
            }
            let history = SnapshotHistory(incarnation: 1, manifests: manifests)
            for committed in stride(from: Int64(-5), through: 35, by: 5) {
                for logStart in stride(from: Int64(0), through: 30, by: 5) {
                    let found = SnapshotChoice.candidates(
                        history, partition: 3, atOrBelow: committed, logStart: logStart)
                    let expected = manifests.filter {
                        $0.state == .complete && $0.key.position <= committed && $0.key.position >= logStart
                    }
                    #expect(Set(found.map(\.key)) == Set(expected.map(\.key)))
                    #expect(found.count == expected.count)
                    #expect(zip(found, found.dropFirst()).allSatisfy { $0.key.position >= $1.key.position })
                    cases += 1
                }
            }
        }
        #expect(cases == 9 * 9 * 9 * 9 * 7)
    }

    @Test func otherPartitionsDoNotCount() {
        let history = SnapshotHistory(incarnation: 1, manifests: [SnapshotExamples.manifest(10, partition: 4)])
        #expect(SnapshotChoice.candidates(history, partition: 3, atOrBelow: 100).isEmpty)
    }

    @Test func aMarkOrACompleteSnapshotSaysThatSomebodyWorkedThere() {
        let history = SnapshotHistory(
            incarnation: 1,
            manifests: [
                SnapshotExamples.manifest(10, partition: 4), SnapshotExamples.manifest(10, partition: 5, state: .begun),
            ], worked: [7: "former"])
        #expect(history.firstWorked(of: [3, 5]) == nil)
        #expect(history.firstWorked(of: [3, 4])?.group == "iropsd")
        #expect(history.firstWorked(of: [5, 7, 4])?.group == "former")
    }
}

struct SnapshotScheduleTests {
    private let schedule = SnapshotSchedule(intervalSeconds: 60, logMegabytes: 32)

    @Test func byTimeOrByLogButNotForNothing() {
        #expect(!schedule.isDue(sinceMs: 1_000_000, logBytes: 0))
        #expect(schedule.isDue(sinceMs: 60_000, logBytes: 1))
        #expect(!schedule.isDue(sinceMs: 59_999, logBytes: 1))
        #expect(schedule.isDue(sinceMs: 10_000, logBytes: 32 << 20))
        #expect(!schedule.isDue(sinceMs: 9_999, logBytes: 1 << 40))
        #expect(SnapshotSchedule(intervalSeconds: 2, logMegabytes: 1).isDue(sinceMs: 2_000, logBytes: 1))
    }

    @Test func firstOnesAreSpread() {
        #expect((0..<12).map { schedule.headStartMs(of: $0, among: 12) } == (0..<12).map { Int64($0) * 5_000 })
        #expect(schedule.headStartMs(of: 5, among: 0) == 0)
    }
}
