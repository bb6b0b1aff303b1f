import KafkaClient

/// Whether a topic cannot be read for so long that somebody should know. Topics that were just made, leaders that move
/// and brokers that restart cause errors for a moment. Decided from times that come in as parameters.
struct CatalogueTrouble {
    private struct Spell {
        var error: KafkaError
        let sinceMs: Int64
        var isTold = false
        var askedMs: Int64
    }

    private var spell: Spell?

    /// After so long it is told, ms.
    private static let patienceMs: Int64 = 5_000
    /// How often it is asked whether it is over, ms.
    private static let askMs: Int64 = 1_000

    /// The last error; nil while all is well.
    var error: KafkaError? { spell?.error }

    mutating func note(_ error: KafkaError, atMs now: Int64) {
        if spell == nil { spell = Spell(error: error, sinceMs: now, askedMs: now) } else { spell?.error = error }
    }

    /// Something was read.
    mutating func end() { spell = nil }

    /// Whether the broker should be asked now: no news does not mean that it is over.
    mutating func mustAsk(atMs now: Int64) -> Bool {
        guard let asked = spell?.askedMs, now >= asked + Self.askMs else { return false }
        spell?.askedMs = now
        return true
    }

    /// What is to be told now, once: at once where waiting heals nothing. Brokers that are away are told by others.
    mutating func takeUntold(atMs now: Int64) -> KafkaError? {
        guard let found = spell, !found.isTold, !found.error.healsWithBroker else { return nil }
        let isRefused = found.error.code == .topicNotAuthorized || found.error.code == .groupNotAuthorized
        guard isRefused || now >= found.sinceMs + Self.patienceMs else { return nil }
        spell?.isTold = true
        return found.error
    }
}
