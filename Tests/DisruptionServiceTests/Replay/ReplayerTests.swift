import DisruptionCore
import History
import KafkaClient
import Testing

@testable import DisruptionService

@Suite struct ReplayerTests {
    static let start = Instant(ms: 1_199_530_800_000)  // 2008-01-05T11:00:00Z

    /// Legs of two hours that leave every `gap` minutes.
    static func legs(_ count: Int, gap: Int64 = 7) -> [HistoricLeg] {
        (0..<count).compactMap { at in
            guard let flight = FlightNumber("AA\(at + 1)"), let origin = AirportCode("ORD"),
                let destination = AirportCode("JFK")
            else { return nil }
            let departure = start.adding(minutes: Int64(at) * gap)
            var leg = HistoricLeg(
                key: LegKey(flight: flight, date: CalendarDate(utc: departure), origin: origin),
                destination: destination, tail: .none, scheduledDeparture: departure,
                scheduledArrival: departure.adding(minutes: 120))
            leg.out = departure.adding(minutes: 3)
            leg.arrival = departure.adding(minutes: 130)
            return leg
        }
    }

    private func replay(
        _ legs: [HistoricLeg], to target: RecordingTarget, stopAfter: Int = .max,
        _ change: (inout FeedOptions) -> Void = { _ in },
        reports: (FeedProgress) -> Void = { _ in }
    ) throws -> ReplayOutcome {
        var options = FeedOptions()
        change(&options)
        return try withoutActuallyEscaping(reports) { reports in
            let stream = EventStream(LegSource(legs), rules: EventRules(scheduleLeadMinutes: 60))
            return try Replayer(
                target: target, options: options, clockMs: { target.clockMs },
                isStopped: { target.events.count >= stopAfter }, report: reports
            ).run(stream)
        }
    }

    @Test func eventsAndMarksComeInOrderOfTime() throws {
        let target = RecordingTarget()
        let outcome = try replay(Self.legs(40), to: target)
        #expect(target.events.count == 120 && outcome.events == 120 && outcome.legs == 40)
        #expect(target.finishes == 1 && outcome.resumeFrom == nil && outcome.isSettled)
        let times = target.records.dropLast(3).map(\.time)
        #expect(zip(times, times.dropFirst()).allSatisfy { $0 <= $1 })
        // No event is older than a mark before it, and none is more than five minutes ahead of the last one.
        var mark = Instant.distantPast
        for record in target.records.dropLast(3) {
            if record.partition != nil {
                mark = record.time
                #expect(mark.ms % 300_000 == 0)
            } else {
                #expect(record.time >= mark && record.time < mark.adding(minutes: 5))
            }
        }
    }

    @Test func everyPartitionGetsEveryMark() throws {
        let target = RecordingTarget(partitions: 18)
        let outcome = try replay(Self.legs(10), to: target)
        #expect(outcome.marks == target.marks.count && target.marks.count % 18 == 0)
        for at in stride(from: 0, to: target.marks.count, by: 18) {
            let group = target.marks[at..<at + 18]
            #expect(Set(group.map(\.value)).count == 1 && group.compactMap(\.partition) == Array(0..<18))
        }
        let first = try #require(target.records.first)
        #expect(first.partition == 0 && first.time == Self.start.adding(minutes: -60))
        #expect(
            first.value == #"{"event_id":"mark/2008-01-05T10:00:00Z","event_type":"TIME_MARK","#
                + #""timestamp":"2008-01-05T10:00:00Z","source":"history"}"#)
    }

