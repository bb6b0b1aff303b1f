/// What is counted of an airline's departures, all or those of one base or type, in the window that ends with a bin.
struct AirlineDisruptionFigures: Equatable {
    /// Departures due whose outcome is known.
    var due: Int32 = 0
    /// Of these 15 or more minutes late, and cancelled.
    var late: Int32 = 0
    var cancelled: Int32 = 0
    /// Late or cancelled departures to be expected, in thousandths: of each departure the worst of what is usual for
    /// the airline, of what its peers suffer at the origin, and of what flights of peers to its destination suffer.
    var expected: Int64 = 0
    /// Variance of the number of disrupted departures, were all as expected; in millionths.
    var variance: Int64 = 0
    /// Cancelled departures to be expected in the same way, in thousandths.
    var expectedCancelled: Int64 = 0
    /// Airports with more disrupted departures than expected.
    var airports: Int32 = 0
    /// The usual share is a default: too little is known of the airline.
    var isUnlearned = false

    var disrupted: Int32 { late + cancelled }
    var disruptedPermille: Int64 { due > 0 ? Int64(disrupted) * 1000 / Int64(due) : 0 }
    var cancelledPermille: Int64 { due > 0 ? Int64(cancelled) * 1000 / Int64(due) : 0 }
    var latePermille: Int64 { due > 0 ? Int64(late) * 1000 / Int64(due) : 0 }
    var expectedPermille: Int64 { due > 0 ? expected / Int64(due) : 0 }
    var expectedCancelledPermille: Int64 { due > 0 ? expectedCancelled / Int64(due) : 0 }
    /// Disrupted departures above what was expected, in thousandths.
    var excess: Int64 { Int64(disrupted) * 1000 - expected }
    /// Excess over its standard deviation, in tenths; the deviation is at least half a departure.
    var zTenths: Int64 {
        guard excess > 0 else { return 0 }
        // z² = excess² ÷ variance, by whole numbers.
        return squareRoot(excess * excess * 100 / max(variance, 250_000))
    }

    /// Cancelled departures above what was expected, in thousandths.
    var cancelledExcess: Int64 { Int64(cancelled) * 1000 - expectedCancelled }

    /// Counts departures of one probability of being disrupted, and of being cancelled.
    mutating func add(_ counts: FleetCounts, expectedPermille: Int64, cancelledPermille: Int64) {
        due += counts.due
        late += counts.late
        cancelled += counts.cancelled
        expected += Int64(counts.due) * expectedPermille
        variance += Int64(counts.due) * expectedPermille * (1000 - expectedPermille)
        expectedCancelled += Int64(counts.due) * cancelledPermille
    }

    mutating func add(_ other: AirlineDisruptionFigures) {
        due += other.due
        late += other.late
        cancelled += other.cancelled
        expected += other.expected
        variance += other.variance
        expectedCancelled += other.expectedCancelled
    }
}

extension AirlineDisruptionFigures: SettledFigures {
    var hash: UInt64 {
        [Int64(due), Int64(late), Int64(cancelled), expected, Int64(airports)].reduce(0) {
            Hash64.mix($0 ^ UInt64(bitPattern: $1))
        }
    }

    func encodeSnapshot(into writer: inout ByteWriter) {
        for count in [due, late, cancelled, airports] { writer.putSigned(Int64(count)) }
        writer.putSigned(expected)
        writer.putSigned(variance)
        writer.putSigned(expectedCancelled)
        writer.put8(isUnlearned ? 1 : 0)
    }

    init(restoring reader: inout SnapshotReader) {
        self.init(due: reader.tally(), late: reader.tally(), cancelled: reader.tally())
        airports = reader.tally()
        expected = reader.signed(within: SnapshotReader.figureMax)
        variance = reader.signed(within: SnapshotReader.figureMax)
        expectedCancelled = reader.signed(within: SnapshotReader.figureMax)
        isUnlearned = reader.read(UInt8.self) != 0
    }
}

extension AirlineDisruptionFigures {
    /// So many are cancelled, and so many times what was to be expected, that it takes no late ones.
    func cancelsAlone(_ settings: EngineSettings) -> Bool {
        Int64(cancelled) >= settings[.airlineCancelled] && cancelledPermille >= settings[.airlineCancelledPermille]
            && Int64(cancelled) * 1_000_000 >= settings[.airlineCancelledRatioPermille] * expectedCancelled
    }

    /// Half of that is left.
    func cancelsOn(_ settings: EngineSettings) -> Bool {
        2 * Int64(cancelled) >= settings[.airlineCancelled]
            && 2 * cancelledPermille >= settings[.airlineCancelledPermille]
            && 2 * Int64(cancelled) * 1_000_000 >= settings[.airlineCancelledRatioPermille] * expectedCancelled
    }
}

/// What the thresholds make of the figures of one bin.
struct AirlineDisruptionVerdict {
    enum Cause: UInt8 {
        case cancellations, delays

        var name: String {
            switch self {
            case .cancellations: "cancellations"
            case .delays: "delays"
            }
        }
    }

    let settled: SettledVerdict

    /// - Parameters:
    ///   - departures: due in the window, at least.
    ///   - excessPermille: share above what was expected that opens.
    ///   - isSpread: the excess does not lie at one airport alone, where that matters.
    ///   - cancelsAlone: its cancellations open it by themselves: they do not lie at one airport alone.
    init(
        _ figures: AirlineDisruptionFigures, departures: Int64, excessPermille: Int64, isSpread: Bool,
        cancelsAlone: Bool = false, _ settings: EngineSettings
    ) {
        let share = figures.disruptedPermille
        let usual = figures.expectedPermille
        let cause: Cause = figures.cancelled > figures.late ? .cancellations : .delays
        var verdict = SettledVerdict(cause: cause.rawValue, score: figures.excess)
        verdict.keeps =
            2 * Int64(figures.due) >= departures && share * 1000 >= settings[.airlineClosePermille] * usual
        if Int64(figures.due) >= departures, isSpread, share - usual >= excessPermille,
            share * 1000 >= settings[.airlineRatioPermille] * usual,
            figures.zTenths >= settings[.airlineDeviations] * 10
        {
            verdict.severity = AirlineDisruptionVerdict.severity(figures)
            verdict.keeps = true
        }
        if cancelsAlone, Int64(figures.due) >= departures, figures.cancelsAlone(settings) {
            verdict.severity = max(verdict.severity, AirlineDisruptionVerdict.severity(figures))
            verdict.cause = Cause.cancellations.rawValue
            verdict.keeps = true
        }
        if figures.cancelsOn(settings) { verdict.keeps = true }
        settled = verdict
    }

    /// Source: domain rule of airline disruption: from 5 % cancelled or 30 % late on medium, from 15 % or 50 % high,
    /// from 40 % cancelled critical.
    private static func severity(_ figures: AirlineDisruptionFigures) -> Severity {
        let (cancelled, late) = (figures.cancelledPermille, figures.latePermille)
        if cancelled >= 400 { return .critical }
        if cancelled >= 150 || late >= 500 { return .high }
        return cancelled >= 50 || late >= 300 ? .medium : .low
    }
}

/// The whole square root, rounded down. Newton's method on whole numbers.
func squareRoot(_ value: Int64) -> Int64 {
    guard value > 0 else { return 0 }
    var root = Int64(1) << Int64((65 - value.leadingZeroBitCount) / 2)
    while true {
        let next = (root + value / root) / 2
        if next >= root { return root }
        root = next
    }
}
