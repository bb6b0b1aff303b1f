/// Packs what a row is about into one number, so that rows compare as their columns do; 0 in a column is all.
///
/// A carrier takes 18 bits. An airport takes 23: its code begins with a letter, whose six bits need five.
public enum LearnedKey {
    static let airportBits: UInt64 = 23

    @inlinable public static func turn(_ carrier: CarrierCode, _ airport: AirportCode) -> UInt64 {
        carrier.packed << 23 | airport.packed & 0x7F_FFFF
    }

    @inlinable public static func gain(
        _ carrier: CarrierCode, _ origin: AirportCode, _ destination: AirportCode
    ) -> UInt64 {
        carrier.packed << 46 | (origin.packed & 0x7F_FFFF) << 23 | destination.packed & 0x7F_FFFF
    }

    @inlinable public static func departure(_ time: InformationTime, step: Int) -> UInt64 {
        UInt64(time.rawValue) << 6 | UInt64(truncatingIfNeeded: step) & 63
    }

    @inlinable public static func reported(_ time: InformationTime, _ carrier: CarrierCode, step: Int) -> UInt64 {
        (UInt64(time.rawValue) << 18 | carrier.packed) << 6 | UInt64(truncatingIfNeeded: step) & 63
    }

    /// - Parameter isDestination: whether legs to the airport are meant, not legs from it.
    @inlinable public static func habit(
        _ time: InformationTime, _ carrier: CarrierCode, isDestination: Bool = false, _ airport: AirportCode = .none
    ) -> UInt64 {
        let side: UInt64 = airport.isNone ? 0 : isDestination ? 2 : 1
        return ((UInt64(time.rawValue) << 18 | carrier.packed) << 2 | side) << 23 | airport.packed & 0x7F_FFFF
    }

    /// The same key for all carriers.
    @inlinable public static func withoutCarrier(_ reported: UInt64) -> UInt64 {
        (reported >> 24) << 24 | reported & 63
    }

    /// - Parameter circumstance: 0 to 39, `DepartureForecast.Inputs.circumstance`.
    @inlinable public static func circumstance(_ time: InformationTime, _ circumstance: Int) -> UInt64 {
        UInt64(time.rawValue) << 6 | UInt64(truncatingIfNeeded: circumstance) & 63
    }

    @inlinable public static func factor(
        _ time: InformationTime, _ carrier: CarrierCode, _ airport: AirportCode
    ) -> UInt64 {
        (UInt64(time.rawValue) << 18 | carrier.packed) << 23 | airport.packed & 0x7F_FFFF
    }

    /// - Parameters:
    ///   - step: of the chance, in twentieths.
    ///   - sizeClass: 0 to 5; nil is all of the step.
    @inlinable public static func size(_ time: InformationTime, step: Int, sizeClass: Int?) -> UInt64 {
        let place = UInt64(truncatingIfNeeded: sizeClass.map { $0 + 1 } ?? 0) & 7
        return (UInt64(time.rawValue) << 5 | UInt64(truncatingIfNeeded: step) & 31) << 3 | place
    }

    @inlinable public static func carrierSize(_ time: InformationTime, _ carrier: CarrierCode) -> UInt64 {
        UInt64(time.rawValue) << 18 | carrier.packed
    }

    @inlinable public static func airport(_ airport: AirportCode) -> UInt64 { airport.packed & 0x7F_FFFF }

    @inlinable public static func carrier(_ carrier: CarrierCode) -> UInt64 { carrier.packed }

    /// - Parameter isIn: taxi to the stand, not from it.
    @inlinable public static func taxi(_ airport: AirportCode, isIn: Bool) -> UInt64 {
        (isIn ? 2 : 1) << 23 | airport.packed & 0x7F_FFFF
    }

    /// The same key for all airports.
    @inlinable public static func withoutAirport(_ taxi: UInt64) -> UInt64 { (taxi >> 23) << 23 }

    /// The keys of an hour's delay, the narrowest first: of its hour and class of day, of its hour, of all hours.
    /// - Parameter hour: of the local day, 0 to 23.
    public static func usual(_ airport: AirportCode, isArrival: Bool, hour: Int, isWeekend: Bool) -> [UInt64] {
        let movement = (airport.packed & 0x7F_FFFF) << 2 | (isArrival ? 2 : 1)
        let hour = UInt64(truncatingIfNeeded: hour + 1) & 31
        return [(movement << 5 | hour) << 2 | (isWeekend ? 2 : 1), (movement << 5 | hour) << 2, movement << 7]
    }
}

/// When something of a leg's rotation has become known.
public enum InformationTime: UInt8, CaseIterable, Sendable {
    /// The in-block of the tail's previous leg.
    case previousArrival = 0
    /// The off-block of the tail's previous leg.
    case previousDeparture
    /// The off-block of the leg before that.
    case twoLegsOff
    /// The in-block of the leg before that.
    case twoLegsIn

    public var name: StaticString {
        switch self {
        case .previousArrival: "prev_arrival"
        case .previousDeparture: "prev_departure"
        case .twoLegsOff: "two_legs_off"
        case .twoLegsIn: "two_legs_in"
        }
    }

    /// Whether the leg before the previous one is what is known.
    @inlinable public var isTwoLegsAhead: Bool { rawValue >= InformationTime.twoLegsOff.rawValue }
}
