import DisruptionCore

/// Rows of `HistoryFormat.legs`: times stand there in UTC.
enum UTCRow {
    static func leg(_ cells: inout Cells) throws(RowProblem) -> HistoricLeg {
        let identity = try RowIdentity(cells)
        guard let date = try cells.date(.flightDate), date.startUTC.isPlausible else { throw .badValue(.flightDate) }
        guard let departure = try cells.instant(.scheduledDeparture) else { throw .badValue(.scheduledDeparture) }
        guard let arrival = try cells.instant(.scheduledArrival) else { throw .badValue(.scheduledArrival) }
        var leg = HistoricLeg(
            key: LegKey(flight: identity.flight, date: date, origin: identity.origin),
            destination: identity.destination, tail: identity.tail, scheduledDeparture: departure,
            scheduledArrival: arrival)
        leg.hasTailText = identity.hasTailText
        leg.statedTail = identity.statedTail
        leg.out = try cells.instant(.departure)
        leg.arrival = try cells.instant(.arrival)
        leg.isDiverted = try cells.flag(.diverted) ?? false
        try leg.setShared(cells)
        return leg
    }
}
