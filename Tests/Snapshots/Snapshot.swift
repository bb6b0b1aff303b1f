import Foundation

/// Expected output kept in a file, read in review and rewritten by `UPDATE_EXPECTED=1 swift test`.
package enum Snapshot {
    /// Set to 1, every check writes what it was given instead of comparing.
    package static let updateVariable = "UPDATE_EXPECTED"

    /// Passes when `actual` is what the expected file says.
    ///
    ///     try Snapshot.check(report, "Expected/ohare-snow-day.txt")
    ///
    /// - Parameters:
    ///   - name: path of the expected file below `Tests`.
    ///   - folder: what `name` is relative to; `Tests` of this package where nil.
    ///   - updates: whether to write instead; what the environment says where nil.
    /// - Throws: `SnapshotDifference`, which names the first line that differs.
    package static func check(
        _ actual: String, _ name: String, in folder: String? = nil, updates: Bool? = nil
    ) throws {
        let file = URL(filePath: folder ?? testsFolder).appending(path: name)
        if updates ?? (ProcessInfo.processInfo.environment[updateVariable] == "1") {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(actual.utf8).write(to: file)
            return
        }
        guard let data = FileManager.default.contents(atPath: file.path) else {
            throw SnapshotDifference(file: name, text: "there is no such file yet")
        }
        let expected = String(decoding: data, as: UTF8.self)
        if let text = firstDifference(expected: expected, actual: actual) {
            throw SnapshotDifference(file: name, text: text)
        }
    }

    /// The first line that differs, with the lines before it; nil where there is none.
    package static func firstDifference(expected: String, actual: String) -> String? {
        guard expected != actual else { return nil }
        let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
        let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
        let same = zip(old, new).prefix { $0 == $1 }.count
        var lines = ["line \(same + 1) of \(new.count), \(old.count) expected:"]
        lines += old[max(0, same - contextLines)..<same].map { "    \($0)" }
        lines += old[same...].prefix(1).map { "  - \($0)" }
        lines += new[same...].prefix(1).map { "  + \($0)" }
        return lines.joined(separator: "\n")
    }

    private static let contextLines = 3
    private static let testsFolder = URL(filePath: #filePath).appending(path: "../..").standardized.path
}

/// Output that is not what the expected file says.
package struct SnapshotDifference: Error, CustomStringConvertible {
    package let file: String
    package let text: String

    package var description: String {
        "\(file): \(text)\nIf the new output is right: \(Snapshot.updateVariable)=1 swift test, and review the change."
    }
}
