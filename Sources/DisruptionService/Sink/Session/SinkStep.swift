/// What a session wants after a step.
package enum SinkStep: Sendable, Equatable {
    /// Another step at once.
    case goOn
    /// Another step when records came, when a batch was finished, when it is to stop, or after so long at the latest.
    /// An earlier one does no harm. Milliseconds, at least 1.
    case wait(Int)
    /// Nothing more: everything is closed.
    case done
}
