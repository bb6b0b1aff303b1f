import Testing

@testable import DisruptionCore

@Suite struct StoryRuleTests {
    private func episodes<F: SettledFigures>(
        _ pattern: Pattern, _ figures: F, _ bins: ClosedRange<Int32>
    ) -> SettledEpisodes<F> {
        var episodes = SettledEpisodes<F>(pattern, .airport(AirportCode("ORD") ?? .none))
        let start = QuarterHour(containing: at(10))
        for bin in bins {
            let verdict = SettledVerdict(severity: .medium, keeps: true, cause: 1, score: 1)
            episodes.settle(start + bin, verdict, figures, dwell: 1) { CalendarDate(utc: $0) }
        }
        return episodes
    }

    private func child(_ from: Int32, _ until: Int32, _ cause: DelayCauseClass = .unknown) -> ChildTold {
        let start = QuarterHour(containing: at(10))
        let id = DisruptionID(high: 1, low: UInt64(UInt32(bitPattern: from)) << 8 | UInt64(cause.rawValue))
        return ChildTold(
            id, of: leg("AA1", "ORD"), flownBy: Tail("N1") ?? .none, holds: true, cause: cause, from: start + from,
            until: start + until, legs: 3, minutes: 60)
    }

    @Test func congestionGoesBeforeWeatherUntilItIsOver() throws {
        let weather = episodes(.weatherImpact, WeatherImpact.Figures(), 0...20)
        let congestion = episodes(.airportCongestion, AirportCongestionFigures(), 4...8)
        let story = AirportStory(weather, congestion, NetworkStory())
        let (snow, queue) = (
            try #require(weather.days.first?.episode.id), try #require(congestion.days.first?.episode.id)
        )
        #expect(story.parent(of: child(5, 6)) == queue)
        #expect(story.parent(of: child(5, 6, .weather)) == queue)
        #expect(story.parent(of: child(5, 6, .airport)) == queue)
        #expect(story.parent(of: child(5, 6, .airline)) == nil)
        #expect(story.parent(of: child(0, 2)) == snow)
        #expect(story.parent(of: child(0, 2, .airport)) == nil)
        #expect(story.parent(of: child(12, 13)) == queue)
        #expect(story.parent(of: child(13, 14)) == snow)
        #expect(story.parent(of: child(24, 30)) == snow)
        #expect(story.parent(of: child(25, 30)) == nil)
        #expect(story.parent(of: child(-3, -1)) == nil)
        #expect(story.inForce(at: QuarterHour(containing: at(9))) == nil)
        #expect(story.inForce(at: QuarterHour(containing: at(11))) == queue)
        #expect(story.inForce(at: QuarterHour(containing: at(14))) == snow)
    }

    @Test func childrenAreCountedByTheirParent() throws {
        let story = AirportStory(
            episodes(.weatherImpact, WeatherImpact.Figures(), 0...20),
            AirportCongestion.Episodes(.airportCongestion, .airport(AirportCode("ORD") ?? .none)), NetworkStory())
        var children = AirportChildren()
        for from in Int32(0)..<9 { _ = children.take(child(from, from + 1)) }
        _ = children.take(child(40, 41))
        let changed = children.assign(by: story)
        let again = children.assign(by: story)
        let parent = try #require(changed.first?.parent)
        #expect(changed.count == 9 && again.isEmpty)
        #expect(children.sum(of: parent) == AirportChildren.Sum(cascades: 9, legs: 27, minutes: 540))
        var gone = child(3, 4)
        gone.holds = false
        _ = children.take(gone)
        #expect(children.sum(of: parent).cascades == 8)
        // Those that count are kept as long as the airport tells of it.
        children.forget(until: .distantFuture, story)
        #expect(children.children.count == 8)
        // A story that is no longer remembered takes no parent away.
        let empty = AirportStory(
            WeatherImpact.Episodes(.weatherImpact, .airport(.none)),
            AirportCongestion.Episodes(.airportCongestion, .airport(.none)), NetworkStory())
        let lost = children.assign(by: empty)
        #expect(lost.isEmpty)
        children.forget(until: .distantFuture, empty)
        #expect(children.isEmpty)
    }

