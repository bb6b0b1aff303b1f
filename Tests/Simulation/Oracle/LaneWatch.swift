import DisruptionCore
import KafkaClient
import WireFormat

@testable import DisruptionService

/// Looks at the lanes while they work, and at what they commit.
final class LaneWatch {
    private(set) var violations: [String] = []
    /// Committed watermarks of input partitions, by place.
    private var watermarks: [Int: (Instant, UInt32)] = [:]
    private var positions: [Int: Int64] = [:]
    private struct StatePlace: Hashable {
        let partition: Int
        let position: Int64
    }

    private var states: [StatePlace: UInt64] = [:]
    /// Snapshots taken.
    private(set) var snapshots = 0
    private let story: Story

    init(_ story: Story) { self.story = story }

    func note(_ violation: @autoclosure () -> String) {
        guard violations.count < 10 else { return }
        violations.append(violation())
        story.tell("VIOLATION: \(violation())")
    }

    /// After a step.
    func look(at life: LaneLife) {
        let lane = life.lane
        let most = LaneLimits.outputBytesPerCommit + 2 * 1024 * 1024
        if lane.unit.outputBytes > most { note("a commit holds \(lane.unit.outputBytes) bytes") }
        if lane.unit.records > 3 * LaneLimits.recordsPerCommit { note("a commit holds \(lane.unit.records) records") }
        let formerly = life.watermarks
        life.watermarks = lane.entities.map { ($0, $0.engine.watermarks) }
        for (held, now) in life.watermarks {
            guard let former = formerly.first(where: { $0.held === held })?.marks else { continue }
            if now.w1 < former.w1 || now.w2 < former.w2 || now.w3 < former.w3 || now.w4 < former.w4 {
                note("the watermarks of entities partition \(held.number) go back")
            }
        }
        if life.frames.outstanding > SimulatedFrames.queueMax + 100 {
            note("\(life.frames.outstanding) frames are not acknowledged")
        }
    }

    /// A snapshot was taken: whoever takes one of the same place must come to the same state.
    func noteSnapshot(_ bytes: [UInt8], partition: Int, position: Int64) {
        let hash = SnapshotSurgery.hash(bytes)
        let place = StatePlace(partition: partition, position: position)
        if let held = states[place], held != hash {
            note("two states of entities partition \(partition) at \(position) differ")
        }
        states[place] = hash
        snapshots += 1
    }

    func noteFatal(_ cause: LaneFailure.Cause, of process: SimulatedProcess) {
        // A process with another `time` must be refused.
        if case .ingestSettings = cause, process.context.isLive != process.installation.plan.isLive { return }
        note("a lane of \(process.name) ended for good: \(cause)")
    }

    /// A transaction has brought a position.
    func noteCommit(_ place: Int, _ position: GroupOffsets.Position, _ layout: ClusterLayout) {
        if let held = positions[place], position.offset < held {
            note("the position of \(layout.places[place]) goes from \(held) back to \(position.offset)")
        }
        positions[place] = position.offset
        guard layout.inputs.contains(place) else { return }
        guard let metadata = position.metadata.flatMap({ RawPositionMetadata($0) }) else {
            return note("the position of \(layout.places[place]) has no metadata")
        }
        if let held = watermarks[place], held.1 == metadata.incarnation, metadata.watermark < held.0 {
            note("the watermark of \(layout.places[place]) goes back")
        }
        watermarks[place] = (metadata.watermark, metadata.incarnation)
    }
}
