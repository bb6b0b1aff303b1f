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

    /// All needs by name.
    public var all: [Condition] {
        conditions.withLock { $0 }.sorted { $0.key < $1.key }.map(\.value)
    }

    /// Whether all needs are met.
    public var isReady: Bool { all.allSatisfy(\.isReady) }
}
