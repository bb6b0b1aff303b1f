import DisruptionCore
import WireFormat

/// A file as the goal of a feed: one JSON object a line, `{"topic":…,"key":…,"value":{…}}`, with logical names of
/// topics. There are no partitions, so no time marks.
final class FileFeedTarget: FeedTarget {
    private let file: RecordFile
    private let pause: (Int64) -> Void
    private var json = JSONWriter()

    /// - Parameter pause: waits so many milliseconds, or until everything is to stop.
    init(_ file: RecordFile, pause: @escaping (Int64) -> Void) {
        self.file = file
        self.pause = pause
    }

    var markedPartitions: Int { 0 }
    var trouble: String? { nil }

    func send(
        to topic: InputTopic, key: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer
    ) throws(CommandError) -> Bool {
        json.removeAll()
        json.beginObject()
        json.field("topic", topic.name)
        json.field("key", utf8: key)
        json.key("value")
        json.value(raw: value)
        json.endObject()
        try file.write(json.bytes)
        return true
    }

    func sendMark(_ index: Int, value: UnsafeRawBufferPointer) -> Bool { true }

    /// Before it waits it writes what it has, for whoever reads along.
    func wait(milliseconds: Int64) throws(CommandError) {
        guard milliseconds > 0 else { return }
        try file.flush()
        pause(milliseconds)
    }

    func finish(within limit: Duration) -> Int { 0 }
}
