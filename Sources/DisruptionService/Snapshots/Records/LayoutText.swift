import DisruptionCore
import WireFormat

/// Partition counts as a text: `flight.events:6 external.data:8 passenger.events:4 iropsd.entities:12`, by the logical
/// names.
enum LayoutText {
    private static let names: [(name: String, topic: SourceTopic)] =
        InputTopic.allCases.map { ($0.name.description, $0.source) } + [("iropsd.entities", .entities)]

    static func write(_ layout: LogLayout) -> String {
        names.map { "\($0.name):\(layout.partitions(of: $0.topic))" }.joined(separator: " ")
    }

    /// - Returns: nil for what ``write(_:)`` does not write.
    static func read(_ text: ArraySlice<UInt8>) -> LogLayout? {
        let parts = text.split(separator: 0x20, omittingEmptySubsequences: false)
        guard parts.count == names.count else { return nil }
        var counts: [SourceTopic: Int] = [:]
        for (part, (name, topic)) in zip(parts, names) {
            guard part.starts(with: "\(name):".utf8),
                let count = DecimalText.parse(part.dropFirst(name.utf8.count + 1)),
                (1...Int64(LogLayout.maximum)).contains(count)
            else { return nil }
            counts[topic] = Int(count)
        }
        guard let flights = counts[.flightEvents], let external = counts[.externalData],
            let passengers = counts[.passengerEvents], let entities = counts[.entities]
        else { return nil }
        return LogLayout(
            flightEvents: flights, externalData: external, passengerEvents: passengers, entities: entities)
    }

    /// The topics whose counts differ, in words; nil where none does.
    static func difference(of held: LogLayout, from declared: LogLayout) -> String? {
        let different = names.compactMap { name, topic -> String? in
            let (before, now) = (held.partitions(of: topic), declared.partitions(of: topic))
            return before == now ? nil : "\(name) had \(before) partitions, \(now) are declared"
        }
        return different.isEmpty ? nil : different.joined(separator: ", ")
    }
}

extension SnapshotHistory {
    /// Why the log must not be worked on with these counts, as far as snapshots tell; nil where they may be right.
    func conflict(with declared: LogLayout) -> LaneFailure.Cause? {
        for (_, manifests) in manifests.sorted(by: { $0.key < $1.key }) {
            guard let held = manifests.first(where: { $0.layout != nil })?.layout else { continue }
            return LayoutText.difference(of: held, from: declared).map { .otherCounts($0) }
        }
        return nil
    }
}
