import DisruptionCore

/// Which fields of a flight event must be there, and which are looked at only where one of their group is.
enum FlightRules {
    static let block: StaticString = "after and within 24 h of scheduled_departure"
    static let outIn: StaticString = "at or after actual_departure"
    static let offOn: StaticString = "at or after actual_takeoff"

    /// The fields that name a leg.
    @inline(__always) private static var named: UInt64 {
        FlightName.flightNumber.bit | FlightName.flightDate.bit | FlightName.origin.bit
    }
    @inline(__always) private static var scheduled: UInt64 {
        named | FlightName.destination.bit | FlightName.scheduledDeparture.bit | FlightName.scheduledArrival.bit
    }

    @inline(__always) static func required(_ type: FlightEventType) -> UInt64 {
        type == .scheduled ? scheduled : named
    }

    /// Texts.
    @inline(__always) static var words: UInt64 {
        FlightName.gate.bit | FlightName.terminal.bit | FlightName.status.bit | FlightName.reason.bit
            | FlightName.reasonDetail.bit | FlightName.newGate.bit | FlightName.oldGate.bit
            | FlightName.terminalChange.bit
    }

    /// Fields of disrupted flights.
    @inline(__always) static var rare: UInt64 {
        FlightName.delayCodes.bit | FlightName.newDeparture.bit | FlightName.newArrival.bit
            | FlightName.divertedTo.bit | FlightName.rebookingPriority.bit
    }
}
