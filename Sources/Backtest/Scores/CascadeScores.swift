import DisruptionCore

/// How many of the true cascades were told, and how long before.
///
/// A true cascade is a run of three or more consecutive chained legs of one aircraft, each late by its aircraft. It was
/// told when cascades, not taken back later, had named two of its legs; the lead is from the second of them to the
/// scheduled departure of the run's last leg, and to that of its third, which makes it one.
struct CascadeScores: Sendable {
    let runs: Int
    let told: Int
    /// Told before its third leg was due to depart.
    let toldInTime: Int
    let leadToThird: HistoryFigures.Lead?
    let leadToLast: HistoryFigures.Lead?
    /// By length of the run, 3…7 and longer: runs, and those that were told.
    let byLength: [(runs: Int, told: Int)]

    init(_ chain: Chain, _ figures: ChainFigures, _ reached: (LegKey) -> Int32?) {
        var (third, last): ([Int32], [Int32]) = ([], [])
        var lengths = [(runs: Int, told: Int)](repeating: (0, 0), count: 6)
        var inTime = 0
        for run in figures.longRuns {
            let length = min(run.count, 8) - 3
            lengths[length].runs += 1
            let times = run.compactMap { reached(chain[$0].key) }.sorted()
            guard times.count >= 2 else { continue }
            lengths[length].told += 1
            let lead = chain[run.lowerBound + 2].scheduledDeparture - times[1]
            if lead > 0 { inTime += 1 }
            third.append(lead)
            last.append(chain[run.upperBound - 1].scheduledDeparture - times[1])
        }
        runs = figures.longRuns.count
        told = third.count
        toldInTime = inTime
        leadToThird = HistoryFigures.Lead(third)
        leadToLast = HistoryFigures.Lead(last)
        byLength = lengths
    }
}
