import DisruptionCore

/// A runtime that hands out what is predicted of legs.
struct PredictionScene {
    let runtime: LocalRuntime
    private let feed: Feed

    init(_ settings: [(String, Int64)] = []) {
        var changed = EngineSettings()
        _ = changed.set("time.allowed_lateness_minutes", 0)
        for (name, value) in settings { _ = changed.set(name, value) }
        runtime = LocalRuntime(settings: changed, handsOutPredictions: true)
        feed = Feed(runtime)
    }

    /// Sends events in the order of time, each of which is done before the next.
    func send(_ events: [Feed.Event]) throws {
        for event in events.sorted(by: { $0.at < $1.at }) {
            try run(to: event.at)
            feed.send(event)
            try runtime.pump()
        }
    }

    /// Lets event time run on in steps of five minutes.
    func run(to instant: Instant) throws {
        let start = runtime.watermarks().w1
        var time = max(start, instant.adding(minutes: -1440))
        while time < instant {
            time = min(instant, time.adding(minutes: 5))
            runtime.mark(time)
            try runtime.pump()
        }
    }

    /// What was predicted of a leg, in the order in which it was said.
    func predictions(of leg: LegKey) -> [RotationPrediction] { runtime.predictions.filter { $0.leg == leg } }

    /// Horizon and instant of what was predicted of a leg.
    func said(of leg: LegKey) -> [String] {
        predictions(of: leg).map { prediction in
            let minutes = prediction.madeAt.ms / 60_000 % 1440
            return "\(prediction.horizon.name) \(minutes / 60):\(minutes % 60)"
        }
    }
}
