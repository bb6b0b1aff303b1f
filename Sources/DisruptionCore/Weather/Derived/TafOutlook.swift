/// What a forecast leaves of an airport's capacity, by quarter of an hour.
///
/// FM replaces all that is forecast; BECMG what it names, from the begin of its period where that is worse, else from
/// the end; TEMPO and PROB come on top for their period. The weighted factor mixes each of these in by its weight w,
/// factor · (1 − w) + its own · w, one after the other as they stand; the worst plausible one is the least of all.
/// Weights: TEMPO 0.5, INTER 0.25, PROB30 0.3, PROB40 0.4; of PROB with TEMPO or INTER the product of both. Source: the
/// meaning of the groups is that of ICAO Annex 3, appendix 5, 1.3; the weights are an engineering default.
public struct TafOutlook: Sendable, Equatable {
    /// One quarter of an hour.
    public struct Bin: Sendable, Equatable {
        /// Thousandths of the capacity, expected; 1,000 where nothing is forecast.
        public var weighted: UInt16 = 1_000
        /// Hundredths of the capacity at the worst that is plausible.
        public var worst: UInt8 = 100
        /// What makes the worst.
        public var element = CapacityElement.none
        /// The forecast holds for it.
        public var isForecast = false
    }

    static let binMs: Int64 = 900_000

    /// When the first bin begins.
    public let start: Instant
    public private(set) var bins: [Bin]

    /// - Parameters:
    ///   - start: of the first bin; bins are compared by instants, so any will do.
    ///   - count: of bins, 0…`WeatherLimits.outlookBins`; more are cut off.
    ///   - runways: of the airport; empty where they are not known.
    public init(
        _ forecast: Taf, from start: Instant, bins count: Int, runways: [Runway] = [],
        factors: CapacityFactors = .standard
    ) {
        self.start = start
        bins = [Bin](repeating: Bin(), count: min(max(count, 0), WeatherLimits.outlookBins))
        guard !forecast.isNil, !forecast.isCancelled, start.ms.magnitude < 1 << 50,
            let from = forecast.validFrom, let until = forecast.validUntil
        else { return }
        let states = Prevailing(forecast.groups, from: from, until: until)
        for state in states.list {
            let factor = CapacityFactor(state.conditions, runways: runways, factors: factors)
            prevail(factor, from: state.from, until: state.until)
        }
        for group in forecast.groups {
            guard let weight = TafOutlook.weight(group), let begin = group.from, let end = group.until else { continue }
            for state in states.list {
                let first = max(begin, state.from, from)
                let last = min(end, state.until, until)
                guard first < last else { continue }
                let conditions = state.conditions.changed(by: group.conditions)
                let factor = CapacityFactor(conditions, runways: runways, factors: factors)
                mix(factor, weight: weight, from: first, until: last, isFirst: first == max(begin, from))
            }
        }
    }

    /// An outlook as it was kept.
    init(start: Instant, bins: [Bin]) {
        self.start = start
        self.bins = bins
    }

    /// Hundredths by which a passing group counts; nil of one that changes for good.
    static func weight(_ group: TafGroup) -> Int? {
        let chance = group.probability.map { Int($0) } ?? 100
        switch group.kind {
        case .base, .from, .becoming: return nil
        case .temporary: return chance * 50 / 100
        case .intermittent: return chance * 25 / 100
        case .probable: return chance
        }
    }

    /// Bins that begin before an instant, of those there are.
    private func index(_ instant: Instant, isEnd: Bool) -> Int {
        let ms = instant.ms - start.ms
        let bin = floorDivide(isEnd ? ms + TafOutlook.binMs - 1 : ms, TafOutlook.binMs)
        return Int(min(max(bin, 0), Int64(bins.count)))
    }

    /// A bin has the state of its begin; the worst is also of one that begins within it.
    private mutating func prevail(_ factor: CapacityFactor, from: Instant, until: Instant) {
        let first = index(from, isEnd: false)
        let whole = index(from, isEnd: true)
        let end = index(until, isEnd: true)
        var at = first
        while at < end {
            if at >= whole || !bins[at].isForecast {
                bins[at] = Bin(
                    weighted: UInt16(factor.hundredths) * 10, worst: factor.hundredths, element: factor.element,
                    isForecast: true)
            } else {
                lower(at, factor)
            }
            at += 1
        }
    }

    private mutating func mix(_ factor: CapacityFactor, weight: Int, from: Instant, until: Instant, isFirst: Bool) {
        // A bin that the state changes within was mixed with the state before.
        var at = index(from, isEnd: !isFirst)
        let end = index(until, isEnd: true)
        while at < end {
            let mixed = Int(bins[at].weighted) * (100 - weight) + Int(factor.hundredths) * 10 * weight
            bins[at].weighted = UInt16((mixed + 50) / 100)
            lower(at, factor)
            at += 1
        }
    }

    private mutating func lower(_ at: Int, _ factor: CapacityFactor) {
        guard factor.hundredths < bins[at].worst else { return }
        bins[at].worst = factor.hundredths
        bins[at].element = factor.element
    }
}