    @Test func weatherCountsWhatItsCongestionCounts() throws {
        let weather = episodes(.weatherImpact, WeatherImpact.Figures(), 0...20)
        let congestion = episodes(.airportCongestion, AirportCongestionFigures(), 4...8)
        let story = AirportStory(weather, congestion, NetworkStory())
        var children = AirportChildren()
        for from in [0, 5, 6] as [Int32] { _ = children.take(child(from, from + 1)) }
        _ = children.assign(by: story)
        let (snow, queue) = (
            try #require(weather.days.first?.episode.id), try #require(congestion.days.first?.episode.id)
        )
        #expect(children.sum(of: snow).cascades == 1 && story.congestions(in: queue).isEmpty)
        #expect(children.sum(of: snow, in: story) == AirportChildren.Sum(cascades: 3, legs: 9, minutes: 180))
        #expect(children.sum(of: queue, in: story) == AirportChildren.Sum(cascades: 2, legs: 6, minutes: 120))
        // What begins more than an hour behind the weather is no part of it.
        let late = AirportStory(
            weather, episodes(.airportCongestion, AirportCongestionFigures(), 25...30), NetworkStory())
        #expect(late.congestions(in: snow).isEmpty)
    }

    @Test func theNetworkHoldsAnAirportWithGaps() throws {
        let morning = QuarterHour(containing: at(9))
        let id = DisruptionID(high: 7, low: 7)
        var network = NetworkStory()
        for bin in [0, 1, 5, 52, 53] as [Int32] { network.take(NetworkTold(id: id, bin: morning + bin)) }
        #expect(network.chapters.map { [$0.from - morning, $0.until - morning] } == [[0, 5], [52, 53]])
        let storm = episodes(.weatherImpact, WeatherImpact.Figures(), 20...24)
        let none = AirportCongestion.Episodes(.airportCongestion, .airport(.none))
        let day = try #require(storm.days.first)
        #expect(AirportStory(storm, none, network).parent(of: .weatherImpact, day) == nil)
        // What the airport no longer remembers stays its parent.
        var held = storm
        held.relate { _ in id }
        let known = try #require(held.days.first)
        #expect(AirportStory(held, none, NetworkStory()).parent(of: .weatherImpact, known) == id)
        #expect(AirportStory(held, none, network).parent(of: .weatherImpact, known) == nil)
        var other = NetworkStory()
        other.take(NetworkTold(id: DisruptionID(high: 8, low: 8), bin: morning + 22))
        #expect(AirportStory(held, none, other).parent(of: .weatherImpact, known) == id)
    }

    @Test func itIsWorthTellingWhenTheLegsDouble() {
        let steps = [0, 7, 8, 15, 16, 31, 32, 1000].map { AirportChildren.Sum(cascades: 1, legs: $0, minutes: 0).step }
        #expect(steps == [0, 0, 1, 1, 2, 2, 3, 7])
    }

    @Test func causesAreTheClassWithMostMinutes() {
        let told: [(String, DelayCauseClass)] = [
            ("", .unknown), ("93/60", .unknown), ("41/35,93/20", .airline), ("75/20,41/19", .weather),
            ("81/5,83/6,75/10", .airport), ("75/10,41/10", .weather), ("71", .weather), ("AB/60", .unknown),
            ("75/999999999999,41/1", .weather), (",/,7/,//", .airline), ("100/5", .unknown),
            ("98/60,41/10", .airport), ("99/60", .unknown),
        ]
        for (codes, cause) in told { #expect(DelayCauseClass(codes: codes) == cause, "\(codes)") }
    }

    @Test func childrenComeBackAsTheyWere() throws {
        var random = Seeded(11)
        var children = AirportChildren()
        let bin = QuarterHour(containing: at(3))
        for round in 0..<60 {
            let cause = DelayCauseClass(rawValue: UInt8(random.next(4))) ?? .unknown
            let told = child(Int32(random.next(200)) - 100, Int32(random.next(200)), cause)
            var writer = ByteWriter()
            told.encode(into: &writer, base: bin)
            let bytes = Array(writer.bytes)
            for length in 0...bytes.count {
                let read = bytes[..<length].withUnsafeBytes {
                    var reader = ByteReader($0)
                    return ChildTold(base: bin, reading: &reader)
                }
                #expect(read == (length == bytes.count ? told : nil), "round \(round)")
            }
            _ = children.take(told)
        }
        _ = children.assign(
            by: AirportStory(
                episodes(.weatherImpact, WeatherImpact.Figures(), 0...20),
                AirportCongestion.Episodes(.airportCongestion, .airport(.none)), NetworkStory()))
        var writer = ByteWriter()
        children.encodeSnapshot(into: &writer)
        let restored = Array(writer.bytes).withUnsafeBytes {
            var reader = SnapshotReader(.airports, ByteReader($0))
            let children = AirportChildren(restoring: &reader)
            return reader.hasFailed ? [] : children.children
        }
        #expect(restored == children.children && !restored.isEmpty)
    }

    @Test func aFullAirportTakesNoMore() {
        var children = AirportChildren()
        let taken = (0..<AirportChildren.limit).allSatisfy { children.take(child(Int32($0), Int32($0))) }
        let (more, known) = (children.take(child(-1, 0)), children.take(child(7, 9)))
        #expect(taken && !more && known)
    }
}
