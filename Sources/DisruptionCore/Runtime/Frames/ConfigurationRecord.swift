/// The configuration in force, as a record of the log: entities change over when they come to it.
public struct ConfigurationRecord: Equatable, Sendable {
    /// Generation of the group whose lane wrote it; an older one than the one in force is passed over.
    public var generation: Int64
    public var layout: LogLayout
    public var settings: EngineSettings
    /// Hash of the learned file (`LearnedFile`); 0 for none.
    public var learned: UInt64

    public init(generation: Int64, layout: LogLayout, settings: EngineSettings, learned: UInt64 = 0) {
        self.generation = generation
        self.layout = layout
        self.settings = settings
        self.learned = learned
    }

    /// The record that takes the place of the one in force. A group that was deleted or named anew counts its
    /// generations from 1 again; its record must be above what the log holds all the same.
    public init(
        generation: Int64, layout: LogLayout, settings: EngineSettings, learned: UInt64 = 0,
        after held: ConfigurationRecord?
    ) {
        self.init(
            generation: max(generation, held.map { $0.generation + 1 } ?? generation), layout: layout,
            settings: settings, learned: learned)
    }

    /// The whole record.
    public func encoded(partition: Int) -> [UInt8] {
        var writer = ByteWriter()
        FrameHeader(kind: .configuration, topic: .entities, partition: partition, incarnation: 0).encode(into: &writer)
        encodeBody(into: &writer)
        return Array(writer.bytes)
    }

    /// What follows the head.
    func encodeBody(into writer: inout ByteWriter) {
        writer.put(generation)
        for topic in SourceTopic.allCases { writer.put(UInt32(layout.partitions(of: topic))) }
        writer.putCounted(settings.text)
        // Records of older builds end here, and so do those without a learned file.
        if learned != 0 { writer.put(learned) }
    }

    /// Reads what follows the head.
    public init(reading reader: inout ByteReader) throws(FrameError) {
        generation = reader.read()
        let counts = SourceTopic.allCases.map { _ in Int(reader.read(UInt32.self)) }
        settings = EngineSettings(text: reader.readString())
        learned = reader.isAtEnd ? 0 : reader.read()
        layout = LogLayout(
            flightEvents: counts[0], externalData: counts[1], passengerEvents: counts[2], entities: counts[3])
        if reader.failed { throw .truncated }
        guard counts.allSatisfy({ (1...LogLayout.maximum).contains($0) }) else { throw .malformed }
    }
}
