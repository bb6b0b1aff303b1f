/// Reads one part of a snapshot.
///
/// Never traps: what is out of its range is noted, and reads as something harmless; the whole snapshot is refused at
/// the end of the part. The ranges are far wider than any log of valid facts reaches, and so narrow that no sum or
/// difference of them overflows where entities work on with them.
struct SnapshotReader {
    /// Instants: a thousand years before and behind 1970.
    static let instantMsMax: Int64 = 1 << 45
    /// Bins: nearly five hundred years.
    static let binMax: Int32 = 1 << 24
    /// Counts of legs in a bin, a queue or a histogram.
    static let countMax: Int64 = 1 << 24
    /// Delays and hops: five hundred years.
    static let minutesMax: Int64 = 1 << 28
    /// Figures of disruptions.
    static let figureMax: Int64 = 1 << 40

    var bytes: ByteReader
    private let section: SnapshotSection
    private var isRefused = false

    init(_ section: SnapshotSection, _ bytes: ByteReader) {
        self.section = section
        self.bytes = bytes
    }

    /// What was read is nothing that an engine writes.
    mutating func refuse() { isRefused = true }

    /// Whether going on makes no sense.
    var hasFailed: Bool { isRefused || bytes.failed }

    /// Says that the part was read to its end.
    func finish() throws(SnapshotError) {
        guard !hasFailed, bytes.isAtEnd else { throw .malformed(section) }
    }

    @inline(__always) mutating func read<T: FixedWidthInteger & BitwiseCopyable>(_ type: T.Type = T.self) -> T {
        bytes.read()
    }

    /// How many of something follow, each of some bytes at least.
    mutating func count(of bytesEach: Int, atMost limit: Int = .max) -> Int {
        let count = bytes.readVarint()
        guard count <= UInt64(bytes.remaining / bytesEach), count <= UInt64(limit) else {
            refuse()
            return 0
        }
        return Int(count)
    }

    /// How many of something follow that may take less than a byte each.
    mutating func number(atMost limit: Int) -> Int {
        let count = bytes.readVarint()
        if count <= UInt64(limit) { return Int(count) }
        refuse()
        return 0
    }

    /// A value of an enumeration.
    @inline(__always) mutating func read<T: RawRepresentable<UInt8>>(_ raw: UInt8, or other: T) -> T {
        if let value = T(rawValue: raw) { return value }
        refuse()
        return other
    }

    /// A signed number of limited size.
    @inline(__always) mutating func signed(within bound: Int64) -> Int64 {
        let value = bytes.readSigned()
        if value >= -bound, value <= bound { return value }
        refuse()
        return 0
    }

    /// A count, maybe a negative one.
    @inline(__always) mutating func tally() -> Int32 {
        Int32(truncatingIfNeeded: signed(within: SnapshotReader.countMax))
    }

    @inline(__always) mutating func minutes() -> Int32 {
        Int32(truncatingIfNeeded: signed(within: SnapshotReader.minutesMax))
    }

    /// An instant, relative to another in milliseconds.
    @inline(__always) mutating func instant(from base: Int64 = 0) -> Instant {
        checked(Instant(ms: base &+ bytes.readSigned()))
    }

    /// An instant that was read in another way.
    @inline(__always) mutating func checked(_ instant: Instant) -> Instant {
        let ms = instant.ms
        if ms.magnitude > UInt64(SnapshotReader.instantMsMax), ms != .min, ms != .max { refuse() }
        return instant
    }

    /// A bin written whole.
    @inline(__always) mutating func bin() -> QuarterHour {
        let bin = QuarterHour(index: bytes.read())
        if bin.isNone || bin.index.magnitude <= UInt32(SnapshotReader.binMax) { return bin }
        refuse()
        return .none
    }

    /// A bin that may have been written as the distance from another.
    @inline(__always) mutating func bin(from base: Int32, isWide: Bool) -> QuarterHour {
        if isWide { return bin() }
        let distance: Int16 = bytes.read()
        return distance == .min ? .none : QuarterHour(index: base &+ Int32(distance))
    }

    @inline(__always) mutating func legKey() -> LegKey { LegKey(high: bytes.read(), low: bytes.read()) }

    @inline(__always) mutating func airport() -> AirportCode { AirportCode(packed: UInt64(bytes.read(UInt32.self))) }

    /// Words in a row.
    mutating func words(_ count: Int) -> ContiguousArray<UInt64> {
        guard count > 0, count <= bytes.remaining / 8 else {
            if count != 0 { refuse() }
            return []
        }
        let source = bytes.readBytes(count * 8)
        var words: ContiguousArray<UInt64> = []
        words.reserveCapacity(count)
        for at in 0..<count {
            words.append(UInt64(littleEndian: source.loadUnaligned(fromByteOffset: at * 8, as: UInt64.self)))
        }
        return words
    }
}
