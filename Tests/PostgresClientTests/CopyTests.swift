import PostgresClient
import Testing

@Suite(.enabled(if: PrivatePostgres.isInstalled, PrivatePostgres.skipReason))
struct CopyTests {
    @Test func everyByteComesBackAsItWent() throws {
        let connection = try Connection(PrivatePostgres.newDatabase())
        try connection.execute("CREATE TABLE t (n int, raw bytea, word text)")
        var rows = CopyText()
        for byte in 0...255 {
            rows.append(integer: byte)
            [UInt8(byte), 92, UInt8(byte)].withUnsafeBytes { rows.append(bytea: $0) }
            // As text: the character with this number, for 0 nothing.
            let word = byte == 0 ? "" : String(Character(Unicode.Scalar(UInt8(byte)))) + "\\"
            rows.append(text: word)
            rows.endRow()
        }
        #expect(try connection.copy("COPY t FROM STDIN", rows: rows.bytes[...]) == 256)
        for row in try connection.query("SELECT n, raw, word FROM t") {
            let byte = UInt8(try #require(row.integer("n")))
            #expect(row.bytes("raw") == [byte, 92, byte])
            let word = byte == 0 ? "" : String(Character(Unicode.Scalar(byte))) + "\\"
            #expect(row.text("word").map { Array($0.utf8) } == Array(word.utf8))
        }
    }

    @Test func jsonWithAnEscapedNulIsTaken() throws {
        let connection = try Connection(PrivatePostgres.newDatabase())
        try connection.execute("CREATE TABLE t (body jsonb)")
        var rows = CopyText()
        Array(#"{"a":"x\u0000y","b":"\\u0000"}"#.utf8).withUnsafeBytes { rows.append(json: $0) }
        rows.endRow()
        try connection.copy("COPY t FROM STDIN", rows: rows.bytes[...])
        let row = try #require(try connection.query("SELECT body->>'a' AS a, body->>'b' AS b FROM t").first)
        #expect(row.text("a") == "x\u{fffd}y")
        #expect(row.text("b") == "\\u0000")
    }

    @Test(arguments: [[0], [0xff, 0xfe], [0x22], Array("{\"a\":1e999999}".utf8), Array(#""\ud800""#.utf8)])
    func aPoisonedRowIsBadDataAndTheConnectionGoesOn(body: [UInt8]) throws {
        let connection = try Connection(PrivatePostgres.newDatabase())
        try connection.execute("CREATE TABLE t (body jsonb)")
        var rows = CopyText()
        body.withUnsafeBytes { rows.append(json: $0) }
        rows.endRow()
        let error = #expect(throws: PostgresError.self) {
            try connection.copy("COPY t FROM STDIN", rows: rows.bytes[...])
        }
        #expect(error?.kind == .badData)
        #expect(try connection.query("SELECT count(*) AS n FROM t").first?.integer("n") == 0)
    }

    @Test func aCopyIsLargerThanOneChunk() throws {
        let connection = try Connection(PrivatePostgres.newDatabase())
        try connection.execute("CREATE TABLE t (n int, word text)")
        var rows = CopyText()
        for number in 0..<2_000 {
            rows.append(integer: number)
            rows.append(text: String(repeating: "x\\", count: 500))
            rows.endRow()
        }
        #expect(rows.bytes.count > 1_000_000)
        #expect(try connection.copy("COPY t FROM STDIN", rows: rows.bytes[...]) == 2_000)
        #expect(try connection.query("SELECT max(length(word)) AS n FROM t").first?.integer("n") == 1_000)
    }

    @Test func copyByTheWrongDoorIsRefusedAndTheConnectionGoesOn() throws {
        let connection = try Connection(PrivatePostgres.newDatabase())
        try connection.execute("CREATE TABLE t (n int)")
        #expect(throws: PostgresError.self) { try connection.execute("COPY t FROM STDIN") }
        #expect(throws: PostgresError.self) { try connection.copy("SELECT 1", rows: []) }
        #expect(try connection.query("SELECT 1 AS one").first?.integer("one") == 1)
    }
}
