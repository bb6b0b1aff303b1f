import Foundation
import Testing

@testable import KafkaClient

@Suite("Wake-ups")
struct WakeupTests {
    @Test("A signal given before the wait is not lost, several count as one")
    func before() throws {
        let wakeup = try Wakeup()
        #expect(!wakeup.wait(timeout: .zero))
        wakeup.signal()
        wakeup.signal()
        #expect(wakeup.wait(timeout: .zero))
        #expect(!wakeup.wait(timeout: .zero))
    }

    @Test("A signal from another thread ends the wait")
    func otherThread() throws {
        let wakeup = try Wakeup()
        Thread.detachNewThread { wakeup.signal() }
        #expect(wakeup.wait(timeout: .seconds(30)))
    }

    @Test("The time-out is kept")
    func timeout() throws {
        let wakeup = try Wakeup()
        let start = ContinuousClock.now
        #expect(!wakeup.wait(timeout: .milliseconds(30)))
        #expect(start.duration(to: .now) >= .milliseconds(29))
    }
}
