import KafkaClient
import Testing

@testable import DisruptionService

/// What follows from every outcome of every step of a commit.
struct CommitCourseTests {
    typealias Step = CommitCourse.Step
    typealias Outcome = CommitCourse.Outcome

    private static func error(
        _ code: KafkaErrorCode, isFatal: Bool = false, isRetriable: Bool = false, requiresAbort: Bool = false
    ) -> KafkaError {
        KafkaError(
            code: code, operation: "test", isFatal: isFatal, isRetriable: isRetriable, requiresAbort: requiresAbort)
    }

    private static let retriable = error(.timedOut, isRetriable: true)
    private static let abortable = error(.unknownTopicOrPartition, requiresAbort: true)
    private static let stale = error(.illegalGeneration, requiresAbort: true)
    private static let fenced = error(.fenced, isFatal: true)
    private static let indefinite = error(.timedOut)

    /// Every outcome there is, by name.
    private static let outcomes: [(name: String, outcome: Outcome)] = [
        ("done", .done), ("waiting", .waiting), ("same", .heard(member: "m")), ("other", .heard(member: "n")),
        ("silence", .heard(member: nil)), ("retriable", .refused(retriable)), ("abortable", .refused(abortable)),
        ("stale", .refused(stale)), ("fenced", .refused(fenced)), ("indefinite", .refused(indefinite)),
    ]

    private static func name(_ step: Step) -> String {
        switch step {
        case .begin: "begin"
        case .frames: "frames"
        case .positions: "positions"
        case .outputs: "outputs"
        case .commit: "commit"
        case .abort: "abort"
        case .group: "group"
        case .committed: "committed"
        case .failed: "failed"
        }
    }

    /// A course that has come to a step on the shortest way.
    private static func course(at name: String, member: String? = "m") -> CommitCourse {
        var course = CommitCourse(member: member)
        let way: [String: [Outcome]] = [
            "begin": [], "frames": [.done], "positions": [.done, .done], "outputs": [.done, .done, .done],
            "commit": [.done, .done, .done, .done], "committed": [.done, .done, .done, .done, .done],
            "abort": [.done, .done, .refused(abortable)], "stale": [.done, .done, .refused(stale)],
            "group": [.done, .done, .refused(stale), .done], "failed": [.refused(fenced)],
        ]
        for outcome in way[name] ?? [] { course.advance(outcome, isClosed: false) }
        return course
    }

    /// The step after each outcome, in the order of `outcomes`; `=` is the same step.
    private static let table = """
        from       done      waiting  same   other   silence  retriable  abortable  stale   fenced  indefinite
        begin      frames    =        =      =       =        failed     abort      abort   failed  failed
        frames     positions =        =      =       =        failed     failed     failed  failed  failed
        positions  outputs   =        =      =       =        =          abort      abort   failed  failed
        outputs    commit    =        =      =       =        failed     abort      abort   failed  failed
        commit     committed =        =      =       =        =          abort      abort   failed  failed
        abort      begin     =        =      =       =        =          failed     failed  failed  failed
        stale      group     =        =      =       =        =          failed     failed  failed  failed
        group      =         =        begin  failed  failed   =          =          =       =       =
        committed  =         =        =      =       =        =          =          =       =       =
        failed     =         =        =      =       =        =          =          =       =       =
        """

    /// The same when the lane wants to end: where it differs.
    private static let whenClosed = [
        "frames waiting": "failed", "positions retriable": "failed", "commit retriable": "failed",
        "abort retriable": "failed", "stale retriable": "failed",
    ]

    @Test("Each outcome of each step has one consequence", arguments: [false, true])
    func everyStep(isClosed: Bool) {
        let rows = Self.table.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(rows.first.map { Array($0.dropFirst()) } == Self.outcomes.map(\.name))
        for row in rows.dropFirst() {
            for (index, (name, outcome)) in Self.outcomes.enumerated() {
                var course = Self.course(at: row[0])
                let before = Self.name(course.step)
                var expected = row[index + 1] == "=" ? before : row[index + 1]
                if isClosed { expected = Self.whenClosed["\(row[0]) \(name)"] ?? expected }
                course.advance(outcome, isClosed: isClosed)
                #expect(Self.name(course.step) == expected, "\(row[0]) \(name)")
            }
        }
    }

    @Test("The lane is told of the error that ended the commit")
    func errors() {
        func end(_ start: String, _ outcomes: [Outcome]) -> KafkaError? {
            var course = Self.course(at: start)
            for outcome in outcomes { course.advance(outcome, isClosed: false) }
            if case .failed(let error) = course.step { return error }
            return nil
        }
        #expect(end("commit", [.refused(Self.indefinite)]) == Self.indefinite)
        #expect(end("commit", [.refused(Self.fenced)]) == Self.fenced)
        #expect(end("abort", [.refused(Self.abortable)]) == Self.abortable)
        #expect(end("group", [.heard(member: nil)]) == Self.stale)
        #expect(end("group", [.heard(member: "n")]) == Self.stale)
    }

    @Test("A refused commit is begun again a limited number of times")
    func attempts() {
        for refusal in [Self.abortable, Self.stale] {
            var course = CommitCourse(member: "m")
            var begun = 0
            while course.step != .failed(refusal), begun < 100 {
                switch course.step {
                case .begin:
                    begun += 1
                    course.advance(.done, isClosed: false)
                case .positions: course.advance(.refused(refusal), isClosed: false)
                case .group: course.advance(.heard(member: "m"), isClosed: false)
                default: course.advance(.done, isClosed: false)
                }
            }
            #expect(begun == LaneLimits.commitAttempts)
        }
    }

    /// A static member that starts anew instead, in the middle of a cooperative rebalance, strands partitions.
    @Test("A commit under way goes on in the group's new generation")
    func newGeneration() {
        var course = Self.course(at: "group")
        course.advance(.heard(member: "m"), isClosed: false)
        #expect(course.step == .begin && course.attempt == 2)
        // Also from the commit itself, and more than once.
        for _ in 0..<4 { course.advance(.done, isClosed: false) }
        course.advance(.refused(Self.stale), isClosed: false)
        course.advance(.done, isClosed: false)
        #expect(course.step == .group)
        course.advance(.heard(member: "m"), isClosed: false)
        #expect(course.step == .begin && course.attempt == 3)
        // Another member's positions are not ours to send, and a lane without a group has none to follow.
        var alone = Self.course(at: "group", member: nil)
        alone.advance(.heard(member: "m"), isClosed: false)
        #expect(alone.step == .failed(Self.stale))
    }

    @Test("After an abort for another reason the generation is not waited for")
    func causeIsForgotten() {
        var course = Self.course(at: "group")
        course.advance(.heard(member: "m"), isClosed: false)
        course.advance(.refused(Self.abortable), isClosed: false)
        #expect(course.step == .abort)
        course.advance(.done, isClosed: false)
        #expect(course.step == .begin)
    }

    @Test("The lane ends for good where only a person can help, and starts anew otherwise")
    func consequences() {
        let hopeless: [KafkaErrorCode] = [.topicNotAuthorized, .groupNotAuthorized, .fencedInstance, .authentication]
        let healing: [KafkaErrorCode] = [
            .fenced, .invalidProducerEpoch, .timedOut, .illegalGeneration, .unknownMember, .wrongState, .fatal,
        ]
        func isFatal(_ code: KafkaErrorCode) -> Bool {
            if case .fatal = LaneFailure(Self.error(code), doing: "committing") { return true }
            return false
        }
        #expect(hopeless.allSatisfy(isFatal))
        #expect(!healing.contains(where: isFatal))
    }
}
