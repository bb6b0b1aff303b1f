/// The output topics as a session reads them; `SinkReader` is the real one.
///
/// The partitions are dealt out in shares: a share is what one connection writes. A partition belongs to one share for
/// as long as it is read, so the order of its records is kept.
package protocol SinkReading: AnyObject {
    /// Begins to read at these positions, in place of wherever it was.
    ///
    /// - Parameter shares: how many shares there are, at least 1.
    /// - Returns: what was found beside the ordinary, per source.
    func start(at positions: [SinkPosition], shares: Int) throws -> [(SinkSource, SinkStart.Finding)]

    /// Finds out which records of partitions that are far behind need not be written, without waiting. Until that is
    /// known, `fill` takes nothing of them. Once a turn.
    ///
    /// - Returns: true where there is more to do at once.
    /// - Throws: as `fill` does.
    func lookAhead() throws -> Bool

    /// Takes what is there of a share into the batch, without waiting, until the batch is full.
    ///
    /// - Returns: what is left to be taken.
    /// - Throws: where what was taken is in doubt; the session then begins anew from the database's positions.
    func fill(_ batch: inout SinkBatch, share: Int) throws -> SinkClock.Level

    /// A batch is in the database.
    ///
    /// - Parameter positions: the next offset per source of the batch.
    func tookEffect(_ positions: [SinkSource: Int64])

    /// Offsets that are in Kafka and not yet in the database, markers included; 0 once all is written.
    ///
    /// - Parameter asking: true asks the brokers, which takes a moment; else it is as of the last fetch.
    /// - Returns: nil where it is unknown.
    func lag(asking: Bool) -> Int64?

    /// Leaves; the brokers need not be there.
    func close()
}

extension SinkReading {
    /// Never looks ahead.
    package func lookAhead() throws -> Bool { false }
}
