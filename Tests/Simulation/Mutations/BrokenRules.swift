@testable import DisruptionService

/// Which rules of the protocol the world around the lanes breaks; none where nothing is said.
struct BrokenRules: Sendable {
    /// Records are measured against the clock as they are read, not against their own timestamp.
    var readsTheClock = false
    /// What one record causes comes in another order in each life of a process.
    var shufflesMessages = false
    /// Of a frame that was applied in part the whole range counts as applied.
    var marksWholeFrames = false
    /// Nothing is known to have been applied once the sender lives anew.
    var neverDropsAgain = false
    /// A frame that takes too long is given up, and those behind it go on.
    var losesFrames = false
    /// Positions are read while a transaction that moves them is open.
    var readsUncommittedPositions = false
    /// Frames count as acknowledged when they were handed over.
    var believesFramesDelivered = false
    /// The group's metadata is taken when the positions are sent.
    var takesGroupLate = false
    /// What may be committed or not is sent once more.
    var sendsAgainBlindly = false
    /// Versions are counted by whoever tells them.
    var countsVersions = false
    /// A position comes without its watermark and event time.
    var forgetsWatermarks = false
    /// A position does not say that it was given up uncleanly, nor under which settings.
    var forgetsSettings = false
    /// A position in the log does not say since when its rules are in force.
    var forgetsRules = false
    /// A frame's watermark is taken in before its messages.
    var tellsWatermarkFirst = false
    /// A frame's watermark speaks for what is only half sent.
    var vouchesForHalfSent = false
    /// A watermark goes back with the frame that says so.
    var letsWatermarksFall = false
    /// Snapshots beyond the committed position are taken for states at it.
    var usesNewerManifests = false
    /// All snapshots of a partition stand under one key.
    var keepsOneKey = false
    /// A snapshot has no watermarks.
    var losesWatermarksInSnapshots = false
    /// A standby follows the log to its end.
    var followsTooFar = false
    /// The clock of quiet partitions is read when the answer has come.
    var readsClockLate = false

    /// A sink writes whatever the epoch is.
    var ignoresFence = false
    /// A sink's rows are committed before its positions.
    var commitsRowsAlone = false

    /// How long an answer about the ends of partitions takes where the clock is read after it, ms.
    static let slowAnswerMs: Int64 = 1_900

    /// How much later than it is the clock says it is, ms. What it says is used at the next look, which comes five
    /// seconds after; so this is what it would say after the answer to that look.
    var clockAheadMs: Int64 { readsClockLate ? LaneLimits.idleCheckMs + BrokenRules.slowAnswerMs : 0 }

    var changesFrames: Bool {
        shufflesMessages || marksWholeFrames || neverDropsAgain || tellsWatermarkFirst || vouchesForHalfSent
    }

    /// What a lane is told of a position's metadata.
    func metadata(_ text: String?) -> String? {
        guard var text else { return nil }
        if forgetsWatermarks {
            text = text.split(separator: ";", omittingEmptySubsequences: false)
                .map { $0.hasPrefix("w=") ? "w=-" : $0.hasPrefix("e=") ? "e=-" : $0 }.joined(separator: ";")
        }
        if forgetsSettings { text += ";c=1" }
        if forgetsRules {
            text = text.split(separator: ";", omittingEmptySubsequences: false).filter { !$0.hasPrefix("f=") }
                .joined(separator: ";")
        }
        return text
    }
}
