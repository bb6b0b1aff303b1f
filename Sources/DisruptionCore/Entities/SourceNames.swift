/// The names of the sources that facts came from, numbered by partition in the order of appearance. The numbers never
/// leave the partition: whatever is decided between sources is decided by their names.
struct SourceNames {
    /// Sources that are told apart; a deployment has a handful, so more means that ids are put where a source belongs.
    static let limit = 4096

    private(set) var names: [String] = []
    private var byHash: [UInt64: UInt16] = [:]
    private var lastHash: UInt64 = 0
    private var last: UInt16 = 0

    /// The number of a name; beyond the limit all further names share the last number.
    mutating func number(_ name: UnsafeRawBufferPointer) -> UInt16 {
        let hash = Hash64.of(name)
        if hash == lastHash, !names.isEmpty { return last }
        lastHash = hash
        if let known = byHash[hash] {
            last = known
        } else if names.count < SourceNames.limit {
            last = UInt16(names.count)
            names.append(String(decoding: name, as: UTF8.self))
            byHash[hash] = last
        } else {
            last = UInt16(SourceNames.limit - 1)
        }
        return last
    }
}

extension SourceNames {
    func encodeSnapshot(into writer: inout ByteWriter) {
        // The hash is that of the name as it came, which the text of a name that is no UTF-8 does not tell.
        var hashes = [UInt64](repeating: 0, count: names.count)
        for (hash, number) in byHash { hashes[Int(number)] = hash }
        writer.putVarint(UInt64(names.count))
        for (name, hash) in zip(names, hashes) {
            writer.put(hash)
            writer.putCounted(name)
        }
    }

    init(restoring reader: inout SnapshotReader) {
        let count = reader.count(of: 9, atMost: SourceNames.limit)
        for number in 0..<count {
            let hash: UInt64 = reader.read()
            if number == 0 { lastHash = hash }
            if byHash.updateValue(UInt16(number), forKey: hash) != nil { reader.refuse() }
            names.append(reader.bytes.readString())
        }
    }
}
