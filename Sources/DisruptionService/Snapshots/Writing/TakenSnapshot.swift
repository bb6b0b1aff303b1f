package import DisruptionCore

/// The state of one partition at one position, as a lane hands it over to be written.
package struct TakenSnapshot: ~Copyable {
    /// Partition of `iropsd.entities`.
    package let partition: Int
    /// Everything below this offset is in the state; what is committed, or will be soon.
    package let position: Int64
    package let bytes: ByteWriter
    package let entities: Int
    /// Wall clock, ms since 1970.
    package let takenAtMs: Int64
    /// How long the lane stood still for it, microseconds.
    package let encodeMicroseconds: Int64

    package init(
        partition: Int, position: Int64, bytes: consuming ByteWriter, entities: Int, takenAtMs: Int64,
        encodeMicroseconds: Int64
    ) {
        self.partition = partition
        self.position = position
        self.bytes = bytes
        self.entities = entities
        self.takenAtMs = takenAtMs
        self.encodeMicroseconds = encodeMicroseconds
    }
}
