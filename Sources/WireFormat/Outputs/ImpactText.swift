import DisruptionCore

/// Whom a disruption reaches, as disruption.events tells it.
enum ImpactText {
    /// Writes the field `impact`. What is 0 is left out, but for the number of passengers.
    static func write(_ impact: Impact, into json: inout JSONWriter) {
        json.key("impact")
        json.beginObject()
        json.field("passengers", impact.counts[.all])
        if impact.connecting > 0 { json.field("connecting", impact.connecting) }
        for kind in [PassengerKind.checkedIn, .premium] where impact.counts[kind] > 0 {
            json.field(kind.name, impact.counts[kind])
        }
        group("tiers", PassengerKind.tiers, impact.counts, into: &json)
        group("special_needs", PassengerKind.needs, impact.counts, into: &json)
        json.field("passenger_delay_minutes", impact.delayMinutes)
        json.field("priority", impact.priority)
        ExposureText.write(impact.exposures, into: &json)
        care(impact.care, into: &json)
        if !impact.cohorts.isEmpty {
            json.key("cohorts")
            json.beginArray()
            for cohort in impact.cohorts { write(cohort, into: &json) }
            json.endArray()
        }
        json.endObject()
    }

    private static func group(
        _ name: StaticString, _ kinds: [PassengerKind], _ counts: PassengerCounts, into json: inout JSONWriter
    ) {
        guard kinds.contains(where: { counts[$0] > 0 }) else { return }
        json.key(name)
        json.beginObject()
        for kind in kinds where counts[kind] > 0 { json.field(kind.name, counts[kind]) }
        json.endObject()
    }

    private static func care(_ care: ImpactCare, into json: inout JSONWriter) {
        if care.isEmpty { return }
        json.key("care")
        json.beginObject()
        if let from = care.from { json.field("from", from) }
        for (name, count) in [("meals", care.meals), ("hotel", care.hotel), ("refund", care.refund)]
            as [(StaticString, Int32)] where count > 0
        {
            json.field(name, count)
        }
        json.endObject()
    }

    private static func write(_ cohort: Impact.Cohort, into json: inout JSONWriter) {
        json.beginObject()
        json.field("kind", cohort.kind.name)
        if !cohort.leg.isNone { json.field("leg_id", cohort.leg) }
        if !cohort.airport.isNone { json.field("airport", cohort.airport) }
        json.field("passengers", cohort.passengers)
        json.field("priority", cohort.priority)
        json.endObject()
    }
}

/// What passengers are owed, as topics tell it.
enum ExposureText {
    /// Writes the field `exposure`; nothing where nothing is owed.
    static func write(_ exposures: [ImpactExposure], into json: inout JSONWriter) {
        if exposures.isEmpty { return }
        json.key("exposure")
        json.beginArray()
        for exposure in exposures {
            json.beginObject()
            json.field("regime", exposure.regime.name)
            json.field("rule_version", exposure.version)
            json.field("currency", exposure.currency)
            json.field("passengers", exposure.passengers)
            json.field("gross", exposure.gross)
            json.field("expected", permille: exposure.expectedHundredths * 10)
            json.field("liability", exposure.liability.name)
            json.field("borderline", exposure.isBorderline)
            json.endObject()
        }
        json.endArray()
    }
}
