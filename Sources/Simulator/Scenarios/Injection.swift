public import DisruptionCore

/// Something that is made to happen, as a scenario file or a line on the terminal says it: `delay ZX123 90`.
public enum Injection: Sendable, Equatable {
    /// Minutes of delay that can be ordered for one leg, all together: a leg is remembered for a day and a half.
    static let delayMinutesMax = 1440

    /// A delay of so many minutes at the gate for a technical reason: `delay FLIGHT MINUTES`.
    case delay(flight: FlightNumber, minutes: Int)
    /// `cancel FLIGHT`.
    case cancel(flight: FlightNumber)
    /// `gate FLIGHT NEW` or `gate FLIGHT OLD NEW`.
    case gate(flight: FlightNumber, old: String?, new: String)
    /// Bad weather at an airport from now on: `weather AIRPORT KIND DURATION`, e.g. `weather FRA snow 3h`.
    case weather(airport: AirportCode, kind: WeatherKind, minutes: Int)
    /// An airport that takes only so many percent of its movements: `capacity AIRPORT PERCENT DURATION`.
    case capacity(airport: AirportCode, percent: Int, minutes: Int)
    /// Every aircraft of an airline, or those of one type, stays on the ground: `ground AIRLINE [TYPE] DURATION`.
    case ground(airline: CarrierCode, type: String?, minutes: Int)
    /// Technical trouble across an airline, a fault of so many percent of its departures:
    /// `trouble AIRLINE PERCENT DURATION`.
    case trouble(airline: CarrierCode, percent: Int, minutes: Int)
}
