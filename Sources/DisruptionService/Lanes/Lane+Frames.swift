import DisruptionCore
import KafkaClient

extension Lane {
    /// Hands finished frames to the producer. Called for every record, so it looks before it takes: taking allocates.
    func sendFinished(_ frames: inout OutgoingFrames) throws(LaneFailure) {
        if frames.finished.isEmpty { return }
        for frame in frames.takeFinished() { try produce(frame) }
    }

    /// Hands finished frames to the producer, with `flush` also those under way and ticks.
    func sendFrames(flush: Bool) throws(LaneFailure) {
        for input in inputs {
            if flush { input.frames.flush(tickGranularityMs: LaneLimits.tickMs) }
            try sendFinished(&input.frames)
        }
        if flush {
            for partition in entities where partition.isRestored {
                partition.engine.outgoing.flush(tickGranularityMs: LaneLimits.tickMs)
                try sendFinished(&partition.engine.outgoing)
            }
        }
    }

    func produce(_ frame: Frame) throws(LaneFailure) {
        do throws(KafkaError) {
            while try !frames.send(frame) {
                frames.poll(within: .milliseconds(5))
                if let failure = frames.failure { throw failure }
                if stop.isRequested, hasGivenUp() { throw .givenUp("the broker takes no frames") }
            }
            producingBlockedMs = 0
            framesSent += 1
        } catch {
            throw LaneFailure(error, doing: "sending a frame to \(context.topics.entities)/\(frame.destination)")
        }
    }

    /// Whether a stop has waited for long on something that does not move.
    private func hasGivenUp() -> Bool {
        let now = nowMs
        if producingBlockedMs == 0 { producingBlockedMs = now }
        return now - producingBlockedMs > LaneLimits.leavingMs
    }

    /// Cuts and sends every frame under way: before a commit is closed.
    func flushFrames() throws(LaneFailure) { try sendFrames(flush: true) }
}
