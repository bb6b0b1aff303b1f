package import DisruptionCore

/// An invented airline: its designator, how it works, and where its aircraft live.
package struct Airline: Sendable {
    package enum Kind: Sendable {
        /// Hubs with banks: inbound waves meet outbound waves, and passengers change.
        case hub
        /// Bases without banks: out and back with short turns, nobody changes.
        case pointToPoint
    }

    /// An airport at which aircraft of the airline are based.
    package struct Base: Sendable {
        /// Place of the airport in the network.
        package let airport: Int
        /// Aircraft; as many lines of flying a day.
        package let aircraft: Int
        /// Types by which the fleet is mixed, places in `AircraftType.all`.
        package let types: [Int]
    }

    package let code: CarrierCode
    package let name: String
    package let kind: Kind
    package let bases: [Base]
}
