/// What the sink writes: each topic that it reads fills one table, some a second one with it.
public enum SinkTable: Int, Sendable, CaseIterable {
    /// disruption.events → `iropsd.disruptions`, `disruption_legs`.
    case disruptions
    /// flight.state → `iropsd.flight_state`.
    case flightState
    /// dead.letter.queue → `iropsd.dead_letters`.
    case deadLetters
    /// booking.state → `iropsd.bookings`, `booking_segments`.
    case bookings
    /// notifications → `iropsd.notifications`.
    case notifications
    /// alerts → `iropsd.alert_audit`, `alerts`.
    case alerts

    /// The table's name, as metrics label it.
    public var name: String {
        switch self {
        case .disruptions: "disruptions"
        case .flightState: "flight_state"
        case .deadLetters: "dead_letters"
        case .bookings: "bookings"
        case .notifications: "notifications"
        case .alerts: "alerts"
        }
    }

    /// The logical name of the topic that fills it.
    public var topic: String {
        switch self {
        case .disruptions: "disruption.events"
        case .flightState: "flight.state"
        case .deadLetters: "dead.letter.queue"
        case .bookings: "booking.state"
        case .notifications: "notifications"
        case .alerts: "alerts"
        }
    }

    /// Only the newest record of each key counts.
    var isOfNewest: Bool {
        switch self {
        case .disruptions, .flightState, .bookings: true
        case .deadLetters, .notifications, .alerts: false
        }
    }

    /// A record without a value takes its key out of the table; in the others it means nothing.
    var isForgettable: Bool { self == .flightState || self == .bookings }
}
