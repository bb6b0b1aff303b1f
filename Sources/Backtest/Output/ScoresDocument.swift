import DisruptionCore
import History
import WireFormat

/// `scores.json`: every figure, with the names of the reference figures where they have one.
enum ScoresDocument {
    static func write(_ scores: Scores, _ head: ReportHead, into json: inout JSONWriter) {
        json.beginObject()
        about(head, scores, into: &json)
        figures(scores.figures, into: &json)
        bars(scores.rotation, into: &json)
        predictions(scores.rotation + scores.ahead, into: &json)
        json.key("days")
        json.beginArray()
        for day in scores.days {
            json.beginObject()
            json.field("date", day.date)
            json.field("legs", day.legs)
            json.field("cancelled", day.cancelled)
            json.field("ordinary", day.isOrdinary)
            json.endObject()
        }
        json.endArray()
        DetectionsDocument.write(scores, into: &json)
        json.key("run")
        json.beginObject()
        json.field("seconds", number: Rounding.round(head.summary.seconds, 2))
        json.field("seconds_of_engines", number: Rounding.round(head.summary.secondsOfEngines, 2))
        let rate = Double(head.summary.events) / max(0.001, head.summary.secondsOfEngines)
        json.field("events_per_second", Int(rate))
        json.field("peak_memory_bytes", head.summary.peakBytes)
        json.endObject()
        json.endObject()
        json.endLine()
    }

    private static func about(_ head: ReportHead, _ scores: Scores, into json: inout JSONWriter) {
        json.field("version", head.version)
        json.field("config_id", head.configID)
        json.field("configuration", ifPresent: head.configuration)
        json.field("learned", ifPresent: head.learned)
        json.field("partitions", head.summary.partitions)
        json.key("settings")
        json.beginObject()
        for setting in head.settings {
            var name = setting.name
            name.withUTF8 { json.key(utf8: UnsafeRawBufferPointer($0)) }
            json.value(setting.value)
        }
        json.endObject()
        json.key("files")
        json.beginArray()
        for file in head.files {
            json.beginObject()
            json.field("path", file.path)
            json.field("legs", file.legs)
            json.field("bad_rows", file.badRows)
            json.field("first", file.first)
            json.field("last", file.last)
            json.endObject()
        }
        json.endArray()
        json.field("schedule_lead_minutes", head.rules.scheduleLeadMinutes)
        json.field("cancel_lead_minutes", head.rules.cancelLeadMinutes)
        json.field("weather_reports", head.weather)
        json.field("events", head.summary.events)
        json.field("refused", head.summary.refused)
        json.field("versions", head.summary.versions)
        json.field("prediction_rows", head.summary.predictions)
    }

    private static func figures(_ figures: HistoryFigures, into json: inout JSONWriter) {
        json.key("volume")
        json.beginObject()
        json.field("legs", figures.legs)
        json.field("days", figures.days)
        let perDay = Double(figures.legs) / Double(max(1, figures.days))
        json.field("legs_per_day", Int(perDay.rounded(.toNearestOrEven)))
        json.field("tails", figures.tails)
        json.field("airports", figures.airports)
        json.field("carriers", figures.carriers)
        json.field("cancelled_pct", number: Rounding.percent(figures.cancelled, of: figures.legs, 2))
        json.field("diverted_pct", number: Rounding.percent(figures.diverted, of: figures.legs, 2))
        json.field("arr_delay>=15_pct", number: Rounding.percent(figures.arrivedLate, of: figures.legs, 2))
        json.field("late_aircraft>0_pct_of_all", number: Rounding.percent(figures.lateByAircraft, of: figures.legs, 2))
        json.field(
            "late_aircraft>0_pct_of_arr15",
            number: Rounding.percent(figures.lateOfArrivedLate, of: figures.arrivedLate, 2))
        json.endObject()
        let causes: [StaticString] = [
            "carrier_delay", "weather_delay", "nas_delay", "security_delay", "late_aircraft_delay",
        ]
        let all = figures.minutesByCause.reduce(0, +)
        json.key("minutes_by_cause")
        json.beginObject()
        for (name, minutes) in zip(causes, figures.minutesByCause) { json.field(name, minutes) }
        json.endObject()
        json.key("share_by_cause_pct")
        json.beginObject()
        for (name, minutes) in zip(causes, figures.minutesByCause) {
            json.field(name, number: Rounding.round(100 * Double(minutes) / Double(max(1, all)), 1))
        }
        json.endObject()
        chaining(figures.chaining, into: &json)
        json.field("lead_min_to_sched_dep_from_prev_arrival", figures.leadFromArrival)
        json.field("lead_min_to_sched_dep_from_prev_departure", figures.leadFromDeparture)
        cascades(figures, into: &json)
    }

