/// What stands before the parts of a snapshot: of which partition it is, by which rules it came to be, and how much is
/// in it.
///
/// Layout, little-endian: magic u32, format version u16, 0 u16, rules i64, partition u32, incarnation u32, partitions
/// of the four source topics u32 each, entities of the five kinds u32 each. Then each part: section u8, bytes u64, the
/// bytes.
public struct SnapshotHead: Equatable, Sendable {
    /// Counts up with every change to the bytes that an older build would read wrongly.
    public static let formatVersion: UInt16 = 2
    /// `IRSN`.
    private static let magic: UInt32 = 0x4E53_5249

    /// `PartitionEngine.rules` of the build that wrote it. A build with other rules restores it, but goes on only where
    /// nothing is left to be told again.
    public let rules: Int64
    public let partition: Int
    public let incarnation: UInt32
    public let layout: LogLayout
    /// Entities in it; timers are not counted here.
    public let sizes: EngineSizes

    init(rules: Int64, partition: Int, incarnation: UInt32, layout: LogLayout, sizes: EngineSizes) {
        self.rules = rules
        self.partition = partition
        self.incarnation = incarnation
        self.layout = layout
        self.sizes = sizes
    }

    func encode(into writer: inout ByteWriter) {
        writer.put(SnapshotHead.magic)
        writer.put(SnapshotHead.formatVersion)
        writer.put(UInt16(0))
        writer.put(rules)
        writer.put(UInt32(truncatingIfNeeded: partition))
        writer.put(incarnation)
        for topic in SourceTopic.allCases { writer.put(UInt32(truncatingIfNeeded: layout.partitions(of: topic))) }
        for count in [sizes.legs, sizes.aircraft, sizes.airports, sizes.airlines, sizes.bookings] {
            writer.put(UInt32(truncatingIfNeeded: count))
        }
    }

    /// Reads the head of a snapshot.
    /// - Throws: `noSnapshot`, `newerFormat`, `olderFormat`, `truncated` or `malformed`.
    public init(reading bytes: UnsafeRawBufferPointer) throws(SnapshotError) {
        var reader = ByteReader(bytes)
        try self.init(reading: &reader)
    }

    init(reading reader: inout ByteReader) throws(SnapshotError) {
        let magic: UInt32 = reader.read()
        let format: UInt16 = reader.read()
        guard !reader.failed, magic == SnapshotHead.magic else { throw .noSnapshot }
        guard format <= SnapshotHead.formatVersion else {
            throw .newerFormat(found: format, known: SnapshotHead.formatVersion)
        }
        guard format == SnapshotHead.formatVersion else {
            throw .olderFormat(found: format, known: SnapshotHead.formatVersion)
        }
        _ = reader.read(UInt16.self)
        rules = reader.read()
        partition = Int(reader.read(UInt32.self))
        incarnation = reader.read()
        let partitions = SourceTopic.allCases.map { _ in Int(reader.read(UInt32.self)) }
        layout = LogLayout(
            flightEvents: partitions[0], externalData: partitions[1], passengerEvents: partitions[2],
            entities: partitions[3])
        var sizes = EngineSizes()
        sizes.legs = Int(reader.read(UInt32.self))
        sizes.aircraft = Int(reader.read(UInt32.self))
        sizes.airports = Int(reader.read(UInt32.self))
        sizes.airlines = Int(reader.read(UInt32.self))
        sizes.bookings = Int(reader.read(UInt32.self))
        self.sizes = sizes
        guard !reader.failed else { throw .truncated(.head) }
        guard partitions.allSatisfy({ (1...LogLayout.maximum).contains($0) }) else { throw .malformed(.head) }
    }

    /// Checks that the state belongs here and that there is room for it.
    func check(
        partition: Int, layout: LogLayout, incarnation: UInt32, limits: TableLimits
    ) throws(SnapshotError) {
        guard self.layout == layout else { throw .otherLayout(found: self.layout, expected: layout) }
        guard self.partition == partition else { throw .otherPartition(found: self.partition, expected: partition) }
        guard self.incarnation == incarnation else {
            throw .otherIncarnation(found: self.incarnation, expected: incarnation)
        }
        let counts: [(SnapshotSection, Int, Int)] = [
            (.legs, sizes.legs, limits.legs), (.aircraft, sizes.aircraft, limits.aircraft),
            (.airports, sizes.airports, limits.airports), (.airlines, sizes.airlines, limits.airlines),
            (.bookings, sizes.bookings, limits.bookings),
        ]
        for (section, count, limit) in counts where count > limit {
            throw .tooMany(section, count: count, limit: limit)
        }
    }
}
