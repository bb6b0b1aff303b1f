/// What lies on a runway.
/// Source: WMO-No. 306, FM 15, 15.13.6; code tables 0919, 0519, 1079 and 0366.
public struct RunwayState: Hashable, Sendable {
    public let runway: RunwayName
    /// Code table 0919: 0 clear and dry, 1 damp, 2 wet, 3 rime, 4 dry snow, 5 wet snow, 6 slush, 7 ice, 8 compacted
    /// snow, 9 frozen ruts; nil where it is not known.
    public var deposit: UInt8?
    /// Code table 0519: 1 up to 10 %, 2 up to 25 %, 5 up to 50 %, 9 up to 100 %; nil where it is not known.
    public var extent: UInt8?
    /// Code table 1079: 0…90 mm; 91…98 for 10…40 cm, 99 for a runway that is not in use; nil where it is not known.
    public var depth: UInt8?
    /// Code table 0366: 0…90 hundredths of friction, 91…95 poor to good, 99 unreliable; nil where it is not known.
    public var braking: UInt8?
    /// What lay on it is gone (`CLRD`).
    public var isCleared = false

    public init(_ runway: RunwayName) { self.runway = runway }
}
