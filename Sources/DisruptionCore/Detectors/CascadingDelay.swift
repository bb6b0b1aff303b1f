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
            return told ? gone(tail, key, by: line[place].isCancelled ? "cancellation" : "recovered") : nil
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
        found.root = Root(.leg(key), cause: "late_arrival")
        found.firstEffectAt = line[tree.first].scheduledDeparture
        if found.settled, !holds { found.avertedBy = StaticName("recovered") }
        guard holds || found.keeps else { return found }
        found.legs.reserveCapacity(tree.legs)
        found.shape = key.high
        tree.forEach(in: line) {
            found.legs.append(
                AffectedLeg(
                    leg: $0.key, predictedDelayMinutes: max(0, $0.departureDelay),
                    reactionaryMinutes: $0.passage.reactionaryMinutes,
                    depth: $0.passage.depth, scheduledDeparture: $0.scheduledDeparture,
                    leadMinutes: $0.scheduledDeparture.minutes(
                        since: $0.reachedAt == LineLeg.unknown ? now : $0.reachedAt)))
            found.shape = Hash64.mix(found.shape ^ $0.key.high ^ UInt64($0.key.low) << 20)
        }
        found.confidencePermille = found.settled ? 1000 : confidence(tree, in: line, now: now)
        describe(&found, root: line[place], tree, settings: settings)
        return found
    }

    /// Product of the links' trust: a known tail is worth .98 within 6 h of departure, .9 within 24 h, .7 beyond.
    private static func confidence(_ tree: CascadeTree, in line: borrowing LineOfFlight, now: Instant) -> Int32 {
        var permille: Int64 = 1000
        tree.forEach(in: line) {
            if $0.out != LineLeg.unknown { return }
            let ahead = $0.scheduledDeparture.minutes(since: now)
            permille = permille * (ahead < 360 ? 980 : ahead < 1440 ? 900 : 700) / 1000
        }
        return Int32(permille)
    }

    private static func describe(
        _ found: inout Finding, root: LineLeg, _ tree: CascadeTree, settings: EngineSettings
    ) {
        let total = tree.reactionaryMinutes
        let rootDelay = Int64(max(1, root.arrivalDelay))
        let cap = settings[root.size == .wide ? .cascadeCapWideMinutes : .cascadeCapNarrowMinutes]
        var airports: [AirportCode] = []
        for leg in found.legs where !airports.contains(leg.leg.origin) { airports.append(leg.leg.origin) }
        found.metrics = [
            Metric("root_delay_minutes", .count(Int64(root.arrivalDelay))),
            Metric("depth", .count(Int64(tree.depth))),
            Metric("legs", .count(Int64(found.legs.count))),
            Metric("reactionary_minutes", .count(total)),
            Metric("multiplier", .permille((rootDelay + total) * 1000 / rootDelay)),
            Metric("airports", .codes(airports)),
            Metric("likely_cancel", .flag(total > cap)),
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
    private static func gone(_ tail: Tail, _ root: LegKey, by cause: StaticString) -> Finding {
        var finding = Finding(
            pattern: .cascadingDelay, subject: .rotation(tail, root: root), holds: false, keeps: false, settled: false,
            severity: .none, figure: 0)
        finding.root = Root(.leg(root), cause: "late_arrival")
        finding.avertedBy = StaticName(cause)
        return finding
    }
}
