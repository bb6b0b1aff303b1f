import Foundation
import Harness
import KafkaClient
import Synchronization

/// Reads the outputs of an installation as its downstream does, read_committed, and knows when each came and of which
/// event time it speaks.
package final class OutputWatch: Sendable {
    /// When something came that speaks of a later time than all before.
    private struct Arrival {
        let at: ContinuousClock.Instant
        /// As in the record.
        let eventTime: String
    }

    private struct State {
        var arrivals: [Arrival] = []
        /// The last offset read of each partition.
        var offsets: [String: Int64] = [:]
        var mustEnd = false
    }

    private let state = Mutex(State())
    private static let topics = ["disruption.events", "flight.state"]

    /// Starts to read.
    package init(_ installation: Installation) throws {
        let settings: KafkaSettings = [
            "bootstrap.servers": installation.kafka.bootstrapServers, "group.id": "chaos-outputs",
            "isolation.level": "read_committed", "fetch.wait.max.ms": "50", "reconnect.backoff.max.ms": "500",
        ]
        let admin = try Admin(settings: ["bootstrap.servers": installation.kafka.bootstrapServers])
        defer { admin.close(within: .seconds(5)) }
        let known = try admin.topics(timeout: .seconds(20))
        let places = Self.topics.map(installation.topic).flatMap { name in
            (known[name]?.partitions ?? []).map { PartitionOffset(TopicPartition(name, $0.id), .beginning) }
        }
        Thread.detachNewThread { [self] in read(settings, places) }
    }

    deinit { end() }

    package func end() { state.withLock { $0.mustEnd = true } }

    /// When the first output came that speaks of an event time beyond a minute; nil while none has.
    package func arrival(beyond minute: Int) -> ContinuousClock.Instant? {
        let bound = InputRecord.time(minute)
        return state.withLock { state in state.arrivals.first { $0.eventTime > bound }?.at }
    }

    /// The last offset read of each partition, by the partition's name.
    package var offsets: [String: Int64] { state.withLock { $0.offsets } }

    private func read(_ settings: KafkaSettings, _ places: [PartitionOffset]) {
        guard let consumer = try? Consumer(settings: settings, hooks: .silent) else { return }
        defer { consumer.close(within: .seconds(5)) }
        guard (try? consumer.assign(manually: places)) != nil else { return }
        while !state.withLock({ $0.mustEnd }) {
            _ = consumer.poll(timeout: .milliseconds(5))
            for queue in consumer.partitionQueues {
                let place = queue.partition.description
                var last: Int64?
                queue.drain { message in
                    guard message.isRecord else { return }
                    last = message.offset
                    if let time = message.value.flatMap(Self.eventTime) { note(time) }
                }
                if let last { state.withLock { $0.offsets[place] = last } }
            }
        }
    }

    private func note(_ eventTime: String) {
        state.withLock { state in
            guard eventTime > state.arrivals.last?.eventTime ?? "" else { return }
            state.arrivals.append(Arrival(at: .now, eventTime: eventTime))
        }
    }

    /// The last `event_time` of a record, which is its own.
    private static func eventTime(_ value: UnsafeRawBufferPointer) -> String? {
        let name = Array(#""event_time":""#.utf8)
        var start = value.count - name.count
        while start >= 0 {
            if value[start] == name[0], value[start..<(start + name.count)].elementsEqual(name) {
                let text = value[(start + name.count)...].prefix { $0 != UInt8(ascii: "\"") }
                return String(decoding: text, as: UTF8.self)
            }
            start -= 1
        }
        return nil
    }
}
