/// Every bound of the core, with its unit and the reason for it.
public enum Limits {
    /// Bytes of one event: the contract's envelope limit.
    public static let eventBytes = 256 * 1024
    /// Bytes of one text field of a flight event (gate, reason, …): longer ones are BAD_VALUE, so that a leg stays
    /// small.
    public static let textFieldBytes = 200
    /// Bytes of a raw weather report or of a kept observation: a TAF of an airport with all groups stays below 2 KiB.
    public static let reportBytes = 8 * 1024
    /// Bytes kept of a booking: nine passengers on six segments take below 4 KiB.
    public static let bookingBytes = 32 * 1024
}
