/// What the group's position says of the reader of a partition: that it is reading, before it does; and that it has
/// given the partition up with nothing left behind. So a stop that was not clean can be told from one that was.
struct Claim {
    private enum Stage {
        /// No position says it. Can become `said`.
        case unsaid
        /// It stands in a commit that is under way. Can become `open`.
        case said
        case open
    }

    private var stage: Stage
    /// The partition is being given up: nothing more is read.
    private(set) var isSealed = false
    /// Below this offset a former reader may have sent what it did not commit.
    private let doubtfulBelow: Int64

    /// - Parameters:
    ///   - isSaid: the position says it already, as a former reader left it, or the same one before it crashed.
    ///   - wasClean: no former reader left anything behind.
    ///   - end: where the partition ended when it was taken over: nobody has read more.
    init(isSaid: Bool, wasClean: Bool, end: Int64) {
        stage = isSaid ? .open : .unsaid
        doubtfulBelow = wasClean ? 0 : end
    }

    /// Records may be read.
    var isOpen: Bool { stage == .open && !isSealed }
    /// The next commit has to have the position, whether it has moved or not.
    var mustBeSaid: Bool { stage == .unsaid || isSealed }

    /// Whether nobody has sent anything for what lies at or beyond a position that was sealed.
    func isClean(at position: Int64) -> Bool { isSealed && position >= doubtfulBelow }

    /// A commit was closed with the position.
    mutating func noteCommit() { if stage == .unsaid { stage = .said } }

    /// Every commit that was closed is through.
    mutating func noteCommitted() { if stage == .said { stage = .open } }

    /// The partition is given up.
    mutating func seal() { isSealed = true }
}
