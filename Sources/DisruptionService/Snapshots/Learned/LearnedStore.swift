import DisruptionCore
import KafkaClient
import Synchronization

/// The learned files of a process: its own, and those that the log names, fetched when they are needed.
final class LearnedStore: Sendable {
    /// Finds a file's bytes where the log's files are kept; nil where they are not.
    typealias Fetch = @Sendable (UInt64) throws(KafkaError) -> LearnedFile?

    /// The one that the configuration gives; nil for none.
    let own: LearnedFile?
    private let fetch: Fetch
    private let fetched = Mutex<[LearnedFile]>([])

    /// Files remembered beside the own one: one in force and one waiting, for as long as they are.
    private static let fetchedMax = 2

    init(own: LearnedFile? = nil, fetch: @escaping Fetch = { (_) throws(KafkaError) in nil }) {
        self.own = own
        self.fetch = fetch
    }

    /// The file of a hash that the log names. Waits for a broker's answer where it is not at hand.
    /// - Throws: `LaneFailure.fatal` where nobody has it.
    func file(_ hash: UInt64) throws(LaneFailure) -> LearnedFile {
        if let own, own.hash == hash { return own }
        if let known = fetched.withLock({ $0.first { $0.hash == hash } }) { return known }
        let found: LearnedFile?
        do throws(KafkaError) { found = try fetch(hash) } catch {
            throw LaneFailure(error, doing: "reading learned file \(LearnedFile.name(of: hash))")
        }
        guard let found else { throw .fatal(.learnedGone(hash, own: own?.hash)) }
        fetched.withLock { files in
            // Another lane may have asked for it meanwhile.
            if files.contains(where: { $0.hash == hash }) { return }
            if files.count == Self.fetchedMax { files.removeFirst() }
            files.append(found)
        }
        return found
    }
}
