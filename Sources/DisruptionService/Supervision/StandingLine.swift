import Synchronization

/// One line of how the service stands, for `systemctl status`.
public final class StandingLine: Sendable {
    private let parts = Mutex<(@Sendable () -> String)?>(nil)

    public init() {}

    /// What a service at work says of itself.
    func describe(_ body: @escaping @Sendable () -> String) { parts.withLock { $0 = body } }

    /// What is waited for where it is not ready; else what it says of itself.
    func line(_ health: Health) -> String {
        let missing = health.all.filter { !$0.isReady }
        if !missing.isEmpty {
            return "Not ready: " + missing.map { "\($0.name): \($0.missing ?? "")" }.joined(separator: "; ")
        }
        return parts.withLock { $0 }?() ?? "Running"
    }
}
