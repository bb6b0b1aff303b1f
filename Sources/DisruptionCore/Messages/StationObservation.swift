/// A decoded observation of an airport's weather, as a source tells it that reads its instruments.
///
/// Bytes: observed at i64, flags u8 (a bit for each number that is there, in the order of the fields), the numbers as
/// signed varints, then the phenomena, METAR groups with a blank between them, counted.
public struct StationObservation: Sendable, Equatable {
    public var observedAt: Instant
    /// m, 0…100,000.
    public var visibilityM: Int32?
    /// ft, 0…100,000.
    public var ceilingFt: Int32?
    /// Degrees true, 0…360; nil where it is variable or not known.
    public var windDirectionDeg: Int32?
    /// kt, 0…300.
    public var windSpeedKt: Int32?
    public var windGustKt: Int32?
    /// °C in tenths.
    public var temperatureTenths: Int32?
    public var dewPointTenths: Int32?

    public init(observedAt: Instant) { self.observedAt = observedAt }

    private var numbers: [Int32?] {
        [
            visibilityM, ceilingFt, windDirectionDeg, windSpeedKt, windGustKt, temperatureTenths, dewPointTenths,
        ]
    }

    /// - Parameter phenomena: METAR groups with a blank between them.
    public func encode(phenomena: UnsafeRawBufferPointer, into writer: inout ByteWriter) {
        writer.put(observedAt.ms)
        var flags: UInt8 = 0
        for (at, number) in numbers.enumerated() where number != nil { flags |= 1 << UInt8(at) }
        writer.put8(flags)
        for number in numbers { if let number { writer.putSigned(Int64(number)) } }
        writer.putCounted(phenomena)
    }

    /// - Parameter phenomena: gets the groups.
    /// - Returns: nil when the bytes are no observation.
    init?(reading reader: inout ByteReader, phenomena: (UnsafeRawBufferPointer) -> Void) {
        self.init(observedAt: Instant(ms: reader.read()))
        let flags: UInt8 = reader.read()
        func number(_ bit: UInt8, _ reader: inout ByteReader) -> Int32? {
            flags >> bit & 1 == 1 ? Int32(clamping: reader.readSigned()) : nil
        }
        visibilityM = number(0, &reader)
        ceilingFt = number(1, &reader)
        windDirectionDeg = number(2, &reader)
        windSpeedKt = number(3, &reader)
        windGustKt = number(4, &reader)
        temperatureTenths = number(5, &reader)
        dewPointTenths = number(6, &reader)
        phenomena(reader.readCounted())
        if reader.failed { return nil }
    }
}
