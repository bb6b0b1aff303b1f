import Glibc
import Testing

@testable import DisruptionService

@Suite("Lifecycle: signals and the clean stop")
struct LifecycleTests {
    @Test("The first signal asks, the second one ends")
    func twoSignals() {
        var sequence = StopSequence(deadlineMs: 30_000)
        #expect(sequence.waitMs(atMs: 5) == nil)
        #expect(sequence.time(atMs: 1_000_000) == .nothing)
        #expect(sequence.signal(SIGTERM, atMs: 1000) == .stop)
        #expect(sequence.signal(SIGTERM, atMs: 1499) == .nothing)
        #expect(sequence.waitMs(atMs: 2000) == 29_000)
        #expect(sequence.time(atMs: 30_999) == .nothing)
        #expect(sequence.signal(SIGINT, atMs: 3000) == .end(code: 130, isDeadline: false))
        #expect(sequence.signal(SIGINT, atMs: 3001) == .nothing)
        #expect(sequence.time(atMs: 60_000) == .nothing)
    }

    @Test("The deadline ends what a signal or the program asked for")
    func deadline() {
        var sequence = StopSequence(deadlineMs: 30_000)
        #expect(sequence.request(atMs: 0) == .stop)
        #expect(sequence.request(atMs: 1) == .nothing)
        #expect(sequence.waitMs(atMs: 40_000) == 0)
        #expect(sequence.time(atMs: 30_000) == .end(code: 1, isDeadline: true))
        #expect(sequence.request(atMs: 30_001) == .nothing)
    }

    @Test("A stop request wakes who waits, calls who asked to be called, once")
    func request() throws {
        let stop = try StopRequest()
        let calls = Counter()
        stop.onRequest { calls.add() }
        #expect(!stop.isRequested)
        #expect(!stop.wait(milliseconds: 0))
        let waiter = try SystemThread("waiter") {
            stop.wait()
            calls.add()
        }
        stop.request()
        stop.request()
        waiter.join()
        stop.onRequest { calls.add() }
        #expect(stop.isRequested && stop.wait(milliseconds: 0) && stop.wait())
        #expect(calls.value == 3)
    }

    @Test("What was to be called and is forgotten is let go, and not called")
    func forgotten() throws {
        let stop = try StopRequest()
        let calls = Counter()
        weak let held: Counter?
        do {
            let gone = Counter()
            held = gone
            let token = stop.onRequest { gone.add() }
            stop.onRequest { calls.add() }
            stop.forget(token)
            stop.forget(token)
        }
        #expect(held == nil)
        stop.request()
        #expect(calls.value == 1)
    }

    @Test("A signal is taken by the waiting thread and asks for a stop")
    func oneSignal() async {
        await #expect(processExitsWith: .exitCode(0)) {
            let lifecycle = try Lifecycle.start(deadlineSeconds: 60, log: Log(format: .json, level: .error))
            lifecycle.receive(SIGTERM)
            lifecycle.stop.wait()
            exit(lifecycle.stop.isRequested ? 0 : 3)
        }
    }

    @Test("A second signal ends a process whose stop hangs")
    func hangs() async {
        await #expect(processExitsWith: .exitCode(128 + SIGINT)) {
            let lifecycle = try Lifecycle.start(deadlineSeconds: 60, log: Log(format: .json, level: .error))
            lifecycle.receive(SIGTERM)
            lifecycle.stop.wait()
            lifecycle.receive(SIGINT)
            while true { pause() }
        }
    }

    @Test("The deadline ends a process whose stop hangs, also when the program itself asked")
    func deadlineEnds() async {
        await #expect(processExitsWith: .exitCode(1)) {
            let lifecycle = try Lifecycle.start(deadlineSeconds: 0, log: Log(format: .json, level: .error))
            lifecycle.requestStop()
            while true { pause() }
        }
    }
}

/// Counts from any thread.
private final class Counter: Sendable {
    private let count = MetricCell()
    func add() { count.add(1) }
    var value: Int64 { count.value }
}
