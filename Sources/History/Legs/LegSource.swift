public import DisruptionCore

/// Legs in the order in which they are told, by scheduled departure: from files, or from memory.
public struct LegSource {
    private var files: HistoryFiles?
    private var held: [HistoricLeg] = []
    private var at = 0
    private var seen: (HistoricLeg, _ isDropped: Bool) -> Void = { _, _ in }

    public init(_ files: HistoryFiles) { self.files = files }

    /// - Parameter seen: gets every leg as it is taken, and also the rows that say a leg again and are dropped;
    ///   the flag says so.
    public init(_ files: HistoryFiles, seen: @escaping (HistoricLeg, _ isDropped: Bool) -> Void) {
        self.files = files
        self.seen = seen
    }

    /// - Parameter legs: in any order; what is not to be told left out.
    public init(
        _ legs: [HistoricLeg], seen: @escaping (HistoricLeg, _ isDropped: Bool) -> Void = { _, _ in }
    ) {
        held = legs.sorted(by: HistoricLeg.isTold(_:before:))
        self.seen = seen
    }

    /// - Throws: `HistoryError` when a file cannot be read on.
    public mutating func next() throws(HistoryError) -> HistoricLeg? {
        if files != nil { return try files?.next(seen: seen) }
        guard at < held.count else { return nil }
        at += 1
        seen(held[at - 1], false)
        return held[at - 1]
    }

    /// Rows that said a leg again and were dropped so far.
    public var duplicatesDropped: Int { files?.duplicatesDropped ?? 0 }
}

/// Which legs are told.
public struct LegSelection: Sendable, Equatable {
    /// Scheduled departures from this instant on; inclusive.
    public var from: Instant
    /// Scheduled departures before this instant; exclusive.
    public var to: Instant
    /// Leaves out legs whose row has nothing in the tail's place.
    public var needsTailText: Bool
    /// Tells rows that name the same leg again: duplicates as they are, other legs of the same name too.
    public var keepsDuplicates: Bool

    public init(
        from: Instant = .distantPast, to: Instant = .distantFuture, needsTailText: Bool = false,
        keepsDuplicates: Bool = false
    ) {
        self.from = from
        self.to = to
        self.needsTailText = needsTailText
        self.keepsDuplicates = keepsDuplicates
    }

    func contains(_ leg: HistoricLeg) -> Bool {
        leg.scheduledDeparture >= from && leg.scheduledDeparture < to && (leg.hasTailText || !needsTailText)
    }
}