    @Test func theLastMarkIsWhereEverythingIsSettled() throws {
        let target = RecordingTarget()
        let outcome = try replay(Self.legs(10), to: target)
        let last = try #require(outcome.last)
        #expect(
            target.records.suffix(3).allSatisfy { $0.partition != nil && $0.time >= last.adding(minutes: 4 * 1440) })
        let latest = Self.legs(10).map(\.key.forgottenAt).max()
        #expect(try #require(target.records.last).time > (try #require(latest)))
        let open = RecordingTarget()
        let unsettled = try replay(Self.legs(10), to: open) { $0.settles = false }
        #expect(!unsettled.isSettled && open.records.last?.partition == nil && open.events == target.events)
    }

    @Test(arguments: [20.0, 60, 600])
    func paceFollowsTheClock(factor: Double) throws {
        let target = RecordingTarget()
        let begin = target.clockMs
        _ = try replay(Self.legs(5), to: target) { $0.speed = .factor(factor) }
        let first = try #require(target.events.first).time
        for record in target.records.dropLast(3) {
            let due = Double(record.time.ms - first.ms) / factor
            let late = Double(record.clockMs - begin) - due
            #expect(late >= 0 && late <= 51, "\(record.time.ms - first.ms) ms of event time: \(late) ms late")
        }
        // In quiet stretches a mark comes at every fifth minute.
        let marks = target.marks.filter { $0.partition == 0 }.map(\.time).dropLast()
        #expect(zip(marks, marks.dropFirst()).allSatisfy { $1.ms - $0.ms == 300_000 })
        #expect(marks.count > 40)
    }

    @Test func asFastAsItGoesSkipsWhatIsQuiet() throws {
        let target = RecordingTarget(partitions: 1)
        var legs = Self.legs(1)
        legs += Self.legs(200, gap: 24 * 60).suffix(1)
        _ = try replay(legs, to: target)
        #expect(target.clockMs == 1_000_000)
        #expect(target.events.count == 6 && target.marks.count == 7)
    }

    @Test func rushesToWhereThePaceBegins() throws {
        let target = RecordingTarget()
        let rushTo = Self.start.adding(minutes: 30)
        _ = try replay(Self.legs(20), to: target) {
            $0.speed = .factor(60)
            $0.rushTo = rushTo
        }
        for record in target.events {
            let due = max(0, (record.time.ms - rushTo.ms) / 60)
            #expect(record.clockMs - 1_000_000 <= due + 51)
            if record.time > rushTo.adding(minutes: 10) { #expect(record.clockMs - 1_000_000 >= due / 2) }
        }
    }

    @Test func waitsForRoomAndLosesNothing() throws {
        let narrow = RecordingTarget()
        narrow.room = 2
        let wide = RecordingTarget()
        _ = try replay(Self.legs(30), to: narrow)
        _ = try replay(Self.legs(30), to: wide)
        #expect(narrow.records.map(\.value) == wide.records.map(\.value))
        #expect(narrow.waits >= narrow.records.count / 2 - 1)
    }

    @Test func aStopSaysWhereToGoOn() throws {
        let legs = Self.legs(300)
        let whole = RecordingTarget()
        _ = try replay(legs, to: whole)
        for stop in [1, 100, 255, 256, 257, 600] {
            let target = RecordingTarget()
            target.room = 10
            let outcome = try replay(legs, to: target, stopAfter: stop)
            let from = try #require(outcome.resumeFrom)
            #expect(target.finishes == 1 && !outcome.isSettled && outcome.events == target.events.count)
            #expect(outcome.events >= stop && outcome.events <= stop + 1)
            #expect(outcome.text.contains("Go on with --from \(FeedText.instant(from))"))
            let rest = RecordingTarget()
            _ = try replay(legs.filter { $0.scheduledDeparture >= from }, to: rest)
            #expect(Set(target.events.map(\.value) + rest.events.map(\.value)) == Set(whole.events.map(\.value)))
        }
    }

    @Test func aStopBeforeTheBeginSendsNoEvent() throws {
        let target = RecordingTarget()
        let outcome = try replay(Self.legs(3), to: target, stopAfter: 0)
        #expect(outcome.events == 0 && outcome.resumeFrom == Self.start && target.events.isEmpty)
    }

    @Test func whatIsLostForGoodEndsIt() throws {
        let target = RecordingTarget()
        target.room = 10
        target.failure = KafkaError(code: .timedOut, operation: "produce", isFatal: true)
        #expect(throws: KafkaError.self) { try replay(Self.legs(30), to: target) }
    }

    @Test func noLegsNoRecords() throws {
        let target = RecordingTarget()
        let outcome = try replay([], to: target)
        #expect(target.records.isEmpty && outcome.text.contains("nothing was sent"))
    }

    @Test func reportsOnItsWay() throws {
        let target = RecordingTarget()
        var reports: [FeedProgress] = []
        _ = try replay(Self.legs(20), to: target) {
            $0.speed = .factor(600)
            $0.span = (Self.start.adding(minutes: -60), Self.start.adding(minutes: 263))
        } reports: {
            reports.append($0)
        }
        #expect(reports.count > 50)
        let shares = reports.compactMap(\.share)
        #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 <= $1 } && (shares.last ?? 0) > 0.95)
        let left = reports.compactMap(\.secondsLeft)
        #expect(left.first.map { (25...33).contains($0) } == true && left.last.map { $0 <= 1 } == true)
    }
}
