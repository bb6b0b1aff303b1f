/// SEASONAL_DEVIATION: the departures or the arrivals of an airport are later than they usually are at that hour.
///
/// The median delay of the last hour's movements is compared with the medians of the same hour of the local day over
/// eight weeks, by the robust z: M = 0.6745 (x − median) ÷ MAD, with a floor for the MAD, since some hours are always
/// on time. One-sided: early is no disruption. Said of settled bins alone, so it is confirmed at once.
/// Source: Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993): |M| > 3.5.
enum SeasonalDeviation {
    typealias Episodes = SettledEpisodes<Figures>

    /// What is counted of the hour that ends with a bin.
    struct Figures: SettledFigures {
        var movements: Int32 = 0
        /// Median delay, minutes.
        var median: Int32 = 0
        var usual = UsualDelays.unlearned

        /// The robust z in hundredths.
        func scoreHundredths(floorMinutes: Int64) -> Int64 {
            let apart = Int64(median) - Int64(usual.median)
            return apart * 6745 / (max(Int64(usual.deviation), floorMinutes) * 100)
        }

        var hash: UInt64 {
            [movements, median, usual.median, usual.deviation].reduce(0) {
                Hash64.mix($0 ^ UInt64(UInt32(bitPattern: $1)))
            }
        }

        func encodeSnapshot(into writer: inout ByteWriter) {
            for count in [movements, median, usual.median, usual.deviation, usual.samples] {
                writer.putSigned(Int64(count))
            }
        }

        init(movements: Int32, median: Int32, usual: UsualDelays.Usual) {
            (self.movements, self.median, self.usual) = (movements, median, usual)
        }

        init(restoring reader: inout SnapshotReader) {
            movements = reader.tally()
            median = reader.minutes()
            usual = UsualDelays.Usual(
                median: reader.minutes(), deviation: reader.minutes(), samples: reader.tally())
        }
    }

    static func verdict(_ figures: Figures, _ settings: EngineSettings) -> SettledVerdict {
        let score = figures.scoreHundredths(floorMinutes: settings[.seasonalFloorMinutes])
        let apart = Int64(figures.median) - Int64(figures.usual.median)
        var verdict = SettledVerdict(score: score)
        let enough = settings[.seasonalMovements]
        if Int64(figures.movements) >= enough, apart >= settings[.seasonalMinutes],
            score >= settings[.seasonalScoreHundredths]
        {
            verdict.severity =
                score >= settings[.seasonalHighHundredths]
                ? .high : score >= settings[.seasonalMediumHundredths] ? .medium : .low
        }
        verdict.keeps =
            verdict.severity > .none
            || 2 * Int64(figures.movements) >= enough && score >= settings[.seasonalCloseHundredths]
        return verdict
    }

    /// What is found of one operating day.
    static func finding(_ subject: Subject, _ day: Episodes.Day, isOpen: Bool, _ settings: EngineSettings) -> Finding? {
        guard let settled = day.settled, case .direction(let airport, _) = subject else { return nil }
        let figures = settled.figures
        var found = Finding(
            pattern: .seasonalDeviation, subject: subject, holds: true, keeps: true, settled: true,
            severity: settled.severity, figure: 0)
        found.over = !isOpen
        found.firstEffectAt = settled.from.start
        found.root = Root(.airport(airport), cause: "delays")
        found.shape = isOpen ? 0 : settled.hash
        let score = figures.scoreHundredths(floorMinutes: settings[.seasonalFloorMinutes])
        found.metrics = [
            Metric("movements", .count(Int64(figures.movements))),
            Metric("median_delay_minutes", .count(Int64(figures.median))),
            Metric("usual_delay_minutes", .count(Int64(figures.usual.median))),
            Metric("usual_deviation_minutes", .count(Int64(figures.usual.deviation))),
            Metric("usual_samples", .count(Int64(figures.usual.samples))),
            Metric("score", .permille(score * 10)),
            Metric("window_start", .instant(settled.from.start)),
            Metric("window_end", .instant(settled.until.end)),
        ]
        found.evidence = [
            Evidence("score_hundredths", value: score, threshold: settings[.seasonalScoreHundredths]),
            Evidence(
                "minutes_above_usual", value: Int64(figures.median) - Int64(figures.usual.median),
                threshold: settings[.seasonalMinutes]),
            Evidence("movements", value: Int64(figures.movements), threshold: settings[.seasonalMovements]),
        ]
        // A default in place of a baseline is worth half.
        found.confidencePermille = figures.usual.samples == 0 ? 500 : 900
        return found
    }
}
