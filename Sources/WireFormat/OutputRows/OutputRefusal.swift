/// Why a record of an output topic is no row of its table.
package struct OutputRefusal: Error, Sendable, Equatable, CustomStringConvertible {
    /// One line for a person.
    package let description: String

    init(_ description: String) { self.description = description }
}

/// Bounds of what becomes a row.
package enum OutputLimits {
    /// Bytes of a record: as much as a record of any output topic may have.
    package static let recordBytes = 2 * 1024 * 1024
    /// Bytes of a text that an index holds: PostgreSQL takes 2,704 of an entry, ids have 200 at the most.
    package static let indexedBytes = 1_000
}
