import DisruptionCore
import Testing

/// AIRPORT_CONGESTION from cancellations, from first word to last.
@Suite struct CongestionEpisodeTests {
    private static func quiet(_ index: Int) -> CongestionScene.Outcome { .onTime }

    @Test func cancellationsOpenAreConfirmedAndResolved() throws {
        var scene = CongestionScene()
        scene.departures(from: at(6), to: at(12), CongestionEpisodeTests.quiet)
        scene.departures(from: at(12), to: at(16)) { $0 % 2 == 0 ? .cancelled(60) : .late(5) }
        scene.departures(from: at(16), to: at(22), CongestionEpisodeTests.quiet)
        let runtime = try scene.run()
        let facts = runtime.finalFacts
        #expect(facts.count == 1)
        let fact = try #require(facts.first)
        #expect(fact.lifecycle == .resolved)
        #expect(fact.finding.severity == .medium)
        #expect(fact.finding.root?.cause == "cancellations")
        #expect(fact.finding.root?.subject == fact.finding.subject)
        #expect(fact.count("cancelled_share") == 500)
        #expect(fact.count("departures_due") == 24)
        #expect(fact.count("cancelled_departures") == 12)
        #expect(fact.count("capacity_per_hour") == nil)
        // 20 % of 120 min are reached with the fifth of 24 departures: due 12:40, in the bin that ends 12:45; dwell
        // adds a bin.
        #expect(fact.count("window_start") == at(12, 45).ms)
        let story = runtime.story("ORD")
        #expect(story.first == "opened low")
        #expect(story.last == "resolved! medium")
        #expect(story.count <= 6, "\(story)")
    }

    @Test func opensBeforeTheFirstBinIsCongested() throws {
        var scene = CongestionScene()
        scene.departures(from: at(6), to: at(12), CongestionEpisodeTests.quiet)
        scene.departures(from: at(12), to: at(16)) { _ in .cancelled(120) }
        let opened = try #require(try scene.run().disruptions.first)
        #expect(opened.lifecycle == .opened)
        #expect(!opened.confirmed)
        let effect = try #require(opened.finding.firstEffectAt)
        #expect(effect.minutes(since: opened.detectedAt) >= 60)
    }

    /// What an event caused names it; what settled with time names none.
    @Test func aVersionNamesTheCancellationThatCausedIt() throws {
        var scene = CongestionScene()
        scene.departures(from: at(6), to: at(12), CongestionEpisodeTests.quiet)
        scene.departures(from: at(12), to: at(16)) { $0 % 2 == 0 ? .cancelled(60) : .late(5) }
        scene.departures(from: at(16), to: at(22), CongestionEpisodeTests.quiet)
        let runtime = try scene.run()
        let cancellations = scene.events.filter { $0.type == .cancelled }
        let opened = try #require(runtime.disruptions.first)
        let cause = try #require(cancellations.first { $0.id == opened.triggerEventID })
        #expect(cause.at == opened.eventTime)
        for version in runtime.disruptions where !version.triggerEventID.isEmpty {
            #expect(cancellations.contains { $0.id == version.triggerEventID }, "\(version.triggerEventID)")
        }
        #expect(runtime.disruptions.last?.triggerEventID.isEmpty == true)
    }

    @Test func reinstatedFlightsTakeItBack() throws {
        var scene = CongestionScene()
        scene.departures(from: at(6), to: at(20)) { $0 >= 72 && $0 < 96 ? .cancelled(180) : .onTime }
        for event in scene.events where event.type == .cancelled {
            var back = event
            (back.type, back.id, back.fields) = (.reinstated, event.id + "R", [(.cancelled, 0)])
            back.at = at(11, 5)
            scene.events.append(back)
        }
        let runtime = try scene.run()
        #expect(runtime.story("ORD").first == "opened low" || runtime.story("ORD").first == "opened medium")
        #expect(runtime.story("ORD").last?.hasPrefix("retracted") == true)
        #expect(runtime.finalFacts.isEmpty)
    }

    @Test func oneBinIsNotEnough() throws {
        // Six of ten departures in one bin cancelled: above the threshold for as long as the window holds them.
        var settings = EngineSettings.congestionAlone
        _ = settings.set("airport_congestion.window_minutes", 30)
        _ = settings.set("airport_congestion.departures", 5)
        var scene = CongestionScene()
        scene.departures(from: at(6), to: at(9)) { _ in .onTime }
        scene.departure(at(9, 1), .cancelled(60))
        scene.departure(at(9, 2), .cancelled(60))
        scene.departures(from: at(9), to: at(12)) { _ in .onTime }
        // Two of eight due in 08:45-09:15 and in 09:00-09:30 agree with the dwell of two bins; of three they do not.
        #expect(try scene.run(settings: settings).finalFacts.count == 1)
        _ = settings.set("airport_congestion.dwell_bins", 3)
        #expect(try scene.run(settings: settings).finalFacts.isEmpty)
    }

    @Test func tinyAirportsAreSilent() throws {
        var scene = CongestionScene("XNA")
        // Nine departures in any two hours, all cancelled.
        scene.departures(from: at(6), to: at(22), every: 14) { _ in .cancelled(60) }
        #expect(try scene.run().disruptions.isEmpty)
    }

