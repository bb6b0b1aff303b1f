/// What the passengers of one booking are told of one flight: a record for each of them and each of their channels.
public struct PassengerNotification: Sendable {
    public let template: NotificationTemplate
    public let urgency: Urgency
    public let subject: NotificationSubject
    public let leg: LegKey
    /// The flight from which they change to it; none where there is none.
    public let inbound: LegKey
    /// Minutes by which it leaves late, in steps as they are told.
    public let delayMinutes: Int32
    public let news: FlightNews
    /// The disruption that says the same to controllers; nil where none may.
    public let disruption: DisruptionID?
    /// When it was to be said.
    public let eventTime: Instant
    public let triggerEventID: String
    public let correlationID: String
    /// With all else that is said it names the notification: how often the subject was spoken of, and the figure.
    public let number: UInt8
    public let figure: UInt32
    /// The booking: its id counted, its trip.
    let booking: Booking
    /// Hashes of the ids of those who are told; nil for all.
    let audience: [UInt64]?

    /// The id of the booking.
    public var bookingID: [UInt8] { booking.id }

    /// Calls `body` with the booking's trip. Views are valid in it.
    public func withTrip(_ body: (Trip) -> Void) { booking.withTrip { _, trip in body(trip) } }

    /// Whether a passenger of the trip is told.
    public func reaches(_ passenger: Trip.Passenger) -> Bool { audience?.contains(Hash64.of(passenger.id)) ?? true }
}
