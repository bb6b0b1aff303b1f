import Foundation
import Snapshots
import Testing

@Suite("Expected files")
struct SnapshotTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "iropsd-snapshot-\(UUID())").path

    @Test("A missing file differs, an update writes it, then it is compared")
    func update() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(throws: SnapshotDifference.self) { try Snapshot.check("a\nb\n", "x/y.txt", in: folder, updates: false) }
        try Snapshot.check("a\nb\n", "x/y.txt", in: folder, updates: true)
        try Snapshot.check("a\nb\n", "x/y.txt", in: folder, updates: false)
        let difference = try #require(throws: SnapshotDifference.self) {
            try Snapshot.check("a\nc\n", "x/y.txt", in: folder, updates: false)
        }
        #expect(difference.description.hasPrefix("x/y.txt: line 2 of 3, 3 expected:\n    a\n  - b\n  + c\n"))
    }

    @Test("A difference at the end is one")
    func end() {
        #expect(Snapshot.firstDifference(expected: "a\n", actual: "a\n") == nil)
        #expect(Snapshot.firstDifference(expected: "a\n", actual: "a") == "line 2 of 1, 2 expected:\n    a\n  - ")
        #expect(Snapshot.firstDifference(expected: "", actual: "a") == "line 1 of 1, 1 expected:\n  - \n  + a")
    }
}
