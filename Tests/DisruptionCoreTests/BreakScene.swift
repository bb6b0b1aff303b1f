import DisruptionCore

/// A runtime for rotations that break: events one by one, and what is told of the breaks of a leg.
struct BreakScene {
    let runtime: LocalRuntime
    private let feed: Feed

    init(_ settings: [(String, Int64)] = []) {
        var changed = EngineSettings()
        for (name, value) in settings { _ = changed.set(name, value) }
        runtime = LocalRuntime(settings: changed)
        feed = Feed(runtime)
    }

    func send(_ events: Feed.Event...) throws { try send(events) }

    /// Sends events, each of which is done before the next.
    func send(_ events: [Feed.Event]) throws {
        for event in events {
            feed.send(event)
            try runtime.pump()
        }
    }

    /// Lets event time run on.
    func run(to instant: Instant) throws {
        runtime.mark(instant.adding(minutes: 5))
        try runtime.pump()
    }

    /// The last version of each break of a leg, by kind.
    func breaks(of leg: LegKey) -> [BreakKind: DisruptionVersion] {
        var last: [BreakKind: DisruptionVersion] = [:]
        for version in runtime.latest {
            if case .rotationBreak(leg, let kind) = version.finding.subject { last[kind] = version }
        }
        return last
    }

    /// All that was told of the breaks of a leg, in short.
    func told(of leg: LegKey) -> [String] {
        runtime.disruptions.compactMap { version in
            guard case .rotationBreak(leg, let kind) = version.finding.subject else { return nil }
            let averted = version.lifecycle == .retracted ? version.finding.avertedBy.map { " by \($0)" } ?? "" : ""
            let severity = version.finding.severity == .none ? "" : " \(version.finding.severity.name)"
            return "\(kind.name) \(version.lifecycle.name)\(severity)\(averted)"
        }
    }
}

extension TestLeg {
    /// Another aircraft flies it.
    func swapped(to tail: String, at time: Instant, seats: Int64? = nil) -> Feed.Event {
        var fields: [(FlightField, Int64)] = [(.tail, Int64(bitPattern: Tail(tail)?.packed ?? 0))]
        if let seats { fields.append((.seats, seats)) }
        return Feed.Event(leg: key, type: .aircraftChange, at: time, id: "\(key)-T\(time.ms)", fields: fields)
    }

    func diverted(to airport: String, at time: Instant) -> Feed.Event {
        Feed.Event(
            leg: key, type: .diverted, at: time, id: "\(key)-V",
            fields: [(.divertedTo, Int64(bitPattern: AirportCode(airport)?.packed ?? 0))])
    }

    func reinstated(at time: Instant) -> Feed.Event {
        Feed.Event(leg: key, type: .reinstated, at: time, id: "\(key)-R", fields: [(.cancelled, 0)])
    }

    /// Its schedule, told earlier than usual, maybe without an aircraft or with its seats.
    func scheduled(hoursBefore: Int64 = 6, seats: Int64? = nil, isNamed: Bool = true) -> Feed.Event {
        var event = scheduled
        event.at = departure.adding(minutes: -60 * hoursBefore)
        if !isNamed { event.fields.removeAll { $0.0 == .tail } }
        if let seats { event.fields.append((.seats, seats)) }
        return event
    }
}
