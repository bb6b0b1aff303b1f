import DisruptionCore
import KafkaClient
import WireFormat

extension Lane {
    /// Takes over what was read again of the configuration: every partition's log is told of it.
    func takeReloaded() {
        guard let reloadable = context.reloadable, reloadable.generation != settingsGeneration else { return }
        settingsGeneration = reloadable.generation
        settings = reloadable.engine
        configID = DisruptionRecord.hex(settings.id)
        hasToldConfiguration = false
        for partition in entities { partition.hasConfigured = false }
    }

    /// Appends the lane's configuration to a restored partition whose log has none, or another.
    func configureIfNeeded(_ partition: EntitiesPartition) throws(LaneFailure) {
        guard !partition.hasConfigured, partition.isRestored else { return }
        partition.hasConfigured = true
        let learned = context.learned.own?.hash ?? 0
        if let held = partition.engine.configuration {
            guard held.layout == context.layout else { throw .fatal(.layout(partition: partition.number)) }
            if held.settings == settings, held.learned == learned { return }
        }
        let generation: Int64
        do throws(KafkaError) { generation = Int64(try member.groupMetadata().generation ?? 0) } catch {
            throw LaneFailure(error, doing: "reading the group's generation")
        }
        let record = ConfigurationRecord(
            generation: generation, layout: context.layout, settings: settings, learned: learned,
            after: partition.engine.configuration)
        if !hasToldConfiguration {
            hasToldConfiguration = true
            context.log.emit(.laneConfigured(number, config: configID))
        }
        try produce(Frame(destination: partition.number, bytes: record.encoded(partition: partition.number)))
    }
}
