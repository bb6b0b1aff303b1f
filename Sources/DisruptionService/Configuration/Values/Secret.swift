/// A text that must not be shown: every way to print it gives another text.
public struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let text: String
    private let shown: String

    /// - Parameter shown: what is printed instead.
    public init(_ text: String, shownAs shown: String = "***") {
        self.text = text
        self.shown = shown
    }

    /// The text itself, for the library that needs it and for nobody else.
    public func reveal() -> String { text }

    public var description: String { shown }
    public var debugDescription: String { shown }
    public var customMirror: Mirror { Mirror(self, children: ["shown": shown]) }
}
