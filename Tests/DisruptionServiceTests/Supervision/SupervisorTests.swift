import Foundation
import Synchronization
import Testing

@testable import DisruptionService

@Suite("Supervision: what systemd is told, and when")
struct SupervisorTests {
    private final class Told: Sendable {
        private let messages = Mutex<[[String]]>([])
        func add(_ lines: [String]) { messages.withLock { $0.append(lines) } }
        /// What came since this was asked last.
        var taken: [String] {
            messages.withLock { messages in
                defer { messages = [] }
                return messages.flatMap { $0 }
            }
        }
    }

    private static func standing(
        ready: Bool = true, _ line: String = "Processing", stuck: [String] = [], stopping: Bool = false
    ) -> Supervisor.Standing {
        Supervisor.Standing(isReady: ready, line: line, stuck: stuck, isStopping: stopping)
    }

    @Test("Readiness is told once, when it really works; until then systemd is asked for more time")
    func readiness() {
        let told = Told()
        var supervisor = Supervisor(watchdogMs: nil) { told.add($0) }
        supervisor.look(Self.standing(ready: false, "Not ready: broker: connecting"), at: 1000)
        #expect(told.taken == ["EXTEND_TIMEOUT_USEC=30000000", "STATUS=Not ready: broker: connecting"])
        supervisor.look(Self.standing(ready: false, "Not ready: lanes: restoring"), at: 2000)
        #expect(told.taken.isEmpty, "not at every look")
        supervisor.look(Self.standing(ready: false, "Not ready: lanes: restoring"), at: 6000)
        #expect(told.taken == ["EXTEND_TIMEOUT_USEC=30000000", "STATUS=Not ready: lanes: restoring"])
        supervisor.look(Self.standing("Processing\n12"), at: 6100)
        #expect(told.taken == ["READY=1", "STATUS=Processing 12"])
        supervisor.look(Self.standing(ready: false, "Not ready: broker: away"), at: 12_000)
        supervisor.look(Self.standing("Processing 13"), at: 18_000)
        #expect(told.taken == ["STATUS=Not ready: broker: away", "STATUS=Processing 13"])
        supervisor.look(Self.standing("Processing 13", stopping: true), at: 19_000)
        supervisor.look(Self.standing("Processing 13", stopping: true), at: 25_000)
        #expect(told.taken == ["STOPPING=1"])
    }

    @Test("The watchdog gets its food four times an interval, and none while a thread is stuck")
    func watchdog() {
        let told = Told()
        var supervisor = Supervisor(watchdogMs: 60_000) { told.add($0) }
        var meals: [Int64] = []
        func look(_ now: Int64, stuck: [String] = []) {
            supervisor.look(Self.standing(stuck: stuck), at: now)
            if told.taken.contains("WATCHDOG=1") { meals.append(now) }
        }
        for now in stride(from: 0 as Int64, through: 60_000, by: 500) { look(now) }
        #expect(meals == [0, 15_000, 30_000, 45_000, 60_000])
        #expect(supervisor.stuckMs == 45_000)
        for now in stride(from: 60_500 as Int64, to: 200_000, by: 500) { look(now, stuck: ["lane-0"]) }
        #expect(meals.count == 5)
        look(200_000)
        #expect(meals.last == 200_000)
    }

    @Test("A reload is told between readiness and the stop, and makes nobody ready")
    func reload() {
        let told = Told()
        var supervisor = Supervisor(watchdogMs: nil) { told.add($0) }
        supervisor.look(Self.standing(ready: false, "Not ready"), at: 0)
        _ = told.taken
        supervisor.reloading(atUs: 7)
        supervisor.reloaded()
        #expect(told.taken.isEmpty)
        supervisor.look(Self.standing("Not ready"), at: 1)
        _ = told.taken
        supervisor.reloading(atUs: 7)
        supervisor.reloaded()
        #expect(told.taken == ["RELOADING=1", "MONOTONIC_USEC=7", "READY=1"])
        supervisor.look(Self.standing("Not ready", stopping: true), at: 2)
        _ = told.taken
        supervisor.reloaded()
        #expect(told.taken.isEmpty)
    }

    @Test("A start during which a thread is stuck is given no more time")
    func stuckStart() {
        let told = Told()
        var supervisor = Supervisor(watchdogMs: nil) { told.add($0) }
        supervisor.look(Self.standing(ready: false, "Not ready", stuck: ["lane-1"]), at: 0)
        #expect(told.taken == ["STATUS=Not ready"])
    }

    @Test("A thread is stuck when it did nothing for too long, and not when it has ended")
    func heartbeats() {
        let beats = Heartbeats()
        let (one, other) = (beats.begin("lane-0", at: 0), beats.begin("lane-1", at: 0))
        other.beat(900)
        #expect(beats.stuck(forMs: 1000, at: 1000).isEmpty)
        #expect(beats.stuck(forMs: 1000, at: 1001) == ["lane-0"])
        #expect(beats.stuck(forMs: 1000, at: 5000) == ["lane-0", "lane-1"])
        one.beat(5000)
        beats.end("lane-1")
        #expect(beats.stuck(forMs: 1000, at: 5000).isEmpty)
    }
}
