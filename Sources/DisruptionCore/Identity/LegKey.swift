/// The name of a leg: flight number, local date of scheduled departure, origin, and the attempt under that number.
///
/// Source: AIDX unique flight identifier (IATA RP 1797A), with `leg_id` as the topics write it:
/// `AA123/2008-01-05/ORD`, a second attempt `AA123/2008-01-05/ORD#2`.
public struct LegKey: Hashable, Comparable, Sendable {
    /// Flight number in the upper 48 bits, days since 1970-01-01 in the lower 16.
    public let high: UInt64
    /// Origin in the upper 24 bits, attempt − 1 in the lower 8.
    public let low: UInt32

    @inlinable public init(high: UInt64, low: UInt32) {
        self.high = high
        self.low = low
    }

    /// - Parameters:
    ///   - date: 1970-01-01 to 2149-06-06.
    ///   - attempt: 1…99; 1 is the first.
    @inlinable public init(flight: FlightNumber, date: CalendarDate, origin: AirportCode, attempt: Int = 1) {
        high = flight.packed << 16 | UInt64(UInt16(truncatingIfNeeded: date.days))
        low = UInt32(truncatingIfNeeded: origin.packed) << 8 | UInt32(UInt8(truncatingIfNeeded: attempt - 1))
    }

    /// No leg.
    public static let none = LegKey(high: 0, low: 0)
    @inlinable public var isNone: Bool { high == 0 }

    @inlinable public var flight: FlightNumber { FlightNumber(packed: high >> 16) }
    @inlinable public var date: CalendarDate { CalendarDate(days: Int32(high & 0xFFFF)) }
    @inlinable public var origin: AirportCode { AirportCode(packed: UInt64(low >> 8)) }
    @inlinable public var attempt: Int { Int(low & 0xFF) + 1 }

    @inlinable public static func < (a: LegKey, b: LegKey) -> Bool {
        a.high != b.high ? a.high < b.high : a.low < b.low
    }

    /// The instant from which the leg is forgotten: 00:00 UTC three days after its date begins, which leaves any zone a
    /// full day of delay after the last scheduled minute of the date. A fact that comes later is LATE.
    @inlinable public var forgottenAt: Instant { CalendarDate(days: date.days + LegKey.lifeDays).startUTC }
    /// Days from the begin of a leg's date (UTC) until it is forgotten.
    public static let lifeDays: Int32 = 3
}

extension LegKey: CustomStringConvertible {
    /// The `leg_id`.
    public var description: String {
        var bytes: [UInt8] = []
        forEachByte { bytes.append($0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Calls `body` with each ASCII character of the `leg_id`.
    @inlinable public func forEachByte(_ body: (UInt8) -> Void) {
        flight.forEachByte(body)
        body(0x2F)
        let (year, month, day) = date.civil
        for digit in [year / 1000, year / 100 % 10, year / 10 % 10, year % 10] { body(0x30 + UInt8(digit)) }
        for part in [month, day] {
            body(0x2D)
            body(0x30 + UInt8(part / 10))
            body(0x30 + UInt8(part % 10))
        }
        body(0x2F)
        origin.forEachByte(body)
        guard attempt > 1 else { return }
        body(0x23)
        if attempt >= 10 { body(0x30 + UInt8(attempt / 10 % 10)) }
        body(0x30 + UInt8(attempt % 10))
    }
}
