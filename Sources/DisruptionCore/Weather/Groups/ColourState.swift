/// The colour by which military aerodromes tell visibility and cloud base.
/// Source: NATO STANAG 3996 as UK and German military aerodromes report it.
public struct ColourState: Hashable, Sendable {
    /// From the best to the worst.
    public enum Colour: UInt8, Sendable, CaseIterable {
        case blue, white, green, yellow, amber, red
    }

    /// nil where the aerodrome is closed and no colour is told.
    public var colour: Colour?
    /// Closed for other reasons than weather (`BLACK`).
    public var isBlack = false

    public init(colour: Colour? = nil, isBlack: Bool = false) {
        self.colour = colour
        self.isBlack = isBlack
    }
}
