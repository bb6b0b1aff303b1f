/// One tail: its line of flight, and the cascades told of it.
struct Aircraft {
    /// A cascade that was told, by its root.
    struct Cascade {
        let root: LegKey
        var episode: Episode
        /// The disruption by which another aircraft tells it now.
        var movedTo: DisruptionID?
    }

    let tail: Tail
    var line = LineOfFlight()
    var cascades: [Cascade] = []
    var touched: Int32 = -1

    init(tail: Tail) { self.tail = tail }

    /// Takes the cascades of forgotten roots out of memory.
    mutating func forgetCascades(until watermark: Instant) {
        cascades.removeAll { $0.root.forgottenAt <= watermark }
    }
}
