import Foundation
package import Harness
import Synchronization

/// Looks at `/status` and at the memory of every process of an installation some times a second, on its own thread.
package final class StatusWatch: Sendable {
    private struct State {
        var daemons: [Daemon] = []
        var watermarks = WatermarkLog()
        var problems: [String] = []
        var peakMegabytes = 0.0
        var looks = 0
        var mustEnd = false
    }

    private let state = Mutex(State())

    private static let pauseSeconds = 0.2
    private static let problemsMax = 100

    package init() {
        Thread.detachNewThread { [self] in
            while !state.withLock({ $0.mustEnd }) {
                for daemon in state.withLock({ $0.daemons }) { look(at: daemon) }
                Thread.sleep(forTimeInterval: Self.pauseSeconds)
            }
        }
    }

    deinit { end() }

    package func add(_ daemon: Daemon) { state.withLock { $0.daemons.append(daemon) } }
    package func remove(_ daemon: Daemon) { state.withLock { $0.daemons.removeAll { $0 === daemon } } }
    package func end() { state.withLock { $0.mustEnd = true } }

    /// Watermarks that fell.
    package var problems: [String] { state.withLock { $0.problems } }
    /// The most memory that any process ever held, in 10^6 bytes.
    package var peakMegabytes: Double { state.withLock { $0.peakMegabytes } }
    /// How often somebody answered.
    package var looks: Int { state.withLock { $0.looks } }

    private func look(at daemon: Daemon) {
        let peak = daemon.peakMegabytes
        state.withLock { $0.peakMegabytes = max($0.peakMegabytes, peak) }
        guard let body = daemon.get("/status")?.body,
            let status = try? JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any],
            let lanes = status["lanes"] as? [[String: Any]]
        else { return }
        state.withLock { state in
            state.looks += 1
            for partition in lanes.flatMap({ $0["partitions"] as? [[String: Any]] ?? [] }) {
                guard let position = partition["position"] as? Int else { continue }
                let place = "\(partition["topic"] ?? "")/\(partition["partition"] ?? "")"
                let stages = partition["watermarks"] as? [String: String]
                // Its snapshot is still being loaded: the position is known before the state.
                if partition["restored"] as? Bool == false, stages?.isEmpty == true { continue }
                let watermarks =
                    stages.map { stages in ["w1", "w2", "w3", "w4"].map { stages[$0] ?? "" } }
                    ?? [partition["watermark"] as? String ?? ""]
                let problem = state.watermarks.note(place, at: position, watermarks)
                if let problem, state.problems.count < Self.problemsMax { state.problems.append(problem) }
            }
        }
    }
}
