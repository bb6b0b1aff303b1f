/// CASCADING_DELAY: a late leg whose aircraft makes the legs behind it late.
///
/// Found from an aircraft's line of flight after propagation: a root whose arrival delay is at least
/// `root_delay_minutes`, and at least `legs` legs behind it with `leg_minutes` or more reactionary minutes each. The
/// root is the first leg up the line whose departure delay is at least half its own. Source: domain definitions after
/// Lan, Clarke and Barnhart; cap on reactionary minutes University of Westminster 2015, 2.3.
enum CascadingDelay {
    /// What is found of every root in the line, and of `told` roots that are no roots any more.
    static func findings(
        tail: Tail, line: LineOfFlight, told: [Aircraft.Cascade], now: Instant, settings: EngineSettings
    ) -> [Finding] {
        var findings: [Finding] = []
        for root in line.inboundRoots {
            guard let index = line.index(of: root) else { continue }
            if let found = finding(tail: tail, rootAt: index, line: line, now: now, settings: settings) {
                findings.append(found)
            }
        }
        for cascade in told where !findings.contains(where: { $0.subject == .rotation(tail, root: cascade.root) }) {
            findings.append(gone(tail: tail, root: cascade.root, line: line))
        }
        return findings
    }

    private static func finding(
        tail: Tail, rootAt index: Int, line: LineOfFlight, now: Instant, settings: EngineSettings
    ) -> Finding? {
        let root = line[index]
        let legs = line.legs[(index + 1)...].filter {
            !$0.isCancelled && $0.inboundRoot == root.key && $0.reactionaryMinutes >= 1
        }
        guard !legs.isEmpty, !root.isCancelled, root.root == root.key else { return nil }
        let rootDelay = root.arrivalDelay
        let enough = Int(settings[.cascadeLegs])
        func counting(_ minutes: SettingID) -> Int { legs.count { Int64($0.reactionaryMinutes) >= settings[minutes] } }
        let isLate = Int64(rootDelay) >= settings[.cascadeRootMinutes]
        let total = legs.reduce(Int64(0)) { $0 + Int64($1.reactionaryMinutes) }
        var found = Finding(
            pattern: .cascadingDelay, subject: .rotation(tail, root: root.key),
            holds: isLate && counting(.cascadeLegMinutes) >= enough,
            keeps: Int64(rootDelay) >= settings[.cascadeLegCloseMinutes] && counting(.cascadeLegCloseMinutes) >= enough,
            settled: root.isSettled && legs.allSatisfy(\.isSettled),
            severity: severity(root: root, legs: legs), figure: total)
        found.root = Root(.leg(root.key), cause: "late_arrival")
        found.firstEffectAt = legs.first?.scheduledDeparture
        if found.settled, !found.holds { found.avertedBy = StaticName("recovered") }
        guard found.holds || found.keeps else { return found }
        found.legs = legs.map {
            AffectedLeg(
                leg: $0.key, predictedDelayMinutes: max(0, $0.departureDelay),
                reactionaryMinutes: $0.reactionaryMinutes,
                depth: $0.depth, scheduledDeparture: $0.scheduledDeparture,
                leadMinutes: $0.scheduledDeparture.minutes(since: now))
        }
        found.shape = found.legs.reduce(root.key.high) { Hash64.mix($0 ^ $1.leg.high ^ UInt64($1.leg.low) << 20) }
        found.confidencePermille = found.settled ? 1000 : confidence(legs, now: now)
        describe(&found, root: root, total: total, settings: settings)
        return found
    }

    private static func severity(root: LineLeg, legs: [LineLeg]) -> Severity {
        let worst = legs.reduce(root.arrivalDelay) { max($0, $1.departureDelay) }
        let severity = Severity(delayMinutes: worst)
        return legs.count >= 20 ? severity.raised : severity
    }

    /// Product of the links' trust: a known tail is worth .98 within 6 h of departure, .9 within 24 h, .7 beyond.
    private static func confidence(_ legs: [LineLeg], now: Instant) -> Int32 {
        var permille: Int64 = 1000
        for leg in legs where leg.out == LineLeg.unknown {
            let ahead = leg.scheduledDeparture.minutes(since: now)
            permille = permille * (ahead < 360 ? 980 : ahead < 1440 ? 900 : 700) / 1000
        }
        return Int32(permille)
    }

    private static func describe(_ found: inout Finding, root: LineLeg, total: Int64, settings: EngineSettings) {
        let rootDelay = Int64(max(1, root.arrivalDelay))
        let cap = settings[root.size == .wide ? .cascadeCapWideMinutes : .cascadeCapNarrowMinutes]
        var airports: [AirportCode] = []
        for leg in found.legs where !airports.contains(leg.leg.origin) { airports.append(leg.leg.origin) }
        found.metrics = [
            Metric("root_delay_minutes", .count(Int64(root.arrivalDelay))),
            Metric("depth", .count(Int64(found.legs.map(\.depth).max() ?? 0))),
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
                "legs_with_reactionary_delay",
                value: Int64(found.legs.count { Int64($0.reactionaryMinutes) >= settings[.cascadeLegMinutes] }),
                threshold: settings[.cascadeLegs]),
        ]
    }

    /// A cascade that was told and is not found any more: the root left the line, was cancelled, or is late by
    /// another's doing.
    private static func gone(tail: Tail, root: LegKey, line: LineOfFlight) -> Finding {
        var finding = Finding(
            pattern: .cascadingDelay, subject: .rotation(tail, root: root), holds: false, keeps: false, settled: false,
            severity: .none, figure: 0)
        finding.root = Root(.leg(root), cause: "late_arrival")
        if let index = line.index(of: root) {
            finding.avertedBy = StaticName(line[index].isCancelled ? "cancellation" : "recovered")
        } else {
            finding.avertedBy = StaticName("swap")
        }
        return finding
    }
}
