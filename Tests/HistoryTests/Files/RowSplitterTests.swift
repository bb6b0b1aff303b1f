import Testing

@testable import History

@Suite struct RowSplitterTests {
    private func cells(_ line: String, wanted: Int = 512) -> [String]? {
        var line = line
        return line.withUTF8 { bytes in
            var splitter = RowSplitter()
            guard splitter.split(UnsafeRawBufferPointer(bytes), wanted: wanted) else { return nil }
            return (0..<splitter.count).map { String(decoding: splitter[$0], as: UTF8.self) }
        }
    }

    @Test(arguments: [
        ("a,b,c", ["a", "b", "c"]), ("a,,", ["a", "", ""]), (",", ["", ""]), ("x", ["x"]),
        ("\"a\",\"New York, NY\",3", ["a", "New York, NY", "3"]), ("\"\",\"\"", ["", ""]),
        ("\"say \"\"no\"\"\",2", ["say \"\"no\"\"", "2"]), ("12345678,12345678", ["12345678", "12345678"]),
        ("1234567,1", ["1234567", "1"]), ("123456789012345678901234567890,", ["123456789012345678901234567890", ""]),
        ("a\"b,c", ["a\"b", "c"]),
    ])
    func splits(line: String, expected: [String]) {
        #expect(cells(line) == expected)
    }

    @Test(arguments: ["\"a", "a,\"b", "\"a\"b,c", "\"a\"\"", "\""])
    func refusesQuotesThatDoNotEnd(line: String) {
        #expect(cells(line) == nil)
    }

    @Test func stopsWhereNothingMoreIsWanted() {
        #expect(cells("a,b,c,\"d", wanted: 2) == ["a", "b"])
        #expect(cells(String(repeating: ",", count: 5000))?.count == HistoryLimits.columnsMax)
    }

    @Test func everyByteButACommaStaysInItsCell() {
        for byte in UInt8.min...UInt8.max where byte != 0x2C && byte != 0x22 {
            let line: [UInt8] = [0x2D, byte, byte ^ 0x80, 0x2D, byte, 0x2D, 0x2C, byte, 0x2C, 0x2D]
            guard !line[..<6].contains(0x2C) else { continue }
            line.withUnsafeBytes { bytes in
                var splitter = RowSplitter()
                let isSplit = splitter.split(bytes)
                let isWhole = splitter[0].elementsEqual(line[..<6])
                #expect(isSplit && isWhole, "byte \(byte)")
            }
        }
    }

    @Test func aCellThatIsNotThereIsEmpty() {
        var splitter = RowSplitter()
        let line: [UInt8] = [0x61]
        line.withUnsafeBytes { _ = splitter.split($0) }
        let (behind, before) = (splitter[1].count, splitter[-1].count)
        #expect(behind == 0 && before == 0)
    }
}
