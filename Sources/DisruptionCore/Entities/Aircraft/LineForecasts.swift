/// What of a leg in a line of flight has been used for forecasts already: a bit each, so that nothing is said twice.
struct LineForecasts: Equatable {
    /// Bit 0 its off-block, bit 1 its in-block, from bit 2 on the horizons at which it was predicted.
    private(set) var bits: UInt8 = 0

    init() {}

    /// Bits in a snapshot.
    static let width: UInt32 = 7

    init(bits: UInt8) { self.bits = bits & 0x7F }

    /// - Returns: whether the movement is new.
    mutating func takeDeparture() -> Bool { take(0) }
    mutating func takeArrival() -> Bool { take(1) }
    /// - Returns: whether nothing was predicted at the horizon.
    mutating func take(_ horizon: RotationPrediction.Horizon) -> Bool { take(horizon.rawValue + 1) }

    func has(_ horizon: RotationPrediction.Horizon) -> Bool { bits & 1 << (horizon.rawValue + 1) != 0 }

    private mutating func take(_ place: UInt8) -> Bool {
        let isNew = bits & 1 << place == 0
        bits |= 1 << place
        return isNew
    }
}
