extension PartitionEngine {
    /// Finds and tells what concerns one flight alone.
    mutating func concludeSingleFlight(_ slot: Int, _ view: LegView, _ trigger: Trigger) {
        guard looksAtSingleFlights else { return }
        if legs[slot].episodes.isEmpty, !legs[slot].texts.hasPlace, SingleFlight.isQuiet(view, settings: settings) {
            return
        }
        let key = legs[slot].key
        let context = SingleFlight(
            key: key, view: view, texts: legs[slot].texts, isDayOver: legs[slot].isDayOver,
            forecastMinutes: legs[slot].forecastMinutes,
            day: view.scheduledDeparture.map { reference.operatingDay($0, at: key.origin) } ?? key.date,
            watermark: watermarks.w1, names: names.names)
        if view.isCancelled, settings[.flightCancelledEnabled] == 1 {
            let at = context.cancellationSettledAt(settings)
            if at > watermarks.w1 { firstTimers.set(LegTimer.cancellation.rawValue, for: .leg(key), at: at) }
        }
        for (pattern, enabled) in SingleFlight.patterns where settings[enabled] == 1 {
            let told = legs[slot].episodes.contains { $0.pattern == pattern }
            if var finding = context.finding(pattern, told: told, settings: settings) {
                if finding.holds { finding.reaches(legs[slot].passengers?.counts[.all] ?? 0) }
                tellSingleFlight(slot, finding, view, context.day, trigger)
            }
        }
    }

    private mutating func tellSingleFlight(
        _ slot: Int, _ finding: Finding, _ view: LegView, _ day: CalendarDate, _ trigger: Trigger
    ) {
        let describe = impact(slot, view, of: finding)
        var isHeld = false
        for index in legs[slot].episodes.indices where legs[slot].episodes[index].pattern == finding.pattern {
            var episode = legs[slot].episodes[index]
            if episode.day == day {
                tell(finding, &episode, trigger, describe)
                isHeld = true
            } else {
                var gone = finding
                (gone.holds, gone.keeps, gone.supersededBy) = (false, false, nil)
                tell(gone, &episode, trigger)
            }
            legs[slot].episodes[index] = episode
        }
        guard !isHeld, finding.holds else { return }
        var episode = Episode(pattern: finding.pattern, subject: finding.subject, day: day)
        tell(finding, &episode, trigger, describe)
        legs[slot].episodes.append(episode)
    }

    /// What adds whom a finding reaches, where somebody is booked.
    private func impact(_ slot: Int, _ view: LegView, of finding: Finding) -> ((inout Finding) -> Void)? {
        guard finding.holds, let passengers = legs[slot].passengers, !passengers.counts.isEmpty else { return nil }
        let (rules, key, liability) = (impactRules, legs[slot].key, liability(slot))
        return { $0.impact = rules.impact(of: $0.pattern, passengers, key, view, liability) }
    }
}
