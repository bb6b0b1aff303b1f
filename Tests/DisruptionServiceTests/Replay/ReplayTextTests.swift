import DisruptionCore
import History
import Testing
import WireFormat

@testable import DisruptionService

@Suite struct ReplayTextTests {
    private let noon = Instant(ms: 1_199_534_400_000)

    @Test func progressLines() {
        var progress = FeedProgress()
        #expect(progress.text == "no event yet")
        progress.events = 152_340
        progress.eventTime = noon
        progress.recent = (82_400, 200)
        #expect(progress.text == "2008-01-05 12:00Z  152,340 events  412,000/s")
        progress.span = (noon.adding(minutes: -63), noon.adding(minutes: 37))
        progress.elapsedMs = 7000
        #expect(progress.text == "2008-01-05 12:00Z  152,340 events  412,000/s  63 %  0:04 left")
        progress.factor = 10
        #expect(progress.text.hasSuffix("63 %  3:42 left"))
        progress.trouble = "the broker is away (connection refused); trying on"
        #expect(progress.text == "152,340 events sent; the broker is away (connection refused); trying on")
    }

    @Test func outcomes() {
        var outcome = ReplayOutcome()
        outcome.fed.sent[.flightEvents] = 1_778_756
        outcome.legs = 595_813
        outcome.first = noon
        outcome.last = noon.adding(minutes: 60)
        outcome.elapsedMs = 4000
        #expect(
            outcome.text
                == "done: 1,778,756 events of 595,813 legs, 2008-01-05T12:00:00Z to 2008-01-05T13:00:00Z, in 0:04 "
                + "(444,689/s), all acknowledged")
        outcome.resumeFrom = noon
        outcome.unacknowledged = 12
        #expect(outcome.text.hasPrefix("stopped: "))
        #expect(outcome.text.contains("did not acknowledge 12 records"))
        #expect(outcome.text.hasSuffix("Go on with --from 2008-01-05T12:00:00Z: what comes twice has no effect"))
    }

    @Test func figures() {
        #expect([0, 999, 1000, -1_234_567].map(FeedText.count) == ["0", "999", "1,000", "-1,234,567"])
        #expect(
            [0, 59, 60, 3599, 3600, 90_061].map { FeedText.duration(seconds: $0) }
                == ["0:00", "0:59", "1:00", "59:59", "1:00:00", "25:01:01"])
    }

    @Test(
        arguments: [
            ("24h", 1440), ("90m", 90), ("2d", 2880), ("45", 45), ("0", 0), ("10d", 14_400), ("11d", nil), ("-1h", nil),
            ("h", nil), ("", nil), ("1.5h", nil), ("9999999999999999999d", nil),
        ] as [(String, Int?)])
    func leads(text: String, minutes: Int?) {
        #expect(ReplayCommand.minutes(text) == minutes)
    }

    @Test(
        arguments: [
            ("max", FeedSpeed.max), ("1", .factor(1)), ("0.5", .factor(0.5)), ("1e3", .factor(1000)), ("0", nil),
            ("-1", nil), ("fast", nil), ("nan", nil), ("inf", nil), ("", nil),
        ] as [(String, FeedSpeed?)])
    func speeds(text: String, speed: FeedSpeed?) {
        #expect(FeedSpeed(text) == speed)
    }

    private func refusal(_ words: String...) -> String? {
        do throws(UsageError) {
            _ = try ReplayCommand(try Arguments(["a.csv", "--config", "c.yaml"] + words, ReplayCommand.syntax))
            return nil
        } catch { return error.description }
    }

    @Test func theCommandLine() {
        #expect(refusal("--from", "2008-02-06", "--to", "2008-02-07T12:00:00Z", "--speed", "60") == nil)
        #expect(refusal("b.csv.gz", "--events", "full", "--schedule-lead", "6h", "--keep-open") == nil)
        #expect(refusal("--from", "yesterday")?.contains("yesterday") == true)
        #expect(refusal("--from", "2008-02-07", "--to", "2008-02-07") == "--to is not later than --from")
        #expect(refusal("--speed", "0")?.contains("0.001") == true)
        #expect(refusal("--cancel-lead", "20d")?.contains("up to 10 days") == true)
        #expect(refusal("--events", "some")?.contains("gate or full") == true)
    }
}
