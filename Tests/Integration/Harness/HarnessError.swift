/// Why something that a test stands on could not be had: what happened, to what, and what was seen.
package struct HarnessError: Error, CustomStringConvertible {
    package let message: String

    package init(_ message: String) { self.message = message }

    package var description: String { message }
}
