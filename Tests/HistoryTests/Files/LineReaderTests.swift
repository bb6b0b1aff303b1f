import Foundation
import Testing

@testable import History

@Suite struct LineReaderTests {
    /// Lines as text; nil for one that is too long.
    private func lines(_ path: String) throws -> [String?] {
        var reader = try LineReader(path: path)
        var lines: [String?] = []
        while true {
            switch try reader.next() {
            case .text(let bytes): lines.append(String(decoding: bytes, as: UTF8.self))
            case .tooLong: lines.append(nil)
            case .end:
                #expect(reader.number == lines.count)
                return lines
            }
        }
    }

    @Test(arguments: [
        ("a\nb\n", ["a", "b"]), ("a\r\nb", ["a", "b"]), ("\n\na", ["", "", "a"]), ("", []), ("a\rb\n", ["a\rb"]),
        ("\r\n", [""]),
    ])
    func endsOfLines(text: String, expected: [String]) throws {
        let scratch = try Scratch()
        #expect(try lines(try scratch.write("plain.csv", text)) == expected)
        #expect(try lines(try scratch.write("packed.csv.gz", gzip(text))) == expected)
    }

    @Test func linesAcrossReads() throws {
        let scratch = try Scratch()
        // Prime lengths, so that every place of a line meets the end of a read.
        let expected = (0..<40_000).map { String(repeating: "x", count: $0 % 97) + "\($0)" }
        let text = expected.joined(separator: "\n")
        #expect(text.utf8.count > 4 * HistoryLimits.readBytes)
        #expect(try lines(try scratch.write("plain.csv", text)) == expected)
        #expect(try lines(try scratch.write("packed.csv.gz", gzip(text))) == expected)
    }

    @Test func severalMembersAreOneFile() throws {
        let scratch = try Scratch()
        #expect(try lines(try scratch.write("two.csv.gz", gzip("a\nb") + gzip("c\n"))) == ["a", "bc"])
    }

    @Test func aLineWithoutEndDoesNotTakeTheMemory() throws {
        let scratch = try Scratch()
        let long = String(repeating: "y", count: HistoryLimits.readBytes * 3)
        #expect(try lines(try scratch.write("long.csv", "a\n\(long)\nb\n")) == ["a", nil, "b"])
        #expect(try lines(try scratch.write("longer.csv", "a\n\(long)")) == ["a", nil])
        let most = String(repeating: "z", count: HistoryLimits.lineBytesMax)
        #expect(try lines(try scratch.write("most.csv", "\(most)\nb")) == [most, "b"])
    }

    @Test func everyCutOfACompressedFileIsNoticed() throws {
        let scratch = try Scratch()
        let bytes = gzip("one line\nanother line\n")
        for count in 11..<bytes.count {
            let path = try scratch.write("cut.csv.gz", bytes[..<count])
            let error = #expect(throws: HistoryError.self, "cut at \(count)") { try lines(path) }
            #expect(error?.description.contains("cut off") == true)
        }
    }

    @Test func damageIsNoticed() throws {
        let scratch = try Scratch()
        var bytes = gzip("one line\nanother line\n")
        bytes[20] ^= 1
        let path = try scratch.write("spoilt.csv.gz", bytes)
        let error = #expect(throws: HistoryError.self) { try lines(path) }
        #expect(error?.description.hasPrefix("\(path):") == true)
        #expect(error?.description.dropFirst(path.count).contains(path) == false)
    }

    @Test func whatIsNoFile() throws {
        let scratch = try Scratch()
        #expect(throws: HistoryError.unreadable(path: "/nonexistent.csv", code: ENOENT)) {
            try lines("/nonexistent.csv")
        }
        #expect(throws: HistoryError.unreadable(path: scratch.path, code: EISDIR)) { try lines(scratch.path) }
    }
}
