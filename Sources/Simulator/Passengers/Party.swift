/// People on one booking who change aircraft, or come back on the same day.
struct Party: Sendable {
    /// The legs behind the first, by number; `SimulatedLeg.none` where there is none.
    var onward: (Int32, Int32, Int32)
    let size: UInt8

    /// People of a party: most travel alone.
    static func size(_ draw: Int) -> Int {
        switch draw {
        case ..<60: 1
        case ..<86: 2
        case ..<94: 3
        default: 4
        }
    }
}
