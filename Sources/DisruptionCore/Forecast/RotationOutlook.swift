/// What an aircraft's line of flight says of the rotation before one of its legs: what is known, and the margin that it
/// leaves. Instants in whole minutes, margins in thousandths of a minute. deploy/ROTATION.md has the formulas.
struct RotationOutlook {
    var time: InformationTime
    /// Nil without a previous leg.
    var margin: Int?
    var firstMargin = 0

    /// At a movement of the rotation.
    /// - Parameters:
    ///   - previous: the leg by which the aircraft comes.
    ///   - before: the leg before that one, two legs ahead.
    /// - Returns: nil where what the horizon needs is not known.
    init?(
        _ horizon: RotationPrediction.Horizon, of leg: borrowing LineLeg, after previous: borrowing LineLeg,
        before: LineLeg?, _ tables: LearnedTables
    ) {
        switch horizon {
        case .previousArrival:
            guard previous.arrived != LineLeg.unknown else { return nil }
            time = .previousArrival
            margin = leg.margin(arriving: previous.arrived.minute, tables)
        case .previousDeparture:
            guard previous.out != LineLeg.unknown else { return nil }
            time = .previousDeparture
            margin = leg.margin(by: previous, leaving: previous.out.minute, tables)
        case .twoLegsAhead:
            guard let before, before.out != LineLeg.unknown else { return nil }
            time = .twoLegsOff
            firstMargin = previous.margin(by: before, leaving: before.out.minute, tables)
            margin = leg.margin(behind: previous, firstMargin, time, tables)
        case .twoHours, .fourHours: return nil
        }
    }

    /// Some hours ahead, by the latest of the legs before it of which something is known.
    ///
    /// What should have happened by now and was not heard of is taken to happen now, an overdue departure in five
    /// minutes.
    /// - Parameter now: minutes.
    init(of leg: borrowing LineLeg, after previous: LineLeg?, before: LineLeg?, now: Int64, _ tables: LearnedTables) {
        time = .twoLegsOff
        guard let previous else { return }
        if previous.arrived != LineLeg.unknown {
            time = .previousArrival
            margin = leg.margin(arriving: previous.arrived.minute, tables)
        } else if previous.out != LineLeg.unknown {
            time = .previousDeparture
            margin = max(
                leg.margin(by: previous, leaving: previous.out.minute, tables), leg.margin(arriving: now, tables))
        } else {
            firstMargin = RotationOutlook.unheard
            if let before { heard(of: before, before: previous, now: now, tables) }
            let overdue = now &- previous.scheduledDeparture.minute
            if overdue > 0 { firstMargin = max(firstMargin, Int(clamping: min(overdue, 10_000) + 5) * 1000) }
            margin = leg.margin(behind: previous, firstMargin, time, tables)
        }
    }

    /// The first margin where no leg is known before: an hour to spare.
    private static let unheard = -60_000

    private mutating func heard(of before: LineLeg, before previous: LineLeg, now: Int64, _ tables: LearnedTables) {
        if before.arrived != LineLeg.unknown {
            time = .twoLegsIn
            firstMargin = previous.margin(arriving: before.arrived.minute, tables)
            return
        }
        let leaves = before.out != LineLeg.unknown ? before.out.minute : max(before.scheduledDeparture.minute, now)
        firstMargin = max(
            previous.margin(by: before, leaving: leaves, tables), previous.margin(arriving: now, tables))
    }
}

extension LineLeg {
    private var carrier: CarrierCode { key.flight.carrier }
    private var block: Int64 { Int64(scheduledArrival.minutes(since: scheduledDeparture)) }
    private func turn(_ tables: LearnedTables) -> Int { tables.turn(carrier, at: key.origin) }

    /// What its flight takes beyond its block, thousandths of a minute.
    func gain(_ tables: LearnedTables) -> Int { tables.gain(carrier, from: key.origin, to: destination) }

    /// With its aircraft in-block at a minute.
    fileprivate func margin(arriving minute: Int64, _ tables: LearnedTables) -> Int {
        RotationMargin.fromArrival(minute, turn: turn(tables), scheduledDeparture: scheduledDeparture.minute)
    }

    /// With the leg before it off-block at a minute.
    fileprivate func margin(by previous: borrowing LineLeg, leaving minute: Int64, _ tables: LearnedTables) -> Int {
        RotationMargin.fromDeparture(
            minute, block: previous.block, gain: previous.gain(tables), turn: turn(tables),
            scheduledDeparture: scheduledDeparture.minute)
    }

    /// With a first margin of the leg before it.
    fileprivate func margin(
        behind previous: borrowing LineLeg, _ firstMargin: Int, _ time: InformationTime, _ tables: LearnedTables
    ) -> Int {
        RotationMargin.ahead(
            delay: tables.departureDelay(time, margin: firstMargin),
            previousDeparture: previous.scheduledDeparture.minute, block: previous.block,
            gain: previous.gain(tables), turn: turn(tables), scheduledDeparture: scheduledDeparture.minute)
    }
}
