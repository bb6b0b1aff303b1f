import KafkaClient

/// How far the group is behind, whoever owns the partitions or nobody: from its committed positions and the ends of the
/// partitions, looked at again and again. Decided from times that come in as parameters.
///
/// How old the oldest record is that waits follows from when the end of its partition was where the position is now.
struct GroupLag {
    /// How a partition stood at a look.
    private struct Sight {
        let atMs: Int64
        let end: Int64
    }

    private struct Partition {
        var records: Int64 = 0
        /// Rising in time and end; the first is the oldest.
        var sights: [Sight] = []
        var position: Int64 = 0
    }

    /// What waits in a partition.
    struct Waiting: Equatable {
        let place: TopicPartition
        let records: Int64
        /// Of the oldest one, at least; 0 where none waits.
        let ageMs: Int64
    }

    private var partitions: [TopicPartition: Partition] = [:]
    /// Looks that are remembered; of more, every second of the older ones is forgotten.
    private static let sightsMax = 128

    /// A look at a partition.
    /// - Parameters:
    ///   - position: next offset that the group reads; nil where it has committed none, so it begins at `range.low`.
    ///   - range: the offsets that the partition holds.
    ///   - nowMs: monotonic.
    mutating func look(_ place: TopicPartition, position: Int64?, _ range: OffsetRange, nowMs: Int64) {
        var partition = partitions[place] ?? Partition()
        // A topic that was made anew begins again.
        if let last = partition.sights.last, last.end > range.high { partition.sights = [] }
        partition.position = max(position ?? range.low, range.low)
        partition.records = max(0, range.high - partition.position)
        if partition.sights.last?.end == range.high { partition.sights.removeLast() }
        partition.sights.append(Sight(atMs: nowMs, end: range.high))
        // What lies before the position says nothing any more, but for the last of it.
        while partition.sights.count > 1, partition.sights[1].end <= partition.position {
            partition.sights.removeFirst()
        }
        if partition.sights.count > Self.sightsMax {
            let half = partition.sights.count / 2
            partition.sights = partition.sights.enumerated().filter { $0.0 >= half || $0.0 % 2 == 0 }.map(\.1)
        }
        partitions[place] = partition
    }

    /// What waits, by topic and partition.
    func waiting(nowMs: Int64) -> [Waiting] {
        partitions.sorted { $0.key < $1.key }.map { place, partition in
            Waiting(place: place, records: partition.records, ageMs: Self.age(partition, nowMs))
        }
    }

    private static func age(_ partition: Partition, _ nowMs: Int64) -> Int64 {
        guard partition.records > 0 else { return 0 }
        // The oldest one came between the look at which it was not there yet and the next.
        guard let before = partition.sights.first, before.end <= partition.position, partition.sights.count > 1 else {
            return max(0, nowMs - (partition.sights.first?.atMs ?? nowMs))
        }
        let after = partition.sights[1]
        let share = Double(partition.position - before.end) / Double(max(1, after.end - before.end))
        return max(0, nowMs - before.atMs - Int64(share * Double(after.atMs - before.atMs)))
    }
}
