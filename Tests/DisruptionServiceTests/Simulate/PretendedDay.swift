import DisruptionCore
@testable import Simulator
import WireFormat

@testable import DisruptionService

/// What was done to a pretended day.
final class DayLog {
    var injected: [(text: String, time: Instant)] = []
}

/// A source of numbered records, one every so many seconds, in turn for each topic.
struct PretendedDay: SteeredSource, ~Copyable {
    static let start = Instant(ms: 1_768_348_800_000)  // 2026-01-14T00:00:00Z

    private let log: DayLog
    private let count: Int
    private let gapMs: Int64
    private var index = 0
    private var key = ByteWriter()
    private var value = ByteWriter()
    private var truth: [String] = []
    var status = SimulationStatus()

    init(records count: Int, everySeconds: Int64 = 60, log: DayLog = DayLog()) {
        self.count = count
        gapMs = everySeconds * 1000
        self.log = log
        status.legs = count
    }

    static func topic(_ index: Int) -> InputTopic { InputTopic.allCases[index % InputTopic.allCases.count] }

    mutating func nextTime() -> Instant? { index < count ? Self.start.adding(ms: Int64(index) * gapMs) : nil }

    mutating func next() -> FeedRecord? {
        guard let time = nextTime() else { return nil }
        defer { index += 1 }
        status.records += 1
        status.arrived += 1
        truth.append(#"{"record":\#(index)}"#)
        Self.fill(&key, "key-\(index)")
        Self.fill(&value, #"{"event_id":"\#(index)","timestamp":"\#(FeedText.instant(time))"}"#)
        return FeedRecord(topic: Self.topic(index), time: time, key: key.bytes, value: value.bytes)
    }

    mutating func advance() {}

    mutating func inject(_ text: String, at time: Instant) throws(SimulationError) -> String {
        guard text != "delay SU123 9O" else {
            throw SimulationError(place: "", reason: "\"9O\" are no minutes; allowed: 1 to 1440")
        }
        log.injected.append((text, time))
        return "did \(text)"
    }

    mutating func takeNotes(_ body: (_ time: Instant, _ text: String) -> Void) {}

    mutating func takeTruth(_ body: (UnsafeRawBufferPointer) -> Void) {
        if !truth.isEmpty { Array(truth.map { "\($0)\n" }.joined().utf8).withUnsafeBytes(body) }
        truth = []
    }

    private static func fill(_ writer: inout ByteWriter, _ text: String) {
        writer.removeAll()
        Array(text.utf8).withUnsafeBytes { writer.putBytes($0) }
    }
}
