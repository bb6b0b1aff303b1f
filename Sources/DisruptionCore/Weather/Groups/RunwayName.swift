/// A direction of a runway as reports name it: the magnetic heading in tens of degrees, and the side among parallels.
public struct RunwayName: Hashable, Sendable {
    /// 1…36; 88 for all runways, 99 for the report before repeated; 0 where it is not told.
    public let number: UInt8
    /// ASCII `L`, `C` or `R`; 0 where there are no parallels.
    public let side: UInt8

    public init(number: UInt8, side: UInt8 = 0) {
        self.number = number
        self.side = side
    }

    /// Every runway of the airport.
    public static let all = RunwayName(number: 88)

    /// Calls `body` with each character, e.g. `09L`.
    public func forEachByte(_ body: (UInt8) -> Void) {
        body(0x30 + number / 10 % 10)
        body(0x30 + number % 10)
        if side != 0 { body(side) }
    }
}
