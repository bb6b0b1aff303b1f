import DisruptionCore
import WireFormat

/// What the records of partition 0 add up to, read one after the other: for each key the newest holds.
///
/// The records come from a topic that others may write to, so nothing of them is believed before it is checked.
struct CatalogueRecords: Sendable {
    private var manifests: [SnapshotKey: SnapshotManifest] = [:]
    /// The life of the log whose marks are kept.
    private let own: UInt32
    private var worked: [Int: String] = [:]
    private var inputs: [InputTopic: [Int: UInt32]] = [:]
    /// The life of the log in force; nil where none is written.
    private(set) var incarnation: Int64?
    private let manifestsMax: Int

    /// - Parameter own: the life of the log that is asked for.
    init(of own: UInt32, manifestsMax: Int = SnapshotLimits.manifests) {
        self.own = own
        self.manifestsMax = manifestsMax
    }

    /// Takes in one record.
    /// - Parameters:
    ///   - value: nil for a tombstone.
    ///   - offset: rises from call to call.
    /// - Returns: what is wrong with it, where it is one of ours that cannot be used; nil for all others.
    mutating func apply(
        key: UnsafeRawBufferPointer?, value: UnsafeRawBufferPointer?, offset: Int64
    ) -> String? {
        guard let key, key.count <= SnapshotLimits.keyBytes else { return nil }
        if SnapshotKey.isManifest(key) { return apply(manifest: key, value: value, offset: offset) }
        if key.elementsEqual(LogIncarnation.key.utf8) {
            incarnation = value.flatMap { LogIncarnation.parse(String(decoding: $0.prefix(32), as: UTF8.self)) }
            return value != nil && incarnation == nil ? "it is no incarnation" : nil
        }
        guard let (life, mark) = WorkedMarks.parse(key), life == own else { return nil }
        return apply(mark, value)
    }

    private mutating func apply(_ mark: WorkedMark, _ value: UnsafeRawBufferPointer?) -> String? {
        switch mark {
        case .entities(let partition):
            worked[partition] = value.map { String(decoding: $0.prefix(SnapshotLimits.nameBytes), as: UTF8.self) }
        case .input(let topic, let partition):
            let incarnation = value.flatMap { DecimalText.parse($0[...]) }.flatMap { UInt32(exactly: $0) }
            if value != nil, incarnation == nil { return "it is no incarnation" }
            inputs[topic, default: [:]][partition] = incarnation
        }
        return nil
    }

    private mutating func apply(
        manifest key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer?, offset: Int64
    ) -> String? {
        guard let key = SnapshotKey(manifest: key) else { return "its key names no snapshot" }
        // What stood there before is no longer what its writer says.
        manifests[key] = nil
        guard let value else { return nil }
        do throws(ManifestText.Problem) {
            manifests[key] = try ManifestText.read(value, key: key, offset: offset)
        } catch {
            return error.description
        }
        if manifests.count > manifestsMax { forgetOldest() }
        return nil
    }

    private mutating func forgetOldest() {
        let oldest = manifests.keys.min {
            ($0.incarnation, $0.position, $0.writer) < ($1.incarnation, $1.position, $1.writer)
        }
        if let oldest { manifests[oldest] = nil }
    }

    /// What is said about the life of the log that is asked for.
    func history(isWhole: Bool) -> SnapshotHistory {
        SnapshotHistory(
            incarnation: own, manifests: manifests.values.filter { $0.key.incarnation == own }, worked: worked,
            inputs: inputs, former: manifests.values.filter { $0.key.incarnation < own }, isWhole: isWhole)
    }
}