    private static func chaining(_ chaining: ChainFigures, into json: inout JSONWriter) {
        json.key("chaining")
        json.beginObject()
        json.field("flown_with_tail", chaining.flownWithTail)
        json.field("same_day_pairs", chaining.sameDayPairs)
        json.field("same_day_chained_pct", number: chaining.sameDayChained)
        json.field("overnight_chained_pct", number: chaining.overnightChained)
        json.field("all_chained_pct", number: chaining.allChained)
        json.field("impossible_overlap_pct", number: chaining.impossibleOverlap)
        json.field("late_legs_that_are_chained_pct", number: chaining.lateLegsChained)
        json.endObject()
    }

    private static func cascades(_ figures: HistoryFigures, into json: inout JSONWriter) {
        let chaining = figures.chaining
        json.key("cascades")
        json.beginObject()
        json.field("runs", chaining.runs)
        json.field("per_day", number: Rounding.round(Double(chaining.runs) / Double(max(1, figures.days)), 1))
        json.key("length_hist")
        json.beginObject()
        let names: [StaticString] = ["1", "2", "3", "4", "5", "6", "7", "8+"]
        for (name, count) in zip(names, chaining.runsByLength) { json.field(name, count) }
        json.endObject()
        json.field("runs_of_3+", chaining.longRuns.count)
        json.field("share_of_late_minutes_in_runs_of_3+", number: chaining.minutesInLongRuns)
        json.endObject()
    }

    private static func bars(_ rotation: [RotationScores], into json: inout JSONWriter) {
        json.key("scores")
        json.beginObject()
        for score in rotation {
            guard let name = score.barName else { continue }
            json.key(name)
            populations(score.bars, into: &json)
        }
        json.endObject()
    }

    private static func populations(_ scores: [MinutesScore], into json: inout JSONWriter) {
        json.beginObject()
        for (population, score) in zip(MinutesScore.Population.allCases, scores) {
            json.key(population.name)
            minutes(score, into: &json)
        }
        json.endObject()
    }

    private static func minutes(_ score: MinutesScore, into json: inout JSONWriter) {
        json.beginObject()
        json.field("legs", score.legs)
        json.field("late_legs", score.lateLegs)
        json.field("late_minutes", number: Double(score.lateMinutes))
        json.field("minutes_explained", number: score.explained)
        json.field("minutes_overshoot", number: score.overshoot)
        json.field("mae_all", number: score.error)
        json.field("mae_late_legs", number: score.errorOfLateLegs)
        json.field("mae_if_always_0", number: score.errorOfZero)
        json.field("corr", number: score.correlation)
        let names: [StaticString] = ["pred>=1", "pred>=5", "pred>=10", "pred>=15"]
        for (name, alarm) in zip(names, score.alarms) {
            json.key(name)
            json.beginObject()
            json.field("precision", number: alarm.precision)
            json.field("recall", number: alarm.recall)
            json.field("f1", number: alarm.f1)
            json.endObject()
        }
        json.endObject()
    }

    private static func predictions(_ rotation: [RotationScores], into json: inout JSONWriter) {
        json.key("predictions")
        json.beginObject()
        for score in rotation {
            json.key(score.horizon.name)
            json.beginObject()
            json.field("flown_legs_with_prediction", score.predicted)
            json.key("minutes")
            populations(score.ours, into: &json)
            json.field("departure_delay_mae", number: Rounding.round(score.delayError, 3))
            probability(score.probability, into: &json)
            json.field("lead_minutes", score.lead)
            json.field("lead_minutes_of_right_ones", score.leadOfRight)
            json.endObject()
        }
        json.endObject()
    }

    private static func probability(_ score: ProbabilityScore, into json: inout JSONWriter) {
        json.key("probability_15")
        json.beginObject()
        json.field("legs", score.legs)
        json.field("departed_15_late", score.trueLegs)
        json.field("brier", number: Rounding.round(score.brier, 4))
        json.field("brier_of_base_rate", number: Rounding.round(score.brierOfBaseRate, 4))
        json.field("auc", number: score.areaUnderCurve.map { Rounding.round($0, 4) })
        json.field("precision_at_half_recall", number: score.precisionAtHalfRecall.map { Rounding.round($0, 4) })
        json.key("calibration")
        json.beginArray()
        for bin in score.calibration {
            json.beginObject()
            json.field("legs", bin.legs)
            json.field("said", number: Rounding.round(bin.said, 4))
            json.field("came_true", number: Rounding.round(bin.cameTrue, 4))
            json.endObject()
        }
        json.endArray()
        json.endObject()
    }
}

extension JSONWriter {
    /// A key and a number; null where there is none.
    mutating func field(_ name: StaticString, number: Double?) {
        key(name)
        guard let number, number.isFinite else { return null() }
        var text = number.description
        text.withUTF8 { value(raw: UnsafeRawBufferPointer($0)) }
    }

    /// A key and three quantiles; null where there are none.
    mutating func field(_ name: StaticString, _ lead: HistoryFigures.Lead?) {
        key(name)
        guard let lead else { return null() }
        beginObject()
        field("p10", number: lead.p10)
        field("p50", number: lead.p50)
        field("p90", number: lead.p90)
        endObject()
    }
}
