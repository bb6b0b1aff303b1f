/// Entities of one kind by key: an open-addressed index over slots that do not move while an entity is worked on.
///
/// Finding takes one fixed hash and usually one probe; entities are changed in place.
struct EntityTable<Entity: ~Copyable>: ~Copyable {
    private var slots: UnsafeMutablePointer<Entity>
    private var keys: UnsafeMutablePointer<(high: UInt64, low: UInt64, used: Bool)>
    private var capacity: Int
    private var top = 0
    private var free: [Int32] = []
    /// Slot + 1 by hash, 0 empty, -1 deleted.
    private var index: UnsafeMutablePointer<Int32>
    private var indexMask: Int
    private var filled = 0
    /// Entities in the table.
    private(set) var count = 0

    init(capacity: Int = 64) {
        self.capacity = capacity
        slots = .allocate(capacity: capacity)
        keys = .allocate(capacity: capacity)
        indexMask = capacity * 2 - 1
        index = .allocate(capacity: indexMask + 1)
        index.initialize(repeating: 0, count: indexMask + 1)
    }

    deinit {
        for slot in 0..<top where keys[slot].used { (slots + slot).deinitialize(count: 1) }
        slots.deallocate()
        keys.deallocate()
        index.deallocate()
    }

    subscript(slot: Int) -> Entity {
        @inline(__always) _read { yield slots[slot] }
        @inline(__always) _modify { yield &slots[slot] }
    }

    @inline(__always) private func start(_ high: UInt64, _ low: UInt64) -> Int {
        Int(truncatingIfNeeded: Hash64.mix(high ^ low &* 0x9E37_79B9_7F4A_7C15)) & indexMask
    }

    /// The slot of a key, nil where it is not there.
    func find(_ high: UInt64, _ low: UInt64) -> Int? {
        var at = start(high, low)
        while index[at] != 0 {
            if index[at] > 0 {
                let slot = Int(index[at]) - 1
                if keys[slot].high == high, keys[slot].low == low { return slot }
            }
            at = (at + 1) & indexMask
        }
        return nil
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
        (keys + slot).initialize(to: (high, low, true))
        place(slot)
        count += 1
        return slot
    }

    /// Takes an entity out.
    mutating func remove(_ high: UInt64, _ low: UInt64) {
        var at = start(high, low)
        while index[at] != 0 {
            if index[at] > 0 {
                let slot = Int(index[at]) - 1
                if keys[slot].high == high, keys[slot].low == low {
                    index[at] = -1
                    keys[slot].used = false
                    (slots + slot).deinitialize(count: 1)
                    free.append(Int32(slot))
                    count -= 1
                    return
                }
            }
            at = (at + 1) & indexMask
        }
    }

    /// Every slot in use, in no order that may reach an output.
    func forEachSlot(_ body: (Int) -> Void) {
        for slot in 0..<top where keys[slot].used { body(slot) }
    }

    private mutating func place(_ slot: Int) {
        var at = start(keys[slot].high, keys[slot].low)
        while index[at] > 0 { at = (at + 1) & indexMask }
        if index[at] == 0 { filled += 1 }
        index[at] = Int32(slot) + 1
    }

    private mutating func growSlots() {
        let larger = capacity * 2
        let moved = UnsafeMutablePointer<Entity>.allocate(capacity: larger)
        let movedKeys = UnsafeMutablePointer<(high: UInt64, low: UInt64, used: Bool)>.allocate(capacity: larger)
        for slot in 0..<top where keys[slot].used { (moved + slot).moveInitialize(from: slots + slot, count: 1) }
        movedKeys.moveInitialize(from: keys, count: top)
        slots.deallocate()
        keys.deallocate()
        slots = moved
        keys = movedKeys
        capacity = larger
    }

    private mutating func rebuildIndex() {
        var size = indexMask + 1
        while (count + 1) * 2 > size { size *= 2 }
        index.deallocate()
        index = .allocate(capacity: size)
        index.initialize(repeating: 0, count: size)
        indexMask = size - 1
        filled = 0
        for slot in 0..<top where keys[slot].used { place(slot) }
    }
}
