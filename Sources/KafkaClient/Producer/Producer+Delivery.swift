/// What has become of the records handed over.
extension Producer {
    /// Records of a channel handed over so far; only rises.
    public func produced(_ channel: Int = 0) -> Int { ledger.produced(channel) }

    /// Records of a channel acknowledged by the brokers so far; only rises. It moves when somebody polls.
    public func delivered(_ channel: Int = 0) -> Int { ledger.delivered(channel) }

    /// Where the record of a channel stands that was acknowledged last; nil before the first, and where the broker has
    /// not said it: a record that it has already, because an acknowledgement was lost, is acknowledged again without.
    /// Who wants the offsets of several records gives each a channel of its own.
    public func offset(_ channel: Int = 0) -> Int64? { ledger.offset(channel) }

    /// Records of a channel that were reported as failed so far; only rises.
    public func failed(_ channel: Int = 0) -> Int { ledger.failed(channel) }

    /// Records of all channels neither acknowledged nor failed.
    public var outstanding: Int { ledger.outstanding }

    /// The first delivery that failed. It stays; with a transactional producer the next begin clears it.
    public var failure: KafkaError? { ledger.failure }

    /// Polls until `count` records of a channel are acknowledged.
    ///
    /// - Returns: false when the limit passed first.
    /// - Throws: the first failed delivery.
    public func waitUntilDelivered(_ count: Int, on channel: Int = 0, within limit: Duration) throws(KafkaError) -> Bool
    {
        let deadline = Deadline(within: limit)
        while true {
            poll()
            if let failure { throw failure }
            if delivered(channel) >= count { return true }
            if deadline.hasPassed { return false }
            poll(timeout: min(deadline.remaining, Self.pollSliceMax))
        }
    }

    /// Another thread may take the reports this one waits for, so it looks again at least this often.
    private static let pollSliceMax = Duration.milliseconds(5)
}
