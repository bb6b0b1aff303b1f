extension PartitionEngine {
    /// Finds and tells what concerns one flight alone.
    mutating func concludeSingleFlight(_ slot: Int, _ view: LegView, _ trigger: Trigger) {
        let leg = legs[slot]
        let day = view.scheduledDeparture.map { operatingDay($0, at: leg.key.origin) } ?? leg.key.date
        var episodes = leg.episodes
        let context = SingleFlight(
            leg: leg, view: view, day: day, now: trigger.eventTime, watermark: watermarks.w1, names: names.names,
            settings: settings)
        if view.isCancelled, settings[.flightCancelledEnabled] == 1, let at = context.cancellationSettledAt,
            at > watermarks.w1
        {
            firstTimers.set(LegTimer.cancellation.rawValue, for: .leg(leg.key), at: at)
        }
        for finding in context.findings(told: episodes) {
            let held = episodes.firstIndex { $0.pattern == finding.pattern && $0.day == day }
            for index in episodes.indices where episodes[index].pattern == finding.pattern && index != held {
                var gone = finding
                (gone.holds, gone.keeps, gone.supersededBy) = (false, false, nil)
                tell(gone, &episodes[index], trigger)
            }
            if let held {
                tell(finding, &episodes[held], trigger)
            } else if finding.holds {
                var episode = Episode(pattern: finding.pattern, day: day)
                tell(finding, &episode, trigger)
                episodes.append(episode)
            }
        }
        legs[slot].episodes = episodes
    }
}
