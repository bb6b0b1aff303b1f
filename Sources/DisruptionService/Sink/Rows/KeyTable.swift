/// Numbers by keys of bytes, in one piece of memory that is used again and again.
struct KeyTable {
    private struct Entry {
        let hash: Int
        let start: Int
        let count: Int
    }

    private var bytes: [UInt8] = []
    private var entries: [Entry] = []
    /// Number + 1 of the key in a place, 0 for none; a power of two, at most half full.
    private var places: [Int32] = Array(repeating: 0, count: 64)

    /// Forgets the keys, keeps the memory.
    mutating func removeAll() {
        if entries.isEmpty { return }
        bytes.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        places.withUnsafeMutableBufferPointer { $0.update(repeating: 0) }
    }

    /// The number of keys: they are numbered from 0 in the order in which they came.
    var count: Int { entries.count }

    /// The number of a key, and whether it is new.
    mutating func insert(_ key: UnsafeRawBufferPointer) -> (number: Int, isNew: Bool) {
        var hasher = Hasher()
        hasher.combine(bytes: key)
        let hash = hasher.finalize()
        var place = hash & (places.count - 1)
        while places[place] != 0 {
            let number = Int(places[place]) - 1
            if entries[number].hash == hash, isKey(number, key) { return (number, false) }
            place = (place + 1) & (places.count - 1)
        }
        entries.append(Entry(hash: hash, start: bytes.count, count: key.count))
        bytes.append(contentsOf: key)
        places[place] = Int32(entries.count)
        if entries.count * 2 > places.count { grow() }
        return (entries.count - 1, true)
    }

    private func isKey(_ number: Int, _ key: UnsafeRawBufferPointer) -> Bool {
        let entry = entries[number]
        guard entry.count == key.count else { return false }
        return bytes.withUnsafeBytes { $0[entry.start..<entry.start + entry.count].elementsEqual(key) }
    }

    private mutating func grow() {
        places = Array(repeating: 0, count: places.count * 2)
        for (number, entry) in entries.enumerated() {
            var place = entry.hash & (places.count - 1)
            while places[place] != 0 { place = (place + 1) & (places.count - 1) }
            places[place] = Int32(number + 1)
        }
    }
}
