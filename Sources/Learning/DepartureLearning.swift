import DisruptionCore

/// How often and by how much legs depart late at one information time: by their own, and by their margin.
struct DepartureLearning {
    private let time: InformationTime
    private var lessons: [(leg: FlownLeg, inputs: DepartureForecast.Inputs)] = []

    /// A leg whose aircraft is there so many thousandths of a minute early, or that has no previous one, is late by
    /// its own doing.
    private static let freeMargin = -20_000

    init(_ time: InformationTime) { self.time = time }

    /// - Returns: false when stopped.
    mutating func learn(
        _ history: RotationHistory, _ tables: inout LearnedTables, _ isStopped: () -> Bool
    ) -> Bool {
        var lessons: [(leg: FlownLeg, inputs: DepartureForecast.Inputs)] = []
        let known = tables
        let goesOn = history.forEachDeparture(time, known, isStopped: isStopped) { place, inputs in
            let leg = history.legs[place]
            if leg.teaches, leg.hasOutcome { lessons.append((leg, inputs)) }
        }
        guard goesOn else { return false }
        self.lessons = lessons
        learnRates(&tables)
        learnSurvival(&tables)
        learnDelays(&tables)
        return true
    }

    /// Of free legs: the share that departs late by circumstance, then by how much carriers and their stations differ.
    private func learnRates(_ tables: inout LearnedTables) {
        let free = lessons.filter { ($0.inputs.effectiveMargin ?? .min) < Self.freeMargin }
        var rates = Shares()
        for lesson in free {
            rates.add(lesson.leg.departureDelay >= 15, for: LearnedKey.circumstance(time, lesson.inputs.circumstance))
        }
        // A tenth of twenty more.
        let rows = rates.counts.map { ($0.key, ($0.value.hits + 2) * 1_000_000 / ($0.value.legs + 20)) }
        tables.add(rows, to: .ownLateness)
        for isStation in [false, true] {
            let known = tables
            var factors: [UInt64: Expected] = [:]
            for lesson in free {
                let (carrier, origin) = (lesson.leg.carrier, lesson.leg.origin)
                let rate = known.ownLateness(time, carrier, at: origin, lesson.inputs.circumstance)
                factors[LearnedKey.factor(time, carrier, isStation ? origin : .none), default: Expected()]
                    .add(lesson.leg.departureDelay >= 15, rate)
            }
            tables.add(factors.map { ($0.key, $0.value.chance(towards: 1_000_000, strength: 5)) }, to: .ownFactor)
        }
    }

    /// Legs on time over those that would be without the aircraft's lateness.
    private func learnSurvival(_ tables: inout LearnedTables) {
        var (pooled, own): ([UInt64: Expected], [UInt64: Expected]) = ([:], [:])
        for lesson in lessons {
            guard let margin = lesson.inputs.effectiveMargin else { continue }
            let (leg, step) = (lesson.leg, MarginSteps.survival.step(margin))
            let isOnTime = leg.departureDelay < 15
            let rate = 1_000_000 - tables.ownLateness(time, leg.carrier, at: leg.origin, lesson.inputs.circumstance)
            pooled[LearnedKey.reported(time, .none, step: step), default: Expected()].add(isOnTime, rate)
            own[LearnedKey.reported(time, leg.carrier, step: step), default: Expected()].add(isOnTime, rate)
        }
        var rows = pooled.map { ($0.key, $0.value.chance(towards: 0, strength: 0)) }
        for (key, expected) in own {
            let wider = pooled[LearnedKey.withoutCarrier(key)]?.chance(towards: 0, strength: 0) ?? 1_000_000
            rows.append((key, expected.chance(towards: wider, strength: 40)))
        }
        tables.add(rows, to: .survival)
    }

    /// Medians of the departure delay beyond the margin.
    private func learnDelays(_ tables: inout LearnedTables) {
        var (steps, classes) = (Samples(), Samples())
        for lesson in lessons {
            let margin = lesson.inputs.effectiveMargin ?? 0
            let step = DepartureForecast(lesson.inputs, tables).chance / 50_000
            let beyond = Int32(clamping: Int(lesson.leg.departureDelay) * 1000 - max(0, margin))
            steps.add(beyond, for: LearnedKey.size(time, step: step, sizeClass: nil))
            classes.add(
                beyond, for: LearnedKey.size(time, step: step, sizeClass: DepartureForecast.delayClass(margin)))
        }
        var rows = steps.medians().map { ($0.key, $0.figure / 1000) }
        let wide = KeyedValues(rows.map { ($0.0, Int32(clamping: $0.1)) })
        for group in classes.medians() {
            let wider = Int(wide[group.key & ~7] ?? 0)
            rows.append(
                (group.key, Shrinkage.shrunk(group.figure / 1000, count: group.count, towards: wider, strength: 20)))
        }
        tables.add(rows, to: .delay)
    }
}
