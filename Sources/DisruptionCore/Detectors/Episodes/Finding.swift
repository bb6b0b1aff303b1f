/// What a detector finds of one subject, computed anew from the entity's state whenever that changed. A finding says
/// how things are; the episode decides whether that is worth telling.
public struct Finding: Sendable {
    public var pattern: Pattern
    public var subject: Subject
    /// The open threshold holds.
    public var holds: Bool
    /// The lower close threshold holds: an open episode stays open.
    public var keeps: Bool
    /// Nothing that is still to come changes it, short of a correction.
    public var settled: Bool
    /// It is over: nobody waits for it any more. What is settled is mostly over too.
    public var over: Bool
    public var severity: Severity
    public var category: DelayCategory?
    /// The figure in minutes (or permille) by which flicker is judged.
    public var figure: Int64
    /// Hash of what a reader acts on beside figure and severity: legs, root, gate.
    public var shape: UInt64 = 0
    public var root: Root?
    public var legs: [AffectedLeg] = []
    public var metrics: [Metric] = []
    public var evidence: [Evidence] = []
    /// Thousandths, 0…1000.
    public var confidencePermille: Int32 = 1000
    /// Scheduled departure of the first leg it reaches, or the begin of its window.
    public var firstEffectAt: Instant?
    /// What averted it, where that is known: `swap`, `cancellation`, `recovered`.
    public var avertedBy: StaticName?
    public var supersededBy: DisruptionID?
    /// The disruption that it is part of, and that tells it too.
    public var parent: DisruptionID?
    /// Routing key of single-flight events.
    public var routingKey: StaticName?
    /// Whom it reaches, where somebody is booked.
    public internal(set) var impact: Impact?

    public init(
        pattern: Pattern, subject: Subject, holds: Bool, keeps: Bool, settled: Bool, severity: Severity, figure: Int64
    ) {
        self.pattern = pattern
        self.subject = subject
        self.holds = holds
        self.keeps = keeps
        self.settled = settled
        over = settled
        self.severity = severity
        self.figure = figure
    }

    /// How often a number of legs has doubled from four: 0 below eight. What a reader acts on when it rises.
    static func doublings(_ legs: Int64) -> UInt64 { legs < 8 ? 0 : UInt64(61 - legs.leadingZeroBitCount) }

    /// Says how many passengers it reaches: that there is somebody, and that their number doubled, is what a reader
    /// acts on. Who they are is added to what goes out.
    mutating func reaches(_ passengers: Int32) {
        if passengers > 0 { shape = Hash64.mix(shape ^ (1 + Finding.doublings(Int64(passengers))) << 32) }
    }

    /// Makes it a part of another disruption: a reader acts on that.
    mutating func part(of parent: DisruptionID?) {
        guard let parent else { return }
        self.parent = parent
        shape = Hash64.mix(shape ^ parent.low)
    }

    /// Hash of all that the final facts compare: when it stays the same a settled episode has nothing to tell.
    var factsHash: UInt64 {
        var hash = Hash64.mix(UInt64(severity.rawValue) << 8 | UInt64(category?.rawValue ?? 9))
        hash = Hash64.mix(hash ^ UInt64(bitPattern: figure))
        for leg in legs {
            hash = Hash64.mix(hash ^ leg.leg.high)
            hash = Hash64.mix(hash ^ UInt64(leg.leg.low) << 32 ^ UInt64(UInt32(bitPattern: leg.reactionaryMinutes)))
        }
        // What is not settled is told for what a reader acts on; of what is settled the cause counts too.
        if settled, let root {
            root.subject.forEachByte { hash = Hash64.mix(hash ^ UInt64($0)) }
            for byte in root.cause.utf8 { hash = Hash64.mix(hash ^ UInt64(byte)) }
        }
        return Hash64.mix(hash ^ shape)
    }
}
