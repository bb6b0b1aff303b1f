/// Every bound of the ingest besides those of the core, with its unit and the reason for it.
public enum IngestLimits {
    /// Bytes of an event id and of every id without a form of its own: the contract's.
    public static let idBytes = 200
    /// Characters of a source's name: the contract's.
    public static let sourceCharacters = 64
    /// Characters of a correlation id: the contract's.
    public static let correlationCharacters = 200
    /// Characters of a gate or terminal: the longest real ones have six.
    public static let gateCharacters = 16
    /// Characters of a status, tier, cabin or other word of the source.
    public static let wordCharacters = 64
    /// Characters of a reason in the source's own words; what is kept of it is cut to the core's limit of a text field.
    public static let detailCharacters = 1000
    /// Passengers of one booking: the largest groups of the reservation systems have 99.
    public static let passengers = 99
    /// Segments of one booking.
    public static let segments = 6
    /// Special needs or channels of one passenger.
    public static let passengerWords = 16
    /// Phenomena of one observation: METAR allows three groups of each kind.
    public static let phenomena = 16
    /// Characters of one phenomenon.
    public static let phenomenonCharacters = 16
    /// Bytes of a dead letter's detail: one line for a person.
    public static let detailBytes = 300
    /// Characters of a value that a detail quotes.
    public static let quotedCharacters = 40
    /// Days from an event's own time to 00:00 UTC of a flight's date that it names, at the most: airlines sell seats
    /// about a year ahead. What lies further ahead is a wrong date, and would be remembered until it has come.
    public static let dateAheadDays: Int64 = 400
    /// The same for a date that is past: an event may speak of a flight that is over (LATE), but hardly of last year's.
    public static let dateBehindDays: Int64 = 400
    /// Days between a flight's date and its scheduled times, in either direction: zones and nights take one.
    public static let scheduledDays: Int64 = 3
    /// Days between a flight's date and its estimated and actual times, in either direction.
    public static let actualDays: Int64 = 5
    /// Milliseconds from scheduled departure to scheduled arrival: the longest flights take 19 h.
    public static let blockMsMax: Int64 = 24 * 3_600_000
}
