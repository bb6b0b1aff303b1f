@testable import DisruptionCore
@testable import DisruptionService

/// Reads the entities log as its partitions do and finds what no partition would notice: an input without its message,
/// a message behind a watermark that had spoken for it, or one that is another when it is sent again.
struct LogAudit {
    /// By which a partition knows a message.
    private struct Name: Hashable {
        let source: Int
        let incarnation: UInt32
        let origin: Int64
        let number: Int
    }

    private(set) var violations: [String] = []
    /// Messages that were applied before: sent again after a crash.
    private(set) var repeated = 0
    /// Origins applied of each input partition, over all partitions of the log.
    private var applied: [Set<Int64>]
    private let layout: LogLayout

    init(_ cluster: SimulatedCluster, accepted: [Set<Int64>]) {
        layout = cluster.layout.layout
        applied = Array(repeating: [], count: layout.rawSources)
        for place in cluster.layout.entities { read(cluster.logs[place]) }
        for source in 0..<layout.rawSources where applied[source] != accepted[source] {
            let name = cluster.layout.places[source]
            for offset in accepted[source].subtracting(applied[source]).sorted().prefix(2) {
                violations.append("\(name)@\(offset) has reached nobody")
            }
            for offset in applied[source].subtracting(accepted[source]).sorted().prefix(2) {
                violations.append("\(name)@\(offset) is no fact and has reached somebody")
            }
        }
    }

    private mutating func read(_ log: PartitionLog) {
        var marks = SourceMarks(layout: layout)
        var hashes: [Name: UInt64] = [:]
        for offset in 0..<log.end {
            guard let value = log[offset].value, let frame = FrameText(value) else { continue }
            let header = frame.header
            guard let source = layout.index(header.topic, header.partition) else {
                violations.append("a frame of an unknown source")
                continue
            }
            for message in frame.messages {
                let head = message.head
                let name = Name(
                    source: source, incarnation: header.incarnation, origin: head.origin, number: Int(head.number))
                let hash = LogAudit.hash(message)
                if let held = hashes.updateValue(hash, forKey: name), held != hash {
                    violations.append(
                        """
                        message \(head.number) of \(header.topic)/\(header.partition)@\(head.origin) in \(log.place) \
                        is another when it is sent again
                        """)
                }
                guard
                    marks.admits(
                        source: source, incarnation: header.incarnation, origin: head.origin, number: head.number)
                else {
                    repeated += 1
                    continue
                }
                let vouched = LogAudit.vouched(head.kind, marks.stages)
                if head.eventTime < vouched {
                    violations.append(
                        """
                        a \(head.kind) of \(header.topic)/\(header.partition)@\(head.origin) in \(log.place)@\(offset) \
                        comes \((vouched.ms - head.eventTime.ms) / 1000) s behind the watermark
                        """)
                }
                if source < layout.rawSources, !applied[source].insert(head.origin).inserted {
                    violations.append("\(header.topic)/\(header.partition)@\(head.origin) has reached somebody twice")
                }
            }
            _ = marks.hear(header, source: source)
        }
    }

    private static func hash(_ message: FrameText.Message) -> UInt64 {
        var seed = Hash64.mix(UInt64(message.head.kind.rawValue) ^ UInt64(bitPattern: message.head.eventTime.ms))
        "\(message.head.key)".utf8.withContiguousStorageIfAvailable {
            seed = Hash64.of(UnsafeRawBufferPointer($0), seed: seed)
        }
        return message.body.withUnsafeBytes { Hash64.of($0, seed: seed) }
    }

    /// The watermark that has spoken for messages of a kind: one stage for each hop between entities.
    private static func vouched(_ kind: MessageKind, _ stages: StageWatermarks) -> Instant {
        switch kind {
        case .flightFact, .stationFact, .bookingFact: stages.w1
        case .legReport, .legWithdrawn, .demandChange, .demandSettled, .inboundOutcome, .departureOutcome,
            .legFlown, .partyTold, .partyGone:
            stages.w2
        case .peerFigures, .airportStanding, .departureTotals, .turnFlown: stages.w3
        case .networkTold: stages.w4
        case .delayForecast, .cascadeMoved, .rotationRisk, .cascadeTold, .forecastAsked, .movementSeen, .forecastTold,
            .childTold, .parentTold, .turnAsked, .turnTold, .connectionTold, .segmentTold,
            .boardingTold:
            .distantPast
        }
    }
}
