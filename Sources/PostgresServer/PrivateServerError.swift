/// Why a private server could not be made or started.
public struct PrivateServerError: Error, Sendable, CustomStringConvertible {
    /// What happened, with the end of the server's log where there is one.
    public let message: String

    init(_ message: String) {
        self.message = message
    }

    /// The message.
    public var description: String { message }
}
