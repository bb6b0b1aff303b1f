import DisruptionCore
import Testing

@testable import DisruptionService

@Suite struct FeedPacerTests {
    private let noon = Instant(ms: 1_199_534_400_000)

    private func after(_ seconds: Int64) -> Instant { noon.adding(ms: seconds * 1000) }

    @Test func theClockStartsWithTheFirstEvent() {
        var pacer = FeedPacer(speed: .factor(60))
        #expect(pacer.position(clockMs: 0) == nil)
        #expect(pacer.reached(next: noon, clockMs: 5000) == noon)
        #expect(pacer.reached(next: after(60), clockMs: 5500) == after(30))
        #expect(pacer.wait(for: after(60), clockMs: 5500, most: 1000) == 500)
        #expect(pacer.wait(for: after(600), clockMs: 5500, most: 50) == 50)
        #expect(pacer.wait(for: after(10), clockMs: 5500, most: 50) == 0)
    }

    @Test func whatComesBeforeThePaceRushes() {
        var pacer = FeedPacer(speed: .factor(10), rushTo: noon, start: .rushTo)
        #expect(pacer.reached(next: after(-3600), clockMs: 0) == .distantFuture)
        #expect(pacer.isRushing(at: after(-1)) && !pacer.isRushing(at: noon))
        // The clock begins at the instant itself, not at the event that comes some time behind it.
        #expect(pacer.reached(next: after(20), clockMs: 7000) == noon)
        #expect(pacer.reached(next: after(20), clockMs: 9000) == after(20))
    }

    @Test func anEventTimeThatGoesWithTheClockIsNotLateForTheRush() {
        var pacer = FeedPacer(speed: .factor(1), rushTo: noon, start: .clock(noon, atMs: 1000))
        #expect(pacer.reached(next: after(-10), clockMs: 1000) == .distantFuture)
        #expect(pacer.reached(next: after(2), clockMs: 4000) == after(3))
    }

    @Test func pausedItHoldsEverythingBack() {
        var pacer = FeedPacer(speed: .factor(60))
        _ = pacer.reached(next: noon, clockMs: 0)
        pacer.pause(clockMs: 1000)
        #expect(pacer.isPaused)
        // Also what was due before.
        #expect(pacer.reached(next: after(10), clockMs: 90_000) == .distantPast)
        #expect(pacer.position(clockMs: 90_000) == after(60))
        #expect(pacer.wait(for: after(10), clockMs: 90_000, most: 50) == 50)
        pacer.pause(clockMs: 95_000)
        pacer.resume(clockMs: 100_000)
        #expect(!pacer.isPaused)
        #expect(pacer.reached(next: after(90), clockMs: 100_000) == after(60))
        #expect(pacer.reached(next: after(90), clockMs: 100_500) == after(90))
        pacer.resume(clockMs: 200_000)
        #expect(pacer.reached(next: after(90), clockMs: 100_500) == after(90))
    }

    @Test func pausedWhileItRushesItRushesOnLater() {
        var pacer = FeedPacer(speed: .factor(60), rushTo: noon, start: .rushTo)
        pacer.pause(clockMs: 0)
        #expect(pacer.reached(next: after(-60), clockMs: 10) == .distantPast)
        #expect(pacer.position(clockMs: 10) == nil)
        pacer.resume(clockMs: 5000)
        #expect(pacer.reached(next: after(-60), clockMs: 5000) == .distantFuture)
        #expect(pacer.reached(next: after(1), clockMs: 6000) == noon)
    }

    @Test func anotherSpeedGoesOnFromWhereItIs() {
        var pacer = FeedPacer(speed: .factor(60))
        _ = pacer.reached(next: noon, clockMs: 0)
        pacer.change(to: .factor(1), clockMs: 1000)
        #expect(pacer.reached(next: after(100), clockMs: 1000) == after(60))
        #expect(pacer.reached(next: after(100), clockMs: 3000) == after(62))
        pacer.change(to: .max, clockMs: 3000)
        #expect(pacer.reached(next: after(100), clockMs: 3000) == .distantFuture)
        #expect(pacer.position(clockMs: 3000) == nil && pacer.isRushing(at: after(100)))
        // Behind a stretch at full speed the clock starts with the next event.
        pacer.change(to: .factor(2), clockMs: 9000)
        #expect(pacer.reached(next: after(5000), clockMs: 9000) == after(5000))
        #expect(pacer.reached(next: after(5001), clockMs: 9500) == after(5001))
    }

    @Test func aSpeedChangedWhilePausedCountsWhenItIsResumed() {
        var pacer = FeedPacer(speed: .factor(60))
        _ = pacer.reached(next: noon, clockMs: 0)
        pacer.pause(clockMs: 1000)
        pacer.change(to: .factor(600), clockMs: 50_000)
        #expect(pacer.reached(next: after(70), clockMs: 50_000) == .distantPast)
        pacer.resume(clockMs: 60_000)
        #expect(pacer.reached(next: after(600), clockMs: 60_100) == after(120))
    }

    @Test func theClockStandsWhileItIsPausedWhateverTheSpeed() {
        var pacer = FeedPacer(speed: .factor(60))
        _ = pacer.reached(next: noon, clockMs: 0)
        pacer.pause(clockMs: 1000)
        pacer.change(to: .max, clockMs: 2000)
        #expect(pacer.position(clockMs: 3000) == after(60))
        pacer.resume(clockMs: 4000)
        #expect(pacer.reached(next: after(3600), clockMs: 4000) == .distantFuture)
    }

    @Test func fullSpeedFromTheBeginHasNoClock() {
        var pacer = FeedPacer(speed: .max, rushTo: noon, start: .rushTo)
        #expect(pacer.reached(next: after(1000), clockMs: 0) == .distantFuture)
        #expect(pacer.wait(for: after(1000), clockMs: 0, most: 50) == 0)
        // What is paced later starts with what comes next, and not with a start that is long over.
        pacer.change(to: .factor(1), clockMs: 10)
        #expect(pacer.reached(next: after(1000), clockMs: 10) == after(1000))
    }

    @Test func speedsAsText() {
        #expect(["60", "0.5", "max"].compactMap { FeedSpeed($0)?.description } == ["60", "0.5", "max"])
        #expect(FeedSpeed.allowed() == "max, or a number from 0.001 to 1000000")
        #expect(SimulationSpeed.allowed == "max, or a number from 1 to 100000")
        #expect(SimulationSpeed.parse("1") == .factor(1) && SimulationSpeed.parse("100000") == .factor(100_000))
        #expect(
            ["0.9", "100001", "0", "-60", "nan", "inf", "fast", ""].allSatisfy { SimulationSpeed.parse($0) == nil })
    }
}
