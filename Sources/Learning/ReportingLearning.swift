import DisruptionCore

/// What becomes of margins at one information time: delays of the leg between, habits, chances, sizes, in that order.
struct ReportingLearning {
    private let time: InformationTime
    /// Legs that teach, with their effective margins in thousandths of a minute.
    private var lessons: [(leg: FlownLeg, margin: Int)] = []

    init(_ time: InformationTime) { self.time = time }

    /// The departure delay of the leg between by its own margin: the 60th percentile, capped at 240 minutes.
    mutating func learnDelays(_ history: RotationHistory, _ tables: inout LearnedTables) {
        guard time.isTwoLegsAhead else { return }
        var delays = Samples()
        for (place, leg) in history.legs.enumerated() where leg.teaches && leg.hasOutcome {
            guard let (_, inputs) = history.inputs(place, time, tables),
                let between = history.predecessors(of: place, time)?.previous
            else { continue }
            let step = MarginSteps.departure.step(inputs.firstMargin)
            delays.add(
                min(max(history.legs[between].departureDelay, -10), 240),
                for: LearnedKey.departure(time, step: step))
        }
        tables.add(delays.quantiles(tenths: 6).map { ($0.key, $0.figure) }, to: .departure)
    }

    /// Of legs with a margin above 15 minutes that came 15 late or more: the share of which minutes are reported.
    mutating func learnHabit(_ history: RotationHistory, _ tables: inout LearnedTables) {
        var (all, carriers, stations) = (Shares(), Shares(), Shares())
        for (place, leg) in history.legs.enumerated() where leg.teaches && leg.hasOutcome {
            guard let delay = leg.arrivalDelay, delay >= 15,
                let (_, inputs) = history.inputs(place, time, tables), inputs.margin > 15_000
            else { continue }
            let isReported = leg.lateAircraft > 0
            all.add(isReported, for: LearnedKey.habit(time, .none))
            carriers.add(isReported, for: LearnedKey.habit(time, leg.carrier))
            stations.add(isReported, for: LearnedKey.habit(time, leg.carrier, leg.origin))
            stations.add(isReported, for: LearnedKey.habit(time, leg.carrier, isDestination: true, leg.destination))
        }
        var rows: [(UInt64, Int)] = []
        let common = all.counts.first.map { $0.value.hits * 1_000_000 / max($0.value.legs, 1) } ?? 1_000_000
        rows.append((LearnedKey.habit(time, .none), common))
        var own: [UInt64: Int] = [:]
        for (key, count) in carriers.counts {
            own[key] = count.share(towards: common)
            rows.append((key, count.share(towards: common)))
        }
        // Without side and airport a station's key is its carrier's.
        for (key, count) in stations.counts {
            rows.append((key, count.share(towards: own[(key >> 25) << 25] ?? common)))
        }
        tables.add(rows, to: .habit)
    }

    /// Reported legs over those that the habit makes expect, by carrier and step of the effective margin.
    /// - Returns: false when stopped.
    mutating func learnChances(
        _ history: RotationHistory, _ tables: inout LearnedTables, _ isStopped: () -> Bool
    ) -> Bool {
        var lessons: [(leg: FlownLeg, margin: Int)] = []
        var (pooled, own): ([UInt64: Expected], [UInt64: Expected]) = ([:], [:])
        let known = tables
        let goesOn = history.forEachInput(time, known, isStopped: isStopped) { place, inputs in
            let leg = history.legs[place]
            guard leg.teaches, leg.hasOutcome else { return }
            let margin = RotationForecast.effectiveMargin(inputs)
            let habit = known.habit(time, leg.carrier, from: leg.origin, to: leg.destination)
            let step = MarginSteps.reported.step(margin)
            let isReported = leg.lateAircraft > 0
            pooled[LearnedKey.reported(time, .none, step: step), default: Expected()].add(isReported, habit)
            own[LearnedKey.reported(time, leg.carrier, step: step), default: Expected()].add(isReported, habit)
            lessons.append((leg, margin))
        }
        guard goesOn else { return false }
        var rows = pooled.map { ($0.key, $0.value.chance(towards: 0, strength: 0)) }
        for (key, expected) in own {
            let wider = pooled[LearnedKey.withoutCarrier(key)]?.chance(towards: 0, strength: 0) ?? 0
            rows.append((key, expected.chance(towards: wider, strength: 40)))
        }
        tables.add(rows, to: .reported)
        self.lessons = lessons
        return true
    }

    /// Medians of what is reported beyond the effective margin, unreported legs included.
    mutating func learnSizes(_ tables: inout LearnedTables) {
        var (steps, classes) = (Samples(), Samples())
        let known = tables
        func chance(_ lesson: (leg: FlownLeg, margin: Int)) -> Int {
            let leg = lesson.leg
            return RotationForecast(
                lesson.margin, time, leg.carrier, from: leg.origin, to: leg.destination, known
            ).chance
        }
        let sized = lessons.map { (leg: $0.leg, margin: $0.margin, chance: chance($0)) }
            .filter { $0.chance >= RotationForecast.sizedChance }
        for lesson in sized {
            let beyond = Int32(clamping: Int(lesson.leg.lateAircraft) * 1000 - lesson.margin)
            let step = RotationForecast.step(lesson.chance)
            steps.add(beyond, for: LearnedKey.size(time, step: step, sizeClass: nil))
            classes.add(
                beyond,
                for: LearnedKey.size(time, step: step, sizeClass: RotationForecast.sizeClass(lesson.margin)))
        }
        var rows = steps.medians().map { (key: $0.key, figure: $0.figure / 1000) }
        let wide = KeyedValues(rows.map { ($0.key, Int32(clamping: $0.figure)) })
        for group in classes.medians() {
            let wider = Int(wide[group.key & ~7] ?? 0)
            let figure = Shrinkage.shrunk(group.figure / 1000, count: group.count, towards: wider, strength: 20)
            rows.append((group.key, figure))
        }
        tables.add(rows, to: .size)
        var carriers = Samples()
        for lesson in sized where lesson.chance >= 500_000 {
            let common = tables.size(
                time, step: RotationForecast.step(lesson.chance),
                sizeClass: RotationForecast.sizeClass(lesson.margin), .none)
            carriers.add(
                Int32(clamping: Int(lesson.leg.lateAircraft) * 1000 - lesson.margin - common),
                for: LearnedKey.carrierSize(time, lesson.leg.carrier))
        }
        let own = carriers.medians().map {
            ($0.key, Shrinkage.shrunk($0.figure / 1000, count: $0.count, towards: 0, strength: 20))
        }
        tables.add(own, to: .carrierSize)
    }
}

extension LearnedTables {
    /// Adds rows to a table, held within its range.
    mutating func add(_ rows: [(UInt64, Int)], to table: LearnedTable) {
        let before = zip(self[table].keys, self[table].values).map { (key: $0, value: $1) }
        let range = table.range
        self[table] = KeyedValues(
            before + rows.map { ($0.0, min(max(Int32(clamping: $0.1), range.lowerBound), range.upperBound)) })
    }
}
