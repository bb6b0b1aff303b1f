import DisruptionCore
import WireFormat

@testable import DisruptionService

/// What the inputs of a history must lead to, found without lanes, logs or faults: the same decoder and the engines of
/// the in-memory runtime.
struct Expectation {
    private(set) var told = ToldFacts()
    /// Offsets of the records that are facts, of each input partition.
    private(set) var accepted: [Set<Int64>]
    /// What is remembered in the end.
    private(set) var sizes = EngineSizes()

    init(_ plan: HistoryPlan) throws {
        accepted = Array(repeating: [], count: plan.layout.rawSources)
        let names = InputTopic.allCases.map(\.name.description)
        let runtime = LocalRuntime(layout: plan.layout, settings: plan.settings)
        let settings = IngestSettings(isLive: plan.isLive, plan.settings)
        var decoder = EventDecoder()
        var inputs: [(topic: InputTopic, number: Int, ingest: IngestPartition, offset: Int64)] = []
        for topic in InputTopic.allCases {
            for number in 0..<plan.layout.partitions(of: topic.source) {
                inputs.append((topic, number, IngestPartition(topic: topic, settings: settings), 0))
            }
        }
        var states: [String: String] = [:]
        for delivery in plan.inputs.deliveries {
            let timestamp = HistoryPlan.beginning.adding(ms: delivery.atMs * plan.speed)
            let offset = inputs[delivery.place].offset
            inputs[delivery.place].offset += 1
            delivery.value.withView { value in
                let decoded = inputs[delivery.place].ingest.accept(value, timestamp: timestamp, decoder: &decoder)
                switch decoded {
                case .flight, .station, .booking:
                    accepted[delivery.place].insert(offset)
                    runtime.accept(delivery.place, at: decoded.eventTime ?? .distantPast) {
                        $0.send(decoded, recordedAt: timestamp)
                    }
                case .mark(let time): runtime.accept(delivery.place, at: time) { _ in }
                case .tombstone: runtime.accept(delivery.place, at: .distantPast) { _ in }
                case .rejected(let reason, _):
                    runtime.accept(delivery.place, at: .distantPast) { _ in }
                    told.letters.append(
                        ToldFacts.letter(
                            names[Int(inputs[delivery.place].topic.rawValue)], inputs[delivery.place].number, offset,
                            reason.name.description))
                }
            }
            try runtime.pump()
            var json = JSONWriter(capacity: 1024)
            runtime.takeStates { state in
                json.removeAll()
                FlightStateRecord.write(state, into: &json)
                if let fields = JSONFields(Array(json.bytes)) { states["\(state.key)"] = ToldFacts.state(fields) }
            } forgotten: { _ in
            }
        }
        for partition in 0..<plan.layout.entities { sizes.add(runtime.sizes(of: partition)) }
        told.states = states.keys.sorted().compactMap { states[$0] }
        for refused in runtime.refused {
            let reason = refused.why.reason.name.description
            told.letters.append(
                ToldFacts.letter(names[Int(refused.topic.rawValue)], refused.partition, refused.offset, reason))
        }
        var json = JSONWriter(capacity: 4096)
        for version in runtime.finalFacts {
            json.removeAll()
            DisruptionRecord.write(version, reference: .empty, into: &json)
            if let fact = JSONFields(Array(json.bytes)).flatMap(ToldFacts.fact) { told.facts.append(fact) }
        }
    }
}
