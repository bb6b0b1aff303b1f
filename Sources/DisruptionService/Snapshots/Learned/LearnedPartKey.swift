import DisruptionCore

/// The key of a part of a learned file in the snapshots topic: `learned/HASH/NUMBER/COUNT`.
struct LearnedPartKey: Equatable {
    let hash: UInt64
    /// Of the part, from 0.
    let number: Int
    /// Parts of the whole file.
    let count: Int

    private static let name = "learned"

    var bytes: [UInt8] { Array("\(Self.name)/\(LearnedFile.name(of: hash))/\(number)/\(count)".utf8) }

    init(hash: UInt64, number: Int, count: Int) {
        self.hash = hash
        self.number = number
        self.count = count
    }

    /// Reads a key; nil where it is none of a learned file.
    init?(_ key: some Collection<UInt8>) {
        guard key.count <= SnapshotLimits.keyBytes, key.starts(with: "\(Self.name)/".utf8) else { return nil }
        let parts = key.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        guard parts.count == 4, parts[1].count == 16, let hash = Self.hash(parts[1]),
            let number = DecimalText.parse(parts[2]), let count = DecimalText.parse(parts[3]),
            count <= SnapshotLimits.learnedParts, number < count
        else { return nil }
        self.init(hash: hash, number: Int(number), count: Int(count))
    }

    /// Only digits as they are written: there is one key for each part.
    private static func hash(_ digits: some Collection<UInt8>) -> UInt64? {
        let text = String(decoding: digits, as: UTF8.self)
        return UInt64(text, radix: 16).flatMap { LearnedFile.name(of: $0) == text ? $0 : nil }
    }
}
