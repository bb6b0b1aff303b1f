@testable import DisruptionCore
import Testing

/// Silence is no queue: where neither departures nor arrivals are heard of, nobody knows who waits. And where one is
/// heard of, the queue stands.
@Suite struct CongestionSilenceTests {
    /// Three days of 30 departures and 30 arrivals an hour, then one of `rush` departures between 12:00 and 13:00.
    private static func scene(
        rush: Int, _ outcome: @escaping (_ departure: Instant) -> CongestionScene.Outcome
    ) -> CongestionScene {
        var scene = CongestionScene()
        for day in 5...8 {
            scene.arrivals(from: at(6, day: day), to: at(22, day: day), every: 2)
            scene.departures(from: at(6, day: day), to: at(22, day: day), every: 2) { index in
                day == 8 ? outcome(at(6, index * 2, day: 8)) : .onTime
            }
        }
        for index in 0..<rush {
            let departure = at(12, index * 60 / rush, day: 8)
            scene.departure(departure, outcome(departure))
        }
        return scene
    }

    /// Nothing leaves from 12:30 to 13:15, when the queue is longest, while arrivals land.
    @Test func aDepartureStopWithArrivalsIsNotTakenForSilence() throws {
        let (stop, go) = (at(12, 30, day: 8), at(13, 15, day: 8))
        let runtime = try CongestionSilenceTests.scene(rush: 40) { departure in
            if departure < stop { return .onTime }
            return departure < go
                ? .late(Int64(go.minutes(since: departure) + departure.minutes(since: stop))) : .onTime
        }.run()
        let story = runtime.story("ORD")
        #expect(story.filter { $0.hasPrefix("opened") }.count == 1, "\(story)")
        #expect(!story.contains { $0.hasPrefix("retracted") }, "\(story)")
        #expect(story.last?.hasPrefix("resolved!") == true, "\(story)")
        #expect(runtime.finalFacts.first?.finding.root?.cause != "cancellations")
    }

    /// All that tells of the airport falls silent while it is congested.
    @Test func aSourceThatFallsSilentWhileCongestedEndsIt() throws {
        let (stop, silence) = (at(12, 30, day: 8), at(14, day: 8))
        var scene = CongestionSilenceTests.scene(rush: 40) { $0 < stop ? .onTime : .unheardOf }
        scene.events = scene.events.filter { $0.type == .scheduled || $0.at < silence }
        for minute in stride(from: 0, to: 600, by: 15) {
            // Somewhere else time runs on.
            scene.events.append(
                Feed.Event(
                    leg: leg("YY\(minute + 1)", "SEA", day: 8), type: .updated, at: at(14, minute, day: 8),
                    id: "t\(minute)"))
        }
        let runtime = try scene.run(until: at(23, day: 8))
        let story = runtime.story("ORD")
        #expect(story.last?.hasPrefix("resolved!") == true, "\(story)")
        let fact = try #require(runtime.finalFacts.first)
        // The last bin in whose hour something moved ends at 14:45.
        #expect(fact.count("window_end") == at(14, 45, day: 8).ms)
        let last = try #require(runtime.disruptions.last { $0.finding.subject.id == "ORD" })
        #expect(last.eventTime <= at(15, 30, day: 8))
    }
}
