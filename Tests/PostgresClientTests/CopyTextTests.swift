import PostgresClient
import Testing

@Suite struct CopyTextTests {
    private func rows(_ build: (inout CopyText) -> Void) -> String {
        var text = CopyText()
        build(&text)
        return String(decoding: text.bytes, as: UTF8.self)
    }

    private func json(_ body: String) -> String {
        rows { text in
            Array(body.utf8).withUnsafeBytes { text.append(json: $0) }
        }
    }

    @Test func columnsAreSeparatedByTabsAndRowsByLineFeeds() {
        let text = rows {
            $0.append(integer: 1)
            $0.append(text: "a")
            $0.endRow()
            $0.appendNull()
            $0.append(boolean: true)
            $0.endRow()
        }
        #expect(text == "1\ta\n\\N\tt\n")
    }

    @Test func onlyWhatEndsAColumnOrStartsAnEscapeIsEscaped() {
        #expect(rows { $0.append(text: "a\tb\nc\rd\\e\u{8}\u{c}\u{b}é") } == "a\\tb\\nc\\rd\\\\e\u{8}\u{c}\u{b}é")
        #expect(rows { $0.append(text: "") } == "")
        #expect(rows { $0.append(text: "\\N") } == "\\\\N")
        #expect(rows { $0.append(text: "\\.") } == "\\\\.")
    }

    @Test func byteaIsHexadecimal() {
        let text = rows { text in
            [UInt8](arrayLiteral: 0, 9, 10, 92, 255).withUnsafeBytes { text.append(bytea: $0) }
        }
        #expect(text == "\\\\x00090a5cff")
    }

    @Test func anEscapedNulInJSONBecomesTheReplacementCharacter() {
        #expect(json(#"{"a":"\u0000"}"#) == #"{"a":"\\ufffd"}"#)
        #expect(json(#""\u0000\u0000x""#) == #""\\ufffd\\ufffdx""#)
    }

    @Test func anEscapedBackslashBeforeTheLettersIsNoNul() {
        #expect(json(#""\\u0000""#) == #""\\\\u0000""#)
        #expect(json(#""\\\u0000""#) == #""\\\\\\ufffd""#)
        #expect(json(#""\u0001\n""#) == #""\\u0001\\n""#)
    }

    @Test func aBodyThatEndsInTheMiddleOfAnEscapeIsPassedOn() {
        #expect(json("\"\\") == "\"\\\\")
        #expect(json(#""\u000"#) == #""\\u000"#)
    }

    @Test func removeAllStartsAFreshRow() {
        var text = CopyText()
        text.append(integer: 1)
        text.removeAll()
        text.append(integer: 2)
        #expect(String(decoding: text.bytes, as: UTF8.self) == "2")
    }
}
