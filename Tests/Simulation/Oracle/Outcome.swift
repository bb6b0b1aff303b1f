import DisruptionCore
import KafkaClient
import WireFormat

@testable import DisruptionService

/// What a read_committed reader of the output topics finds in the end, and what is wrong with it by itself.
struct Outcome {
    private(set) var told = ToldFacts()
    private(set) var violations: [String] = []
    /// The last version and value of each disruption and leg, by topic and key: what the tables must hold.
    private(set) var last: [String: [UInt8]?] = [:]
    private(set) var versions = 0

    init(_ cluster: SimulatedCluster) {
        readDisruptions(cluster)
        readStates(cluster)
        readLetters(cluster)
    }

    private func records(_ topic: OutputTopic, _ cluster: SimulatedCluster) -> [PartitionLog.Record] {
        cluster.layout.output(topic).flatMap { place in cluster.logs[place].committed.map(\.record) }
    }

    private mutating func readDisruptions(_ cluster: SimulatedCluster) {
        var newest: [String: (version: Int64, fields: JSONFields)] = [:]
        for record in records(.disruptionEvents, cluster) {
            guard let value = record.value, let fields = JSONFields(value), let id = fields["disruption_id"],
                let version = fields.number("version")
            else {
                violations.append("a record of disruption.events cannot be read")
                continue
            }
            versions += 1
            if let held = newest[id] {
                if held.version == version { violations.append("disruption \(id) has version \(version) twice") }
                if held.version > version {
                    violations.append("disruption \(id) goes from version \(held.version) back to \(version)")
                }
            }
            newest[id] = (version, fields)
            last["disruption \(String(decoding: record.key ?? [], as: UTF8.self))"] = value
        }
        told.facts = newest.keys.sorted().compactMap { newest[$0].flatMap { ToldFacts.fact($0.fields) } }
    }

    private mutating func readStates(_ cluster: SimulatedCluster) {
        var states: [String: (version: Int64, text: String)] = [:]
        for record in records(.flightState, cluster) {
            let leg = String(decoding: record.key ?? [], as: UTF8.self)
            last["leg \(leg)"] = .some(record.value)
            guard let value = record.value, let fields = JSONFields(value), let version = fields.number("version")
            else { continue }
            if let held = states[leg], held.version >= version {
                violations.append("leg \(leg) goes from version \(held.version) to \(version)")
            }
            states[leg] = (version, ToldFacts.state(fields))
        }
        told.states = states.keys.sorted().compactMap { states[$0]?.text }
    }

    private mutating func readLetters(_ cluster: SimulatedCluster) {
        for record in records(.deadLetterQueue, cluster) {
            func header(_ name: String) -> String {
                record.headers.first { $0.name == name }.map { String(decoding: $0.value ?? [], as: UTF8.self) } ?? "-"
            }
            told.letters.append(
                ToldFacts.letter(
                    header("dlq.topic"), Int(header("dlq.partition")) ?? -1, Int64(header("dlq.offset")) ?? -1,
                    header("dlq.reason")))
        }
    }
}
