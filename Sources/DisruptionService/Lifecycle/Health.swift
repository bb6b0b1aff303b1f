import Synchronization

/// What the process needs before it does its work, and whether each of it is there: the source of /ready.
public final class Health: Sendable {
    /// One need.
    public struct Condition: Sendable, Equatable {
        /// Lower case, e.g. `broker`, `assignment`, `database`.
        public let name: String
        /// nil when ready; otherwise what is waited for.
        public let missing: String?

        /// Whether it is there.
        public var isReady: Bool { missing == nil }
    }

    private let conditions = Mutex<[String: Condition]>([:])

    private let watched = Mutex<[String: @Sendable () -> String?]>([:])

    public init() {}

    /// Says that a need is met.
    public func ready(_ name: String) { conditions.withLock { $0[name] = Condition(name: name, missing: nil) } }

    /// Says that a need is not met. Every need is declared so before the work begins.
    /// - Parameter why: what is waited for, in a few words for a person.
    public func notReady(_ name: String, _ why: String) {
        conditions.withLock { $0[name] = Condition(name: name, missing: why) }
    }

    /// Takes a need away, e.g. when the sink is not this process's business any more.
    public func forget(_ name: String) { conditions.withLock { _ = $0.removeValue(forKey: name) } }

    /// Makes a need of something that is looked at whenever somebody asks.
    /// - Parameter missing: what is waited for, nil when it is there.
    public func watch(_ name: String, _ missing: @escaping @Sendable () -> String?) {
        watched.withLock { $0[name] = missing }
        forget(name)
    }

    /// All needs by name.
    public var all: [Condition] {
        let seen = watched.withLock { $0 }.map { Condition(name: $0.key, missing: $0.value()) }
        return (conditions.withLock { $0 }.map(\.value) + seen).sorted { $0.name < $1.name }
    }

    /// Whether all needs are met.
    public var isReady: Bool { all.allSatisfy(\.isReady) }
}
