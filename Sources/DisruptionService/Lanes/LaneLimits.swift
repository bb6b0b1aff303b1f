/// Bounds of a lane, each with its unit and reason.
enum LaneLimits {
    /// Records taken from one partition's queue in one turn of the loop: keeps the partitions even, and the loop short.
    static let recordsPerTurn = 512
    /// Frames taken from one entities partition in one turn: a frame holds up to some thousand messages.
    static let framesPerTurn = 16
    /// Input records after which a commit is closed under load: some 100 ms of work, so that a restart redoes little.
    static let recordsPerCommit = 200_000
    /// Milliseconds after which a commit is closed under load.
    static let commitMs: Int64 = 300
    /// Bytes of outputs in one commit; beyond them a lane waits for the one before.
    static let outputBytesPerCommit = 12 * 1024 * 1024
    /// Bytes that a leg's state takes in a commit, about: counted before it is written.
    static let stateBytes = 1024
    /// Unread frames of a lane's own entities partitions above which it reads no input: bounds the log's inner backlog.
    static let innerLagFrames: Int64 = 192
    /// Event time by which an input partition may run ahead of the slowest that has unread records, ms: 10 minutes.
    static let alignmentMs: Int64 = 600_000
    /// How long a partition holds the others back whose unread records do not come, ms: its broker is away, and the
    /// watermarks wait for it anyway.
    static let alignmentPatienceMs: Int64 = 30_000
    /// How long an open transaction of a producer keeps its partition from following the clock, ms: brokers abort one
    /// after 15 minutes at most, unless `transaction.max.timeout.ms` says otherwise.
    static let openTransactionMs: Int64 = 16 * 60_000
    /// Rise of a watermark, in event time, that is told without messages, ms.
    static let tickMs: Int64 = 30_000
    /// In live time a partition that has been quiet for this long follows the clock, ms.
    static let idleAfterMs: Int64 = 15_000
    /// How often quiet partitions are looked at, ms.
    static let idleCheckMs: Int64 = 5_000
    /// Longest sleep of a lane without work, ms: signals and reports wake it before.
    static let sleepMs: Int64 = 250
    /// A lane to which the group has given nothing for this long stands by and is ready, ms: others have given up by
    /// then what they were asked to.
    static let standByMs: Int64 = 5_000
    /// How long positions may be unstable before it is asked whose transaction holds them, ms.
    static let stablePositionsMs: Int64 = 150
    /// How long calls to the broker at an assignment may take before the lane starts anew, seconds.
    static let assignmentSeconds: Int64 = 30
    /// How long the brokers may take to say where partitions begin, and where they end, seconds: a client that asks a
    /// former leader learns of the new one sooner when its lane starts anew.
    static let offsetsSeconds: Int64 = 5
    /// How long a lane that was fenced waits to hear whether another process has its name, ms: many heartbeats.
    static let fencedMs: Int64 = 6_000
    /// How long a lane that was asked to stop tries to commit what it has read, ms. With a request under way and the
    /// closing of the clients it stays below the five seconds that a stop may take.
    static let leavingMs: Int64 = 2_500
    /// Bytes of its log since the last snapshot from which a partition that is handed over is snapshotted: less is
    /// worked through sooner than it is written and read.
    static let handOverLogBytes: Int64 = 4 * 1024 * 1024
    /// How long leaving the group may take at a stop.
    static let groupTime = Duration.milliseconds(500)
    /// How long it may take where the lane starts anew: nobody waits, but for a stop that comes meanwhile.
    static let groupTimeOfRestart = Duration.seconds(2)
    /// How long each client may take to close.
    static let closeTime = Duration.milliseconds(300)
    /// How long a request of a transaction is waited for before the committer looks whether its lane wants to end; the
    /// same call then goes on with it.
    static let requestTime = Duration.seconds(1)
    /// How long a broker that was away may take to show that it is back, ms: the lane waits for it.
    static let brokerAnswerMs: Int64 = 250
    /// A commit under way for so long makes a lane ask whether a broker is there at all, ms: many times what one takes.
    static let silenceMs: Int64 = 5_000
    /// A commit that stays under way for so long while brokers answer makes the lane start anew, ms: a librdkafka from
    /// 2.10 on may wait for ever for a group's coordinator that went away, one from 2.5 on for a partition that had no
    /// leader for a moment (`KafkaVersion.losesBrokers`). Brokers without enough replicas cause no more than a start
    /// now and then.
    static let stuckCommitMs: Int64 = 30_000
    /// How long a lane that starts anew waits for its committer: longer than a call may take that keeps to its limit.
    static let committerTime = Duration.seconds(4)
    /// A position of the group's that was committed or read so long ago is looked at before the next is committed, ms:
    /// its topic may be another one by now.
    static let sureMs: Int64 = 500
    /// How often one commit is tried again after an abort before the lane starts anew.
    static let commitAttempts = 5
    /// How long a commit waits for news of the group's new generation before the lane starts anew, seconds.
    static let generationSeconds: Int64 = 10
    /// How long the brokers may take to say who is in the group: a stop waits for the answer.
    static let groupAnswerTime = Duration.seconds(2)
    /// How often a process looks whether every partition has an owner, ms.
    static let groupLookMs: Int32 = 10_000
    /// After so long without an owner a partition is stranded, ms: longer than a lane may take to give one up.
    static let strandedMs: Int64 = 40_000
}
