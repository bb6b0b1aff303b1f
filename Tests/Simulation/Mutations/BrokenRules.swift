/// Which rules of the protocol the world around the lanes breaks; none where nothing is said.
struct BrokenRules {
    var losesFrames = false
    var believesFramesDelivered = false
    var takesGroupLate = false
    var sendsAgainBlindly = false
    var readsTheClock = false
    var readsUncommittedPositions = false

    /// What a lane is told of a position's metadata.
    func metadata(_ text: String?) -> String? { text }
}