    @Test func staysOpenBetweenTheThresholds() throws {
        func share(_ permille: Int) -> (Int) -> CongestionScene.Outcome {
            { index in (index * permille / 1000) != ((index + 1) * permille / 1000) ? .cancelled(60) : .onTime }
        }
        var scene = CongestionScene()
        scene.departures(from: at(8), to: at(12), share(300))
        scene.departures(from: at(12), to: at(17), share(160))
        scene.departures(from: at(17), to: at(22), share(0))
        let fact = try #require(try scene.run().finalFacts.first)
        let until = try #require(fact.count("window_end"))
        // 16 % would not open, but keep open until the window has left it behind.
        #expect(until >= at(17).ms)
        var alone = CongestionScene()
        alone.departures(from: at(8), to: at(22), share(160))
        #expect(try alone.run().finalFacts.isEmpty)
    }

    @Test func secondEpisodeOfTheDayReopensTheDisruption() throws {
        var scene = CongestionScene()
        scene.departures(from: at(5), to: at(23)) {
            (12..<36).contains($0) || (120..<144).contains($0) ? .cancelled(60) : .onTime
        }
        let runtime = try scene.run()
        let story = runtime.story("ORD")
        #expect(Set(runtime.disruptions.map(\.id)).count == 1)
        #expect(story.filter { $0.hasPrefix("opened") }.count == 2, "\(story)")
        #expect(runtime.finalFacts.count == 1)
        let fact = try #require(runtime.finalFacts.first)
        #expect(try #require(fact.count("window_start")) < at(8).ms)
        #expect(try #require(fact.count("window_end")) > at(15).ms)
    }

    /// While an evil morning ends a few flights of the afternoon are cancelled: what came true is not told to be less.
    @Test func whatCameTrueIsNotTakenDownByALesserOutlook() throws {
        for first in [50, 54, 58, 62, 66] {
            var scene = CongestionScene()
            scene.departures(from: at(5), to: at(23)) {
                if (12..<36).contains($0) { return .cancelled(60) }
                return (first..<first + 24).contains($0) && $0 % 3 == 0 ? .cancelled(100) : .onTime
            }
            let runtime = try scene.run()
            let told = runtime.disruptions
            for (before, after) in zip(told, told.dropFirst()) where before.confirmed && after.lifecycle == .updated {
                #expect(
                    after.finding.severity >= before.finding.severity, "\(first): \(runtime.story("ORD"))")
            }
            #expect(runtime.story("ORD").last == "resolved! critical")
        }
    }

    @Test func secondEpisodeThatDoesNotComeTrueGoesBackToResolved() throws {
        var scene = CongestionScene()
        scene.departures(from: at(5), to: at(23)) {
            (12..<36).contains($0) ? .cancelled(60) : (130..<160).contains($0) ? .cancelled(240) : .onTime
        }
        for event in scene.events where event.type == .cancelled && event.at > at(11) {
            var back = event
            (back.type, back.id, back.fields) = (.reinstated, event.id + "R", [(.cancelled, 0)])
            back.at = max(event.at, at(13, 30)).adding(minutes: 1)
            scene.events.append(back)
        }
        let runtime = try scene.run()
        let story = runtime.story("ORD")
        #expect(story.filter { $0.hasPrefix("opened") }.count >= 2, "\(story)")
        #expect(story.last?.hasPrefix("resolved!") == true, "\(story)")
        let fact = try #require(runtime.finalFacts.first)
        #expect(try #require(fact.count("window_end")) < at(12).ms)
    }

    @Test func anEpisodeOverTheCutEndsInOneDayAndOpensInTheNext() throws {
        let zone = ZoneTable(
            name: "America/Chicago",
            periods: [ZoneTable.Period(start: .min, offset: -6 * 3600, isDaylight: false, abbreviation: 0x54_5343)])
        let code = try #require(AirportCode("ORD"))
        let reference = AirportDirectory(
            airports: [
                Airport(iata: code, icao: .none, latitude: 42, longitude: -88, country: 0x5553, city: code, zone: 0)
            ], zones: [try #require(zone)])
        var scene = CongestionScene()
        // 03:00 in Chicago is 09:00 UTC.
        scene.departures(from: at(4), to: at(14)) { (24..<84).contains($0) ? .cancelled(60) : .onTime }
        let facts = try scene.run(reference: reference).finalFacts.sorted { $0.day < $1.day }
        #expect(facts.map(\.day) == [CalendarDate(utc: at(0, day: 4)), CalendarDate(utc: at(0, day: 5))])
        #expect(facts.map { $0.count("window_end") }.first == at(9).ms)
        #expect(facts.map { $0.count("window_start") }.last == at(9).ms)
        #expect(facts.allSatisfy { $0.lifecycle == .resolved && $0.finding.severity >= .high })
    }

    @Test func cancelledFlightsCountAsCancelledNeverAsPunctual() throws {
        // The airline cancels all that would have been late: nobody waits, and yet the airport is congested.
        var scene = CongestionScene()
        scene.departures(from: at(6), to: at(20)) { $0 >= 72 && $0 % 10 < 9 ? .cancelled(60) : .onTime }
        let fact = try #require(try scene.run().finalFacts.first)
        #expect(fact.finding.severity == .critical)
        #expect(fact.count("cancelled_share") == 916)
        #expect(fact.count("demand_per_hour").map { $0 <= 12 } == true)
    }

    @Test func switchedOffItCostsNoMessage() throws {
        var settings = EngineSettings.congestionAlone
        _ = settings.set("airport_congestion.enabled", 0)
        var scene = CongestionScene()
        scene.departures(from: at(6), to: at(12)) { _ in .cancelled(60) }
        let runtime = try scene.run(settings: settings)
        #expect(runtime.disruptions.isEmpty)
        #expect(runtime.counters().messages == Int64(scene.events.count))
        #expect(runtime.sizes().airports == 0)
        #expect(runtime.counters().timersFired == 0)
    }
}
