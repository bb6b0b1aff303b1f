import DisruptionCore

/// What the legs are: volumes, causes, chaining and cascades, by the definitions of the reference figures.
struct HistoryFigures: Sendable {
    struct Lead: Sendable, Equatable {
        let p10: Double
        let p50: Double
        let p90: Double

        /// nil of nothing.
        init?(_ minutes: [Int32], decimals: Int = 0) {
            let sorted = minutes.sorted()
            guard let low = Rounding.quantile(sorted, 0.1), let middle = Rounding.quantile(sorted, 0.5),
                let high = Rounding.quantile(sorted, 0.9)
            else { return nil }
            p10 = Rounding.round(low, decimals)
            p50 = Rounding.round(middle, decimals)
            p90 = Rounding.round(high, decimals)
        }
    }

    let legs: Int
    let days: Int
    let tails: Int
    let airports: Int
    let carriers: Int
    let cancelled: Int
    let diverted: Int
    let arrivedLate: Int
    let lateByAircraft: Int
    let lateOfArrivedLate: Int
    /// Minutes: carrier, weather, airspace, security, late aircraft.
    let minutesByCause: [Int64]
    let chaining: ChainFigures
    /// Minutes from what the one-line rule knew to the scheduled departure of legs that it told rightly.
    let leadFromArrival: Lead?
    let leadFromDeparture: Lead?

    init(_ chain: Chain, _ rule: OneLineRule) {
        let rows = chain.truth.rows
        legs = rows.count
        days = Set(rows.lazy.map(\.key.date)).count
        tails = Set(rows.lazy.map(\.tail).filter { !$0.isNone }).count
        airports = Set(rows.lazy.map(\.key.origin)).union(rows.lazy.map(\.destination)).count
        carriers = Set(rows.lazy.map(\.key.flight.carrier)).count
        var counts = (cancelled: 0, diverted: 0, late: 0, byAircraft: 0, both: 0)
        var causes = [Int64](repeating: 0, count: 5)
        for row in rows {
            if row.isCancelled { counts.cancelled += 1 }
            if row.isDiverted { counts.diverted += 1 }
            if row.isFlown, let delay = row.arrivalDelay, delay >= 15 {
                counts.late += 1
                if row.lateAircraft > 0 { counts.both += 1 }
            }
            if row.lateAircraft > 0 { counts.byAircraft += 1 }
            let all = [row.causes.0, row.causes.1, row.causes.2, row.causes.3, row.causes.4]
            for (at, minutes) in all.enumerated() { causes[at] += Int64(minutes) }
        }
        (cancelled, diverted, arrivedLate, lateByAircraft, lateOfArrivedLate) = counts
        minutesByCause = causes
        chaining = ChainFigures(chain)
        var (fromArrival, fromDeparture): ([Int32], [Int32]) = ([], [])
        for place in 0..<chain.count where rule.atArrival[place] >= 1 {
            let leg = chain[place]
            guard leg.isFlown, leg.lateAircraft > 0, let before = chain.previous(place) else { continue }
            fromArrival.append(leg.scheduledDeparture - before.arrival)
            fromDeparture.append(leg.scheduledDeparture - before.out)
        }
        leadFromArrival = Lead(fromArrival)
        leadFromDeparture = Lead(fromDeparture)
    }
}

/// How legs follow each other, and the true cascades: runs of consecutive chained legs of one aircraft, each late by
/// its aircraft.
struct ChainFigures: Sendable {
    let flownWithTail: Int
    let sameDayPairs: Int
    let sameDayChained: Double
    let overnightChained: Double
    let allChained: Double
    let impossibleOverlap: Double
    let lateLegsChained: Double
    /// Runs by length 1…7, and longer ones.
    let runsByLength: [Int]
    let minutesInLongRuns: Double
    /// Places in the chain of the legs of each run of three or more.
    let longRuns: [Range<Int>]

    init(_ chain: Chain) {
        var (pairs, sameDay, sameDayChained, chained, nightPairs, nightChained) = (0, 0, 0, 0, 0, 0)
        var (overlaps, late, lateChained) = (0, 0, 0)
        for place in 0..<chain.count {
            let leg = chain[place]
            let isChained = chain.isChained(place)
            if leg.lateAircraft > 0 {
                late += 1
                if isChained { lateChained += 1 }
            }
            guard let before = chain.previous(place) else { continue }
            pairs += 1
            if isChained {
                chained += 1
                if before.arrival != LegTruth.unknown, leg.out != LegTruth.unknown, leg.out < before.arrival {
                    overlaps += 1
                }
            }
            if chain.isSameDay(place) {
                sameDay += 1
                if isChained { sameDayChained += 1 }
            } else {
                nightPairs += 1
                if isChained { nightChained += 1 }
            }
        }
        flownWithTail = chain.count
        sameDayPairs = sameDay
        self.sameDayChained = Rounding.percent(sameDayChained, of: sameDay, 2)
        overnightChained = Rounding.percent(nightChained, of: nightPairs, 2)
        allChained = Rounding.percent(chained, of: pairs, 2)
        impossibleOverlap = Rounding.percent(overlaps, of: chained, 3)
        lateLegsChained = Rounding.percent(lateChained, of: late, 2)

        let runs = ChainFigures.runs(chain)
        var counts = [Int](repeating: 0, count: 8)
        var (inLong, inAll): (Int64, Int64) = (0, 0)
        for run in runs {
            counts[min(run.count, 8) - 1] += 1
            let minutes = run.reduce(Int64(0)) { $0 + Int64(chain[$1].lateAircraft) }
            inAll += minutes
            if run.count >= 3 { inLong += minutes }
        }
        runsByLength = counts
        minutesInLongRuns = Rounding.round(inAll == 0 ? 0 : Double(inLong) / Double(inAll), 3)
        longRuns = runs.filter { $0.count >= 3 }
    }

    var runs: Int { runsByLength.reduce(0, +) }

    private static func runs(_ chain: Chain) -> [Range<Int>] {
        var runs: [Range<Int>] = []
        var start: Int?
        for place in 0..<chain.count {
            let isLate = chain[place].lateAircraft > 0
            if let begun = start, !isLate || !chain.isChained(place) {
                runs.append(begun..<place)
                start = nil
            }
            if isLate, start == nil { start = place }
        }
        if let start { runs.append(start..<chain.count) }
        return runs
    }
}
