/// An entity that knows its own key, two words.
protocol Keyed: ~Copyable {
    var tableKey: (high: UInt64, low: UInt64) { get }
}

/// Entities of one kind by key: an open-addressed index over slots that do not move while an entity is worked on.
///
/// Finding takes one fixed hash and usually one probe, of an index that holds 32 bits of the hash beside the slot, so
/// that no other entity is read; entities are changed in place.
struct EntityTable<Entity: ~Copyable & Keyed>: ~Copyable {
    private var slots: UnsafeMutablePointer<Entity>
    private var capacity: Int
    private var top = 0
    /// Slots below `top` that hold no entity.
    private var free: [Int32] = []
    /// Upper half of the hash, and slot + 1 in the lower half: 0 empty, all ones deleted.
    private var index: UnsafeMutablePointer<UInt64>
    private var indexMask: Int
    private var filled = 0
    /// Entities in the table.
    private(set) var count = 0

    private static var deleted: UInt64 { 0xFFFF_FFFF }

    init(capacity: Int = 64) {
        self.capacity = capacity
        slots = .allocate(capacity: capacity)
        indexMask = capacity * 2 - 1
        index = .allocate(capacity: indexMask + 1)
        index.initialize(repeating: 0, count: indexMask + 1)
    }

    /// A table with room for some entities, and for some more before it grows.
    init(roomFor count: Int) {
        capacity = max(64, count + count / 4)
        slots = .allocate(capacity: capacity)
        var size = 128
        while size < 2 * count { size *= 2 }
        indexMask = size - 1
        index = .allocate(capacity: size)
        index.initialize(repeating: 0, count: size)
    }

    deinit {
        for at in 0...indexMask {
            if let slot = EntityTable.slot(index[at]) { (slots + slot).deinitialize(count: 1) }
        }
        slots.deallocate()
        index.deallocate()
    }

    subscript(slot: Int) -> Entity {
        @inline(__always) _read { yield slots[slot] }
        @inline(__always) _modify { yield &slots[slot] }
    }

    @inline(__always) private static func hash(_ high: UInt64, _ low: UInt64) -> UInt64 {
        Hash64.mix(high ^ low &* 0x9E37_79B9_7F4A_7C15)
    }

    /// The slot of an index entry, nil of one that is empty or deleted.
    @inline(__always) private static func slot(_ entry: UInt64) -> Int? {
        let low = entry & 0xFFFF_FFFF
        return low == 0 || low == deleted ? nil : Int(low) - 1
    }

    /// The place of a key in the index, nil where it is not there.
    @inline(__always) private func place(of high: UInt64, _ low: UInt64) -> Int? {
        let hash = EntityTable.hash(high, low)
        var at = Int(truncatingIfNeeded: hash) & indexMask
        while true {
            let entry = index[at]
            if entry == 0 { return nil }
            if entry >> 32 == hash >> 32, let slot = EntityTable.slot(entry), slots[slot].tableKey == (high, low) {
                return at
            }
            at = (at + 1) & indexMask
        }
    }

    /// The slot of a key, nil where it is not there.
    func find(_ high: UInt64, _ low: UInt64) -> Int? {
        place(of: high, low).flatMap { EntityTable.slot(index[$0]) }
    }

    /// Reads the place of the index where a key is looked for first.
    @inline(__always) func prefetchIndex(_ high: UInt64, _ low: UInt64) -> UInt64 {
        index[Int(truncatingIfNeeded: EntityTable.hash(high, low)) & indexMask]
    }

    /// Reads a word of every cache line of an entity.
    @inline(__always) func prefetch(_ slot: Int) -> UInt64 {
        CacheLines.read(UnsafeRawBufferPointer(start: slots + slot, count: MemoryLayout<Entity>.size))
    }

    /// Puts in an entity whose key is not there.
    mutating func insert(_ high: UInt64, _ low: UInt64, _ entity: consuming Entity) -> Int {
        if (filled + 1) * 4 > (indexMask + 1) * 3 { rebuildIndex() }
        let slot: Int
        if let reused = free.popLast() {
            slot = Int(reused)
        } else {
            if top == capacity { growSlots() }
            slot = top
            top += 1
        }
        (slots + slot).initialize(to: entity)
        let hash = EntityTable.hash(high, low)
        if EntityTable.put(hash, slot, index, indexMask) { filled += 1 }
        count += 1
        return slot
    }

    /// Puts in an entity, unless one of its key is there.
    /// - Returns: whether it was put in.
    mutating func insertIfNew(_ entity: consuming Entity) -> Bool {
        let key = entity.tableKey
        if place(of: key.high, key.low) != nil { return false }
        _ = insert(key.high, key.low, entity)
        return true
    }

    /// The end of the slots in use.
    var slotsEnd: Int { top }

    /// Slots of all entities, in the order of their keys.
    func slotsByKey() -> [Int] {
        let held = (0...indexMask).compactMap { EntityTable.slot(index[$0]) }
        return held.sorted { slots[$0].tableKey < slots[$1].tableKey }
    }

    /// Takes an entity out.
    mutating func remove(_ high: UInt64, _ low: UInt64) {
        guard let at = place(of: high, low), let slot = EntityTable.slot(index[at]) else { return }
        index[at] = EntityTable.deleted
        (slots + slot).deinitialize(count: 1)
        free.append(Int32(slot))
        count -= 1
    }

    /// - Returns: whether an entry was used that had never been.
    private static func put(_ hash: UInt64, _ slot: Int, _ index: UnsafeMutablePointer<UInt64>, _ mask: Int) -> Bool {
        var at = Int(truncatingIfNeeded: hash) & mask
        while EntityTable.slot(index[at]) != nil { at = (at + 1) & mask }
        let isNew = index[at] == 0
        index[at] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(slot + 1)
        return isNew
    }

    private mutating func growSlots() {
        // Only ever called with every slot in use.
        let larger = capacity * 2
        let moved = UnsafeMutablePointer<Entity>.allocate(capacity: larger)
        moved.moveInitialize(from: slots, count: top)
        slots.deallocate()
        slots = moved
        capacity = larger
    }

    /// Makes the index anew, larger where need be and without deleted entries.
    private mutating func rebuildIndex() {
        var size = indexMask + 1
        while (count + 1) * 2 > size { size *= 2 }
        let made = UnsafeMutablePointer<UInt64>.allocate(capacity: size)
        made.initialize(repeating: 0, count: size)
        for at in 0...indexMask {
            guard let slot = EntityTable.slot(index[at]) else { continue }
            let key = slots[slot].tableKey
            _ = EntityTable.put(EntityTable.hash(key.high, key.low), slot, made, size - 1)
        }
        index.deallocate()
        index = made
        indexMask = size - 1
        filled = count
    }
}
