/// The database as a session writes it; `SinkStore` is the real one. Making one connects and takes the fence.
///
/// It writes a batch of each share at the same time, each with its positions in a transaction of its own, and checks
/// the same epoch in all of them. No call waits for the database.
package protocol SinkStoring: AnyObject {
    /// The fence's epoch, higher than every one before.
    var epoch: Int64 { get }
    /// Where every source was read up to when the fence was taken: nothing of an older epoch is written after that.
    var positions: [SinkPosition] { get }
    /// Batches that are written at the same time, at least 1.
    var shares: Int { get }
    /// The server's version as it states it.
    var serverVersion: String { get }

    /// Begins to write a batch; the share has none under way. An empty batch checks the fence and lets the server know
    /// that the session lives.
    ///
    /// - Parameter batch: taken; an empty one is left in its place.
    func begin(_ batch: inout SinkBatch, share: Int)

    /// What became of the share's batch.
    ///
    /// - Returns: nil while it is under way.
    /// - Throws: where it was not written, or where that is open; the positions of a new store tell.
    func finished(share: Int) throws -> SinkWriteResult?

    /// Ends the session and what is under way, without waiting for the server.
    func close()
}
