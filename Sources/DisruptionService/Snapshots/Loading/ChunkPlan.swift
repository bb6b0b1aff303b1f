/// Which records of one partition are still to be read, by whom, and where to go on. Several readers share one pass,
/// because their chunks stand between each other.
struct ChunkPlan {
    /// Who wants a record: a job, and the number of the chunk for it.
    struct Want: Hashable {
        let job: Int
        let chunk: Int
    }

    /// What to do next.
    enum Step: Equatable {
        /// All is read.
        case done
        /// Go on reading.
        case read
        /// Go on at another offset.
        case seek(Int64)
    }

    private var wanted: [Int64: [Want]] = [:]
    /// The next offset that the reader hands out; nil before it was placed.
    private(set) var position: Int64?

    /// Records that are read and thrown away rather than gone around: that costs a round trip and what was fetched
    /// ahead, as much as some megabytes of reading.
    static let passedOver: Int64 = 16

    var isEmpty: Bool { wanted.isEmpty }

    mutating func add(_ want: Want, at offset: Int64) { wanted[offset, default: []].append(want) }

    /// Forgets what a job wants.
    mutating func remove(job: Int) {
        for (offset, wants) in wanted where wants.contains(where: { $0.job == job }) {
            let left = wants.filter { $0.job != job }
            wanted[offset] = left.isEmpty ? nil : left
        }
    }

    /// The reader stands at an offset.
    mutating func place(at offset: Int64) { position = offset }

    /// What to do now: forward to the next wanted record, or back where others came to be wanted meanwhile.
    func step() -> Step {
        guard let position else { return wanted.keys.min().map { .seek($0) } ?? .done }
        guard let next = wanted.keys.lazy.filter({ $0 >= position }).min() else {
            return wanted.keys.min().map { .seek($0) } ?? .done
        }
        return next - position > Self.passedOver ? .seek(next) : .read
    }

    /// A record was handed out.
    /// - Returns: who wants it, and whose records were passed without being there.
    mutating func take(_ offset: Int64) -> (wants: [Want], missing: [Want]) {
        let missing = pass(to: offset)
        position = offset + 1
        return (wanted.removeValue(forKey: offset) ?? [], missing)
    }

    /// The partition has nothing up to an offset: what is wanted between the position and there is gone.
    mutating func pass(to offset: Int64) -> [Want] {
        let start = position ?? offset
        position = max(start, offset)
        // Mostly there is none; offsets are consecutive but for what compaction has taken out.
        guard offset > start else { return [] }
        let passed = wanted.keys.filter { (start..<offset).contains($0) }
        return passed.flatMap { wanted.removeValue(forKey: $0) ?? [] }
    }

    /// The partition ends at an offset: what is wanted from the position on is gone.
    mutating func end(at offset: Int64) -> [Want] { offset < position ?? 0 ? [] : pass(to: .max - 1) }

    /// All that is wanted.
    mutating func takeAll() -> [Want] {
        defer { wanted.removeAll() }
        return wanted.values.flatMap { $0 }
    }
}
