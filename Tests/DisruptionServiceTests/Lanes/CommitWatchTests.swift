import Testing

@testable import DisruptionService

@Suite("Whether a commit is stuck")
struct CommitWatchTests {
    private static let limit = LaneLimits.stuckCommitMs

    /// The times at which it is said to be stuck.
    private static func stuck(_ watch: inout CommitWatch, _ answers: [(Int64, hasAnswer: Bool)]) -> [Int64] {
        answers.filter { watch.asked(hasAnswer: $0.hasAnswer, atMs: $0.0) }.map(\.0)
    }

    @Test("It is when brokers have answered all the time for so long")
    func stuck() {
        var watch = CommitWatch()
        let answers = stride(from: 0, through: Self.limit, by: 1_000).map { ($0, hasAnswer: true) }
        #expect(Self.stuck(&watch, answers) == [Self.limit])
    }

    @Test("Brokers that were away meanwhile get the whole time again, and so does the next commit")
    func anew() {
        var watch = CommitWatch()
        var found = Self.stuck(&watch, [(0, true), (Self.limit - 1, false), (Self.limit, true)])
        #expect(found.isEmpty)
        watch.isWell()
        found = Self.stuck(&watch, [(2 * Self.limit, true), (3 * Self.limit, true)])
        #expect(found == [3 * Self.limit])
    }
}
