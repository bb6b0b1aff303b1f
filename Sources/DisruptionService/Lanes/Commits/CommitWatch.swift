/// Whether a commit is stuck in the client: brokers answer, and it does not end for all that. Decided from times that
/// come in as parameters.
struct CommitWatch {
    /// Since when brokers answer while the commit under way takes longer than one does.
    private var waitsSinceMs: Int64?

    /// The commit under way takes no longer than one may, or there is none.
    mutating func isWell() { waitsSinceMs = nil }

    /// A broker was asked for a sign of life while a commit takes too long.
    /// - Parameter now: monotonic time, ms.
    /// - Returns: whether it is stuck.
    mutating func asked(hasAnswer: Bool, atMs now: Int64) -> Bool {
        guard hasAnswer else {
            waitsSinceMs = nil
            return false
        }
        let since = waitsSinceMs ?? now
        waitsSinceMs = since
        return now - since >= LaneLimits.stuckCommitMs
    }
}
