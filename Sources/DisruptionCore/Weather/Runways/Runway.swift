/// One direction of a runway.
public struct Runway: Sendable, Hashable {
    public let name: RunwayName
    /// Degrees true that one lands and takes off towards, 1…360.
    public let headingDeg: Int16
    /// The heading is ten times the designator, which is magnetic, because no true one is known.
    public let isHeadingMagnetic: Bool
    /// ft; 0 where it is not known.
    public let lengthFt: Int32

    /// - Parameters:
    ///   - headingDeg: degrees true; nil where it is not known.
    ///   - lengthFt: 0 where it is not known.
    public init(name: RunwayName, headingDeg: Int16?, lengthFt: Int32) {
        self.name = name
        let degrees = headingDeg ?? Int16(name.number) * 10
        let turn = (Int(degrees) % 360 + 360) % 360
        self.headingDeg = turn == 0 ? 360 : Int16(turn)
        isHeadingMagnetic = headingDeg == nil
        self.lengthFt = max(0, lengthFt)
    }
}

/// How much wind a runway may be used in.
public struct RunwayLimits: Sendable, Equatable {
    /// kt across: on dry runways, and on wet or contaminated ones.
    public var crossDryKt = 30.0
    public var crossWetKt = 20.0
    /// kt from behind at most.
    public var tailKt = 10.0
    /// kt across from which it is worth a mention.
    public var cautionKt = 20.0

    public init() {}
}
