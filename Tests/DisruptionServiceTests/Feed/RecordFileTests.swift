import DisruptionCore
import Foundation
import Glibc
import Testing
import WireFormat

@testable import DisruptionService

@Suite("Files of records")
struct RecordFileTests {
    private let folder: TestFolder
    private var path: String { folder.path + "/day.jsonl" }

    init() throws { folder = try TestFolder() }

    private func fill(_ file: RecordFile, records: Int) throws {
        let target = FileFeedTarget(file, pause: { _ in })
        for index in 0..<records {
            let isTaken = try Array("k\"\(index)".utf8).withUnsafeBytes { key in
                try Array(#"{"event_id":"\#(index)"}"#.utf8).withUnsafeBytes { value in
                    try target.send(to: .externalData, key: key, value: value)
                }
            }
            #expect(isTaken)
        }
        #expect(target.markedPartitions == 0)
    }

    @Test("It has its name only when it is whole")
    func whole() throws {
        let file = try RecordFile(path)
        try fill(file, records: 10_000)
        #expect(try folder.names == ["day.jsonl.part"])
        #expect(try file.finish(isComplete: true) == path)
        #expect(try folder.names == ["day.jsonl"])
        let lines = try folder.lines("day.jsonl")
        #expect(lines.count == 10_000 && file.lines == 10_000)
        #expect(lines[7] == #"{"topic":"external.data","key":"k\"7","value":{"event_id":"7"}}"#)
        let second = try RecordFile(path)
        try fill(second, records: 1)
        #expect(try folder.lines("day.jsonl").count == 10_000)
        _ = try second.finish(isComplete: true)
        #expect(try folder.lines("day.jsonl").count == 1)
    }

    @Test("Stopped, what is there is whole lines under another name")
    func stopped() throws {
        let file = try RecordFile(path)
        try fill(file, records: 3)
        #expect(try file.finish(isComplete: false) == path + ".part")
        #expect(try folder.names == ["day.jsonl.part"])
        #expect(try folder.lines("day.jsonl.part").count == 3)
    }

    @Test("Two do not write one file, and a link stays a link")
    func twice() throws {
        let first = try RecordFile(path)
        let error = #expect(throws: CommandError.self) { try RecordFile(path) }
        #expect(error?.description.contains("another process is writing it") == true)
        _ = try first.finish(isComplete: true)
        symlink(path, folder.path + "/link")
        let linked = try RecordFile(folder.path + "/link")
        try fill(linked, records: 2)
        _ = try linked.finish(isComplete: true)
        #expect(try folder.names == ["day.jsonl", "link"] && folder.lines("day.jsonl").count == 2)
    }

    @Test("What is no file is written at once; who reads no more is noticed; what cannot be says why")
    func others() throws {
        let null = try RecordFile("/dev/null")
        try fill(null, records: 5)
        #expect(try null.finish(isComplete: true) == "/dev/null")
        let pipePath = folder.path + "/pipe"
        #expect(mkfifo(pipePath, 0o600) == 0)
        let reader = open(pipePath, O_RDONLY | O_NONBLOCK)
        let pipe = try RecordFile(pipePath)
        close(reader)
        signal(SIGPIPE, SIG_IGN)
        try fill(pipe, records: 5)
        try pipe.flush()
        #expect(pipe.isReaderGone)
        let full = try RecordFile("/dev/full")
        let error = #expect(throws: CommandError.self) {
            try fill(full, records: 5)
            try full.flush()
        }
        #expect(error?.description == "/dev/full: No space left on device behind 5 lines; make room and start again")
        let nowhere = #expect(throws: CommandError.self) { try RecordFile("/nowhere/day.jsonl") }
        #expect(nowhere?.description == "/nowhere/day.jsonl: No such file or directory")
    }
}
