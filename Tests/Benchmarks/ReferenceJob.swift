import DisruptionCore
import History
import ReferenceData

/// The events of the reference job in memory: every leg with a tail, scheduled 6 h before departure, out, in, cancelled
/// 1 h before.
struct ReferenceJob {
    /// All values one behind the other, and where each ends.
    private(set) var bytes: [UInt8] = []
    private(set) var ends: [Int] = []
    /// Keys of the legs, for the record keys.
    private(set) var legs: [LegKey] = []
    /// Event time of the last one.
    private(set) var last = Instant.distantPast

    var count: Int { ends.count }
    var averageBytes: Int { count == 0 ? 0 : bytes.count / count }

    /// - Parameters:
    ///   - path: a file of legs.
    ///   - most: events at the most.
    init(path: String, most: Int = .max) throws {
        let reference = try ReferenceAirports.load().directory
        let files = try HistoryFiles(paths: [path], airports: reference, selection: .reference)
        var stream = EventStream(LegSource(files), rules: .reference)
        var writer = EventWriter()
        while count < most, let event = try stream.next() {
            bytes.append(contentsOf: writer.body(event))
            ends.append(bytes.count)
            legs.append(event.leg.key)
            last = max(last, event.time)
        }
    }

    /// Calls `body` with each value.
    func forEach(_ body: (Int, UnsafeRawBufferPointer) throws -> Void) rethrows {
        try bytes.withUnsafeBytes { all in
            var start = 0
            for (index, end) in ends.enumerated() {
                try body(index, UnsafeRawBufferPointer(rebasing: all[start..<end]))
                start = end
            }
        }
    }
}
