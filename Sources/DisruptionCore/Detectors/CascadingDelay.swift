/// CASCADING_DELAY: a late leg whose aircraft makes the legs behind it late.
///
/// Found from an aircraft's line of flight after propagation: a root whose arrival delay is at least
/// `root_delay_minutes`, and at least `legs` legs behind it with `leg_minutes` or more reactionary minutes each. The
/// root is the first leg up the line whose departure delay is at least half its own. Source: domain definitions after
/// Lan, Clarke and Barnhart; cap on reactionary minutes University of Westminster 2015, 2.3.
enum CascadingDelay {
    /// What is found of a root: its tree as it stands in the line.
    /// - Parameters:
    ///   - told: a cascade of this root was told.
    ///   - now: event time of what changed it.
    /// - Returns: nil when there is nothing to say of it.
    static func finding(
        of key: LegKey, in line: borrowing LineOfFlight, tail: Tail, told: Bool, now: Instant, settings: EngineSettings
    ) -> Finding? {
        guard let place = line.index(of: key) else { return told ? gone(tail, key, by: "swap") : nil }
        let rootDelay = Int64(line[place].arrivalDelay)
        let tree = CascadeTree(of: place, in: line, settings: settings)
        guard tree.legs > 0, !line[place].isCancelled, line[place].passage.root == key else {
            return told
                ? gone(tail, key, line[place].cause, by: line[place].isCancelled ? "cancellation" : "recovered") : nil
        }
        let enough = Int(settings[.cascadeLegs])
        let holds = rootDelay >= settings[.cascadeRootMinutes] && tree.counting >= enough
        guard holds || told else { return nil }
        let severity = Severity(delayMinutes: tree.worstDelay)
        var found = Finding(
            pattern: .cascadingDelay, subject: .rotation(tail, root: key), holds: holds,
            keeps: rootDelay >= settings[.cascadeLegCloseMinutes] && tree.closing >= enough,
            settled: line[place].isSettled && tree.isSettled, severity: tree.legs >= 20 ? severity.raised : severity,
            figure: tree.reactionaryMinutes)
        found.root = Root(.leg(key), cause: line[place].cause.name)
        found.firstEffectAt = line[tree.first].scheduledDeparture
        if found.settled, !holds { found.avertedBy = StaticName("recovered") }
        guard holds || found.keeps else { return found }
        found.shape = key.high
        let isCapped = reach(&found, tree, in: line, cap: cap(line[place].size, settings), now: now)
        found.confidencePermille = found.settled ? 1000 : found.legs.last?.confidencePermille ?? 1000
        nameRoots(&found, tree, in: line)
        describe(&found, root: line[place], tree, isCapped: isCapped, settings: settings)
        return found
    }

    private static func cap(_ size: AircraftSize, _ settings: EngineSettings) -> Int64 {
        settings[size == .wide ? .cascadeCapWideMinutes : .cascadeCapNarrowMinutes]
    }

    /// The legs that it reaches. Forecast minutes stop at the cap: beyond it a rotation is likely cancelled. Each leg's
    /// confidence is the product of the links' trust up to it: a known tail is worth .98 within 6 h of departure, .9
    /// within 24 h, .7 beyond; one that has left 1. Where a minimum turn is a default, .9 of that.
    /// - Returns: whether minutes were cut.
    private static func reach(
        _ found: inout Finding, _ tree: CascadeTree, in line: borrowing LineOfFlight, cap: Int64, now: Instant
    ) -> Bool {
        var sum: Int64 = 0
        var trust: Int64 = 1000
        var isCapped = false
        var isDefault = false
        found.legs.reserveCapacity(tree.legs)
        tree.forEach(in: line) {
            var minutes = $0.passage.reactionaryMinutes
            if $0.out == LineLeg.unknown {
                let ahead = $0.scheduledDeparture.minutes(since: now)
                trust = trust * (ahead < 360 ? 980 : ahead < 1440 ? 900 : 700) / 1000
                if $0.passage.isTurnDefault, !isDefault {
                    trust = trust * 900 / 1000
                    isDefault = true
                }
                if !$0.isSettled, Int64(minutes) > cap - sum {
                    minutes = Int32(clamping: max(0, cap - sum))
                    isCapped = true
                }
            }
            sum += Int64(minutes)
            let told = $0.reachedAt == LineLeg.unknown ? now : $0.reachedAt
            found.legs.append(
                AffectedLeg(
                    leg: $0.key, predictedDelayMinutes: max(0, $0.departureDelay), reactionaryMinutes: minutes,
                    depth: $0.passage.depth, scheduledDeparture: $0.scheduledDeparture,
                    leadMinutes: $0.scheduledDeparture.minutes(since: told),
                    confidencePermille: Int32(clamping: trust)))
            found.shape = Hash64.mix(found.shape ^ $0.key.high ^ UInt64($0.key.low) << 20)
        }
        found.figure = sum
        return isCapped
    }

    /// Says which legs have a share in a leg's delay, where it is more than one.
    private static func nameRoots(_ found: inout Finding, _ tree: CascadeTree, in line: borrowing LineOfFlight) {
        for (index, vector) in RootVector.departures(of: tree.places, in: line).enumerated()
        where vector.shares.count > 1 {
            found.legs[index].roots = vector.shares
        }
    }

    private static func describe(
        _ found: inout Finding, root: LineLeg, _ tree: CascadeTree, isCapped: Bool, settings: EngineSettings
    ) {
        let total = found.figure
        let rootDelay = Int64(max(1, root.arrivalDelay))
        var airports: [AirportCode] = []
        for leg in found.legs where !airports.contains(leg.leg.origin) { airports.append(leg.leg.origin) }
        found.metrics = [
            Metric("root_delay_minutes", .count(Int64(root.arrivalDelay))),
            Metric("depth", .count(Int64(tree.depth))),
            Metric("legs", .count(Int64(found.legs.count))),
            Metric("reactionary_minutes", .count(total)),
            Metric("multiplier", .permille((rootDelay + total) * 1000 / rootDelay)),
            Metric("airports", .codes(airports)),
            Metric("likely_cancel", .flag(isCapped)),
        ]
        found.evidence = [
            Evidence(
                "root_arrival_delay_minutes", value: Int64(root.arrivalDelay),
                threshold: settings[.cascadeRootMinutes]),
            Evidence(
                "legs_with_reactionary_delay", value: Int64(tree.counting), threshold: settings[.cascadeLegs]),
        ]
    }

    /// A cascade that was told and is not found any more: the root left the line, was cancelled, or is late by
    /// another's doing.
    private static func gone(
        _ tail: Tail, _ root: LegKey, _ cause: DelayCauseClass = .unknown, by act: StaticString
    ) -> Finding {
        var finding = Finding(
            pattern: .cascadingDelay, subject: .rotation(tail, root: root), holds: false, keeps: false, settled: false,
            severity: .none, figure: 0)
        finding.root = Root(.leg(root), cause: cause.name)
        finding.avertedBy = StaticName(act)
        return finding
    }
}
