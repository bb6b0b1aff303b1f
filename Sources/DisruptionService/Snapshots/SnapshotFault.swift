package import KafkaClient

/// Why a snapshot cannot be restored from.
package enum SnapshotFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// Made by a newer build.
    case newerFormat(Int64, known: Int64)
    /// The topic does not have the chunk, as after a removal by a newer owner.
    case chunkMissing(Int, offset: Int64)
    /// Something else stands where the chunk should.
    case chunkForeign(Int, offset: Int64)
    case chunkSize(Int, bytes: Int, expected: Int)
    case chunkChecksum(Int)
    /// All chunks are right, and yet they do not make the whole.
    case checksum
    /// The bytes are as they were written, and the engine does not take them.
    case undecodable(String)
    /// The topic cannot be read.
    case unreadable(KafkaError)
    /// The loader has ended.
    case closed

    /// Whether the snapshot is to blame, so that another reader would fare no better.
    var isOfTheSnapshot: Bool {
        switch self {
        case .newerFormat, .unreadable, .closed: false
        case .chunkMissing, .chunkForeign, .chunkSize, .chunkChecksum, .checksum, .undecodable: true
        }
    }

    /// Whether nothing is known of the snapshot, because the topic was not read.
    var isOfTheTopic: Bool {
        switch self {
        case .unreadable, .closed: true
        case .newerFormat, .chunkMissing, .chunkForeign, .chunkSize, .chunkChecksum, .checksum, .undecodable: false
        }
    }

    package var description: String {
        switch self {
        case .newerFormat(let format, let known):
            """
            it has format \(format), written by a newer build, and this one knows \(known) at most: run the newer \
            build again, or wait for it to restore from an older snapshot
            """
        case .chunkMissing(let number, let offset): "chunk \(number) is gone from offset \(offset)"
        case .chunkForeign(let number, let offset):
            "another record stands in the place of chunk \(number), at \(offset)"
        case .chunkSize(let number, let bytes, let expected):
            "chunk \(number) has \(bytes) bytes instead of \(expected)"
        case .chunkChecksum(let number): "the checksum of chunk \(number) differs"
        case .checksum: "the checksum of the whole differs"
        case .undecodable(let why): "its bytes cannot be read: \(why)"
        case .unreadable(let error): "\(error)"
        case .closed: "the process ends"
        }
    }
}
