/// Timers of one stage, by event time; they fire when the stage's watermark passes, in the order (time, key, kind).
///
/// Timers are never cancelled: the entity looks whether the reason still stands. Kept in buckets of a minute.
struct Timers {
    struct Entry {
        var at: Instant
        var key: EntityKey
        var kind: UInt8
    }

    private var buckets: [Int64: [Entry]] = [:]
    /// Minutes that have a bucket, a binary heap with the least first.
    private var minutes: [Int64] = []
    private(set) var count = 0

    mutating func set(_ kind: UInt8, for key: EntityKey, at instant: Instant) {
        let minute = floorDivide(instant.ms, 60_000)
        count += 1
        if buckets[minute]?.append(Entry(at: instant, key: key, kind: kind)) == nil {
            buckets[minute] = [Entry(at: instant, key: key, kind: kind)]
            push(minute)
        }
    }

    /// Takes out the next entries that are due at `watermark`, at most a minute's; empty when none is.
    mutating func takeDue(_ watermark: Instant) -> [Entry] {
        guard let minute = minutes.first else { return [] }
        guard minute &* 60_000 <= watermark.ms, let bucket = buckets[minute] else { return [] }
        var due = bucket
        if (minute &+ 1) &* 60_000 &- 1 > watermark.ms {
            due = bucket.filter { $0.at <= watermark }
            if due.isEmpty { return [] }
            let rest = bucket.filter { $0.at > watermark }
            if rest.isEmpty { drop(minute) } else { buckets[minute] = rest }
        } else {
            drop(minute)
        }
        count -= due.count
        due.sort {
            if $0.at != $1.at { return $0.at < $1.at }
            if $0.key.kind != $1.key.kind { return $0.key.kind.rawValue < $1.key.kind.rawValue }
            if $0.key.high != $1.key.high { return $0.key.high < $1.key.high }
            if $0.key.low != $1.key.low { return $0.key.low < $1.key.low }
            return $0.kind < $1.kind
        }
        return due
    }

    private mutating func drop(_ minute: Int64) {
        buckets[minute] = nil
        pop()
    }

    private mutating func push(_ minute: Int64) {
        minutes.append(minute)
        var child = minutes.count - 1
        while child > 0, minutes[(child - 1) / 2] > minutes[child] {
            minutes.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private mutating func pop() {
        minutes.swapAt(0, minutes.count - 1)
        minutes.removeLast()
        var parent = 0
        while true {
            var least = parent
            for child in [2 * parent + 1, 2 * parent + 2] where child < minutes.count && minutes[child] < minutes[least]
            {
                least = child
            }
            if least == parent { return }
            minutes.swapAt(parent, least)
            parent = least
        }
    }
}

extension Timers {
    /// The least that a timer takes in a snapshot.
    static let snapshotBytes = 1 + 1 + 1 + 4

    /// Writes all timers by minute, within one in the order of setting.
    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.putVarint(UInt64(count))
        var last = Instant(ms: 0)
        for minute in minutes.sorted() {
            for entry in buckets[minute] ?? [] {
                writer.put8(entry.kind)
                writer.put8(entry.key.kind.rawValue)
                MessageHead.putKey(entry.key, into: &writer)
                writer.putInstant(entry.at, from: last.ms)
                last = entry.at
            }
        }
    }

    init(restoring reader: inout SnapshotReader) {
        var last = Instant(ms: 0)
        for _ in 0..<reader.count(of: Timers.snapshotBytes) {
            let kind: UInt8 = reader.read()
            let entity: EntityKind = reader.read(reader.read(), or: .leg)
            let key = MessageHead.readKey(entity, &reader.bytes)
            last = reader.instant(from: last.ms)
            if reader.hasFailed { return }
            set(kind, for: key, at: last)
        }
    }
}
