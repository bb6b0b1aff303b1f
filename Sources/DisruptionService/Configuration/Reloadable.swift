public import DisruptionCore
import Synchronization

/// The part of a configuration that may change while the process runs: thresholds and switches of the engine, and the
/// level of the log. All else needs a restart.
public final class Reloadable: Sendable {
    private struct State {
        var configuration: Configuration
        var engine: EngineSettings
    }

    private let state: Mutex<State>
    private let count = Atomic<Int64>(0)

    /// What came of reading the file again.
    struct Outcome: Equatable {
        /// Keys whose new value holds from now on.
        var changed: [String] = []
        /// Keys that differ from what the process started with and hold only after a restart.
        var needRestart: [String] = []
    }

    init(_ configuration: Configuration) {
        state = Mutex(State(configuration: configuration, engine: configuration.engine))
    }

    /// Thresholds and switches in force.
    public var engine: EngineSettings { state.withLock { $0.engine } }

    /// Rises whenever they change; cheap enough for every turn of a loop.
    public var generation: Int64 { count.load(ordering: .acquiring) }

    /// Takes what may change from a configuration that is right.
    func take(_ new: Configuration) -> Outcome {
        state.withLock { state in
            var outcome = Outcome()
            for key in ConfigurationTable.current.keys {
                let isSame = key.show(state.configuration) == key.show(new) && !key.isSecret
                if isSame || key.isSecret && key.holdsSame(state.configuration, new) { continue }
                if key.isReloadable { outcome.changed.append(key.name) } else { outcome.needRestart.append(key.name) }
            }
            // What input partitions judge records by holds until the end.
            let lateness = EngineSettings.setting(.allowedLatenessMinutes).name
            var engine = new.engine
            _ = engine.set(lateness, state.engine[.allowedLatenessMinutes])
            state.engine = engine
            state.configuration.engine = engine
            state.configuration.log.level = new.log.level
            if !outcome.changed.isEmpty { count.add(1, ordering: .releasing) }
            return outcome
        }
    }
}

extension ConfigurationKey {
    /// A running process takes a new value over.
    var isReloadable: Bool {
        ["detectors", "engine"].contains(path.first) || path == ["log", "level"]
            || path.first == "outputs" && ["flight_state", "booking_state", "notifications"].contains(path.last)
    }

    /// Of a secret, which shows nothing of itself.
    fileprivate func holdsSame(_ one: Configuration, _ other: Configuration) -> Bool {
        switch path.first {
        case "postgres": one.postgres == other.postgres
        case "http": one.http == other.http
        default: one.kafka.librdkafka == other.kafka.librdkafka
        }
    }
}
