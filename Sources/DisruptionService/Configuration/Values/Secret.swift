/// A text that must not be shown: every way to print it gives a masked form.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String
    private let masked: String

    /// A text of which nothing is shown.
    public init(_ text: String) {
        self.text = text
        masked = "***"
    }

    /// A libpq connection string, shown without its passwords.
    public init(postgresUrl text: String) {
        self.text = text
        masked = PasswordMask.connectionString(text)
    }

    /// A librdkafka property, of which nothing is shown where its name says that it is a secret.
    public init(property name: String, value: String) {
        text = value
        masked = PasswordMask.isSecret(property: name) ? "***" : value
    }

    /// The text itself, for the library that needs it and for nobody else.
    public func reveal() -> String { text }

    public var description: String { masked }
    public var debugDescription: String { masked }
    public var customMirror: Mirror { Mirror(self, children: ["masked": masked]) }
}
