import DisruptionCore
import KafkaClient
import Synchronization
import Testing

@testable import DisruptionService

/// A partition whose log names learned files that its process may not have.
struct LearnedLaneTests {
    private let input: LearnedInput
    private let record: [UInt8]

    init() throws {
        input = try LearnedInput(bytes: Array("iropsd-learned 1\nturn * * 31000\n".utf8))
        record = ConfigurationRecord(
            generation: 1, layout: .single, settings: EngineSettings(), learned: input.file.hash
        ).encoded(partition: 0)
    }

    private func partition() -> EntitiesPartition {
        let engine = PartitionEngine(partition: 0, layout: .single, incarnation: 1, reference: .empty)
        return EntitiesPartition(number: 0, engine: engine, start: 0, committed: 0)
    }

    private func read(_ partition: EntitiesPartition, _ store: LearnedStore) throws {
        try record.withUnsafeBytes { try partition.process($0, offset: partition.position, learned: store) }
    }

    @Test("The file is gone, its bytes are in the topic: they are fetched once")
    func fetched() throws {
        let asked = Atomic<Int>(0)
        let file = input.file
        let store = LearnedStore { (hash) throws(KafkaError) in
            asked.add(1, ordering: .relaxed)
            return hash == file.hash ? file : nil
        }
        for _ in 0..<2 {
            let partition = partition()
            try read(partition, store)
            #expect(partition.position == 1 && partition.engine.learned == file.tables.completed)
            #expect(partition.engine.configuration?.learned == file.hash)
        }
        #expect(asked.load(ordering: .relaxed) == 1)
    }

    @Test func whatTheConfigurationGivesIsNotFetched() throws {
        let partition = partition()
        try read(partition, LearnedStore(own: input.file))
        #expect(partition.engine.learned == input.file.tables.completed)
    }

    @Test("Nobody has the file: the process ends with what to do, and nothing was processed")
    func gone() throws {
        let partition = partition()
        let failure = #expect(throws: LaneFailure.self) { try read(partition, LearnedStore()) }
        guard case .fatal(let cause) = try #require(failure) else {
            Issue.record("not fatal")
            return
        }
        #expect(cause.description.contains("hash \(input.file.name)"))
        #expect(cause.description.contains("Give that file again under learned:"))
        #expect(partition.position == 0 && partition.engine.configuration == nil)
    }

    @Test("A broker that does not answer is asked again by a lane that starts anew")
    func away() throws {
        let store = LearnedStore { (_) throws(KafkaError) in throw KafkaError(code: .timedOut, operation: "read") }
        let failure = #expect(throws: LaneFailure.self) { try read(partition(), store) }
        guard case .restart = try #require(failure) else {
            Issue.record("not a restart")
            return
        }
    }
}
