import KafkaClient

/// The course of one commit, decided without doing anything: what to do next, by what came of the step before. The
/// committer carries it out.
///
///     begin → frames → positions → outputs → commit → committed
///       ↑______ abort ← (what the broker refuses but lets abort)
///       ↑_________ group ← (refused because the group has a new generation)
///
/// Whatever is indefinite, fatal or too often refused is `failed`: the lane then starts anew from the committed
/// position, where only the broker knows whether the transaction is there; nothing is sent again blindly.
struct CommitCourse: Sendable {
    /// What to do now.
    enum Step: Equatable, Sendable {
        /// Begin a transaction. Then `frames`; refused: `abort` or `failed`.
        case begin
        /// Wait until the frames that the inputs caused are acknowledged. Then `positions`; a frame that was given up,
        /// or a stop: `failed`.
        case frames
        /// Send the positions. Then `outputs`; again where the client says so; refused: `abort` or `failed`.
        case positions
        /// Hand over the outputs. Then `commit`; refused: `abort` or `failed`.
        case outputs
        /// Commit. Then `committed`; again where the client says so; refused: `abort` or `failed`.
        case commit
        /// Abort. Then `begin`, or `group` where the generation was refused; again where the client says so; an abort
        /// that fails: `failed`.
        case abort
        /// Wait for what the lane hears of the group. Then `begin` as the same member; otherwise `failed`.
        case group
        /// The end: everything is there.
        case committed
        /// The end: the lane must start anew, or end.
        case failed(KafkaError)
    }

    /// What came of a step.
    enum Outcome: Sendable {
        case done
        /// Of `frames`: not all of them are acknowledged yet.
        case waiting
        /// Of `group`: who the lane is now; nil when nothing was heard in time.
        case heard(member: String?)
        case refused(KafkaError)
    }

    private(set) var step = Step.begin
    /// Transactions begun, this one included.
    private(set) var attempt = 1
    /// Who the lane was when the commit was closed; nil in no group.
    private let member: String?
    /// Why the transaction is aborted.
    private var cause: KafkaError?

    /// - Parameter member: the lane's member id when the commit was closed.
    init(member: String?) { self.member = member }

    /// Goes on after a step; an outcome that does not belong to the step changes nothing.
    /// - Parameter isClosed: the lane wants to end: nothing is waited for or tried again any more.
    mutating func advance(_ outcome: Outcome, isClosed: Bool) {
        switch (step, outcome) {
        case (.begin, .done): step = .frames
        case (.frames, .done): step = .positions
        case (.positions, .done): step = .outputs
        case (.outputs, .done): step = .commit
        case (.commit, .done): step = .committed
        case (.abort, .done): resume()
        case (.frames, .waiting):
            if isClosed { step = .failed(.givenUp("frames were not acknowledged before the stop")) }
        case (.group, .heard(let heard)):
            // The positions stay the lane's to commit as the same member: it gives up no partition before the commit
            // under way is through. To start anew instead, in the middle of a cooperative rebalance, would strand what
            // it was asked to give up: as a static member it gets back what it kept, without another rebalance.
            if let member, heard == member { beginAgain() } else { giveUp() }
        case (.abort, .refused(let error)):
            if error.isRetriable, !isClosed { return }
            step = .failed(error)
        case (.positions, .refused(let error)), (.commit, .refused(let error)):
            if error.isRetriable, !isClosed { return }
            undo(error)
        case (.begin, .refused(let error)), (.outputs, .refused(let error)): undo(error)
        case (.frames, .refused(let error)): step = .failed(error)
        default: break
        }
    }

    private mutating func undo(_ error: KafkaError) {
        guard error.requiresAbort, attempt < LaneLimits.commitAttempts else {
            step = .failed(error)
            return
        }
        cause = error
        step = .abort
    }

    private mutating func resume() {
        if cause?.code == .illegalGeneration { step = .group } else { beginAgain() }
    }

    private mutating func beginAgain() {
        cause = nil
        attempt += 1
        step = .begin
    }

    private mutating func giveUp() {
        step = .failed(cause ?? .givenUp("the group's new generation was not heard of"))
    }
}
