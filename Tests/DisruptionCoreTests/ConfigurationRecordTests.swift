import DisruptionCore
import Testing

@Suite struct ConfigurationRecordTests {
    private func process(_ record: ConfigurationRecord, at offset: Int64, _ engine: inout PartitionEngine) throws {
        try record.encoded(partition: 0).withUnsafeBytes {
            try engine.process($0, offset: offset, isReplay: false)
        }
    }

    @Test("A group that counts its generations anew changes the configuration all the same; a former owner does not")
    func generationsBeginAnew() throws {
        var engine = PartitionEngine(
            partition: 0, layout: .single, incarnation: 1, reference: AirportDirectory(airports: [], zones: []))
        let first = ConfigurationRecord(generation: 50, layout: .single, settings: EngineSettings(), after: nil)
        #expect(first.generation == 50)
        try process(first, at: 0, &engine)
        var settings = EngineSettings()
        let isSet = settings.set("time.allowed_lateness_minutes", settings[.allowedLatenessMinutes] + 1)
        #expect(isSet)
        let second = ConfigurationRecord(
            generation: 2, layout: .single, settings: settings, after: engine.configuration)
        #expect(second.generation == 51)
        try process(second, at: 1, &engine)
        #expect(engine.configuration?.settings == settings)
        try process(ConfigurationRecord(generation: 3, layout: .single, settings: EngineSettings()), at: 2, &engine)
        #expect(engine.configuration?.settings == settings)
        let third = ConfigurationRecord(
            generation: 60, layout: .single, settings: EngineSettings(), after: engine.configuration)
        #expect(third.generation == 60)
    }
}
