@testable import DisruptionCore
import Testing

/// Capacity as an airport's own movements show it, and the queue that goes beyond it.
@Suite struct CongestionQueueTests {
    @Test func capacityIsTheRateOfTheBusiestHours() {
        var service = ServiceRate()
        let start = QuarterHour(containing: at(0))
        func teach(_ day: Int32, _ rate: (Int32) -> Int32) {
            for bin in 0..<Int32(96) { service.learn(rate(bin), at: start + (day * 96 + bin)) }
        }
        // 199 busy bins, the largest of them once: the top 1 % of 192 is the largest, of 384 the third largest.
        teach(0) { $0 < 94 ? 20 : 30 + $0 - 94 }
        #expect(service.perHour == nil)
        teach(1) { _ in 10 }
        // Day 0 counts from day 2 on.
        #expect(service.perHour == nil)
        teach(2) { _ in 10 }
        #expect(service.samples == 96)
        #expect(service.perHour == 31)
        teach(3) { _ in 10 }
        #expect(service.samples == 192)
        #expect(service.perHour == 31)
        teach(4) { _ in 10 }
        #expect(service.perHour == 30)
        // Days without a movement teach nothing; the days before count all the same.
        service.learn(5, at: start + 96 * 40)
        #expect(service.samples == 480)
        #expect(service.perHour == 20)
    }

    @Test func idleHoursTeachNothing() {
        var service = ServiceRate()
        for bin in 0..<Int32(960) { service.learn(0, at: QuarterHour(containing: at(0)) + bin) }
        #expect(service.samples == 0)
        #expect(service.perHour == nil)
    }

    @Test func oldDaysFade() {
        var service = ServiceRate()
        for bin in 0..<Int32(96 * 200) { service.learn(12, at: QuarterHour(index: bin)) }
        #expect(service.samples <= ServiceRate.samplesAtMost)
        #expect(service.samples > ServiceRate.samplesAtMost / 2 - 200)
        #expect(service.perHour == 12)
    }

    /// Three days of 20 movements an hour, then an afternoon in which nothing leaves for three hours.
    private static func blocked(_ hours: ClosedRange<Int>) -> CongestionScene {
        var scene = CongestionScene()
        for day in 5...8 {
            scene.departures(from: at(6, day: day), to: at(22, day: day), every: 3) { index in
                let hour = 6 + index / 20
                guard day == 8, hours.contains(hour) else { return .onTime }
                // All that was due leaves in the two hours behind, one every three minutes with the ordinary ones.
                return .late(Int64((hours.upperBound + 1 - hour) * 60 + (index % 20) * 3))
            }
        }
        return scene
    }

    @Test func aBlockedAirportQueues() throws {
        let runtime = try CongestionQueueTests.blocked(13...15).run()
        let facts = runtime.finalFacts
        #expect(facts.count == 1)
        let fact = try #require(facts.first)
        #expect(fact.finding.root?.cause == "backlog" || fact.finding.root?.cause == "demand")
        #expect(fact.count("capacity_per_hour") == 20)
        #expect(fact.finding.severity >= .medium)
        #expect(try #require(fact.count("queue_minutes")) >= 120)
        #expect(fact.day == CalendarDate(utc: at(0, day: 8)))
    }

    @Test func ordinaryLatenessIsNoQueue() throws {
        var scene = CongestionScene()
        for day in 5...9 {
            scene.departures(from: at(6, day: day), to: at(22, day: day), every: 3) {
                $0 % 3 == 0 ? .late(40) : .onTime
            }
        }
        #expect(try scene.run().disruptions.isEmpty)
    }

    @Test func whatIsNeverHeardOfLeavesTheQueue() throws {
        // One in six departures has no outcome: their legs must not pile up.
        var scene = CongestionScene()
        for day in 5...8 {
            scene.departures(from: at(0, day: day), to: at(0, day: day + 1), every: 6) {
                $0 % 6 == 0 ? .unheardOf : .onTime
            }
        }
        let facts = try scene.run().finalFacts
        #expect(facts.allSatisfy { $0.finding.severity <= .low }, "\(facts.map { $0.finding.metrics })")
    }

    /// The source of all that happens falls silent at noon; schedules go on to come, and so does time.
    @Test func aSourceThatFallsSilentIsNoCongestion() throws {
        var scene = CongestionScene()
        for day in 5...8 {
            scene.departures(from: at(6, day: day), to: at(22, day: day), every: 3) {
                day == 8 && $0 >= 120 ? .unheardOf : .onTime
            }
        }
        let silent = scene.events.filter { $0.type == .scheduled || $0.at < at(12, day: 8) }
        scene.events = silent
        for hour in 12..<24 {
            // Somewhere else time runs on.
            scene.events.append(
                Feed.Event(leg: leg("ZZ\(hour)", "MIA", day: 8), type: .updated, at: at(hour, day: 8), id: "t\(hour)"))
        }
        #expect(try scene.run().story("ORD").isEmpty)
    }

    @Test func thresholdsAndSeverities() {
        let settings = EngineSettings()
        func verdict(_ due: Int32, _ cancelled: Int32) -> AirportCongestionVerdict {
            AirportCongestionVerdict(AirportCongestionFigures(due: due, cancelled: cancelled), settings)
        }
        #expect(verdict(20, 3).severity == .none)
        #expect(verdict(20, 3).keeps)
        #expect(!verdict(20, 2).keeps)
        #expect(verdict(20, 4).severity == .low)
        #expect(verdict(20, 7).severity == .low)
        #expect(verdict(20, 8).severity == .medium)
        #expect(verdict(20, 12).severity == .high)
        #expect(verdict(20, 16).severity == .critical)
        #expect(verdict(19, 19).severity == .high)
        #expect(verdict(10, 2).severity == .low)
        #expect(verdict(9, 9).severity == .none)
        #expect(verdict(9, 9).keeps)
        #expect(!verdict(4, 4).keeps)
        func queue(_ backlog: Int32, _ movements: Int32, _ capacity: Int32?) -> AirportCongestionVerdict {
            AirportCongestionVerdict(
                AirportCongestionFigures(movements: movements, backlog: backlog, capacity: capacity), settings)
        }
        #expect(queue(30, 60, 60).severity == .low)
        #expect(queue(30, 60, nil).severity == .none)
        #expect(queue(29, 60, 60).severity == .none)
        #expect(queue(29, 60, 60).keeps)
        // A queue without demand above capacity is lateness, not congestion.
        #expect(queue(30, 20, 60).severity == .none)
        #expect(queue(60, 60, 60).severity == .medium)
        #expect(queue(120, 1, 60).severity == .high)
        #expect(queue(120, 1, 60).cause == .backlog)
        // Where nothing is heard for an hour, nobody knows who waits.
        #expect(queue(120, 0, 60).severity == .none)
        // Of one severity the worse is the surer.
        #expect(verdict(50, 40).score > verdict(10, 9).score)
        #expect(queue(120, 60, 60).cause == .demand)
        #expect(queue(9, 9, 9).severity == .none)
    }
}
