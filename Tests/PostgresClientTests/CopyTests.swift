import PostgresClient
import Testing

@Suite(.enabled(if: PrivatePostgres.isInstalled, PrivatePostgres.skipReason))
struct CopyTests {
    /// What COPY makes of rows in a table of these columns.
    private func copied(_ columns: String, _ build: (inout CopyRows) -> Void) throws -> Connection {
        let connection = try Connection(PrivatePostgres.newDatabase())
        try connection.execute("CREATE TABLE t (\(columns))")
        var rows = CopyRows()
        build(&rows)
        try copy(rows, connection)
        return connection
    }

    @discardableResult
    private func copy(_ rows: CopyRows, _ connection: borrowing Connection) throws -> Int {
        try connection.copy(
            "COPY t FROM STDIN (FORMAT binary)", [CopyRows.header[...], rows.bytes[...], CopyRows.trailer[...]])
    }

    @Test func everyTypeComesBackAsItWent() throws {
        let connection = try copied(
            """
            big bigint, small integer, yes boolean, real double precision, at timestamptz, day date, word text,
            raw bytea
            """
        ) { rows in
            rows.beginRow(columns: 8)
            rows.append(bigint: .min)
            rows.append(integer: -7)
            rows.append(boolean: true)
            rows.append(double: 0.9537123456789)
            rows.append(timestampMs: 1_774_592_130_250)
            rows.append(dateDays: 13_915)
            rows.append(text: "a\tb\\\n\u{0}é\u{1F6EB}")
            Array(UInt8(0)...255).withUnsafeBytes { rows.append(bytea: $0) }
            rows.beginRow(columns: 8)
            for _ in 0..<8 { rows.appendNull() }
        }
        let rows = try connection.query(
            """
            SELECT big, small, yes, real::text AS real, at = '2026-03-27T06:15:30.25Z' AS at_right, day, word, raw
            FROM t
            """)
        let row = try #require(rows.first)
        #expect(row.integer("big") == .min && row.integer("small") == -7 && row.boolean("yes") == true)
        #expect(row.text("real") == "0.9537123456789")
        #expect(row.boolean("at_right") == true)
        #expect(row.text("day") == "2008-02-06")
        #expect(row.text("word") == "a\tb\\\n\u{fffd}é\u{1F6EB}")
        #expect(row.bytes("raw") == Array(0...255))
        let last = try #require(rows.last)
        for column in ["big", "small", "yes", "real", "at_right", "day", "word", "raw"] {
            #expect(last.text(column) == nil)
        }
    }

    @Test func timesBeforeAndFarBehindTheirEpochs() throws {
        let connection = try copied("at timestamptz, day date") { rows in
            rows.beginRow(columns: 2)
            rows.append(timestampMs: -1)
            rows.append(dateDays: -1)
        }
        let row = try connection.query("SELECT extract(epoch FROM at) * 1000 = -1 AS at, day FROM t").first
        #expect(row?.boolean("at") == true)
        #expect(row?.text("day") == "1969-12-31")
        for (ms, text) in [
            (Int64.min, "-infinity"), (-210_866_803_200_001, "-infinity"), (.max, "infinity"),
            (9_223_371_331_200_000, "infinity"), (-210_866_803_200_000, "4714-11-24 00:00:00+00 BC"),
            (9_223_371_331_199_999, "294247-01-01 23:59:59.999+00"),
        ] {
            try connection.execute("TRUNCATE t; SET timezone = 'UTC'")
            var rows = CopyRows()
            rows.beginRow(columns: 2)
            rows.append(timestampMs: ms)
            rows.appendNull()
            try copy(rows, connection)
            #expect(try connection.query("SELECT at FROM t").first?.text("at") == text)
        }
    }

    @Test func jsonWithAnEscapedNulIsTaken() throws {
        let connection = try copied("body jsonb") { rows in
            rows.beginRow(columns: 1)
            Array(#"{"a":"x\u0000y\u0000","b":"\\u0000","c":"\"\\\u0000"}"#.utf8).withUnsafeBytes {
                rows.append(jsonb: $0)
            }
        }
        let row = try #require(
            try connection.query("SELECT body->>'a' AS a, body->>'b' AS b, body->>'c' AS c FROM t").first)
        #expect(row.text("a") == "x\u{fffd}y\u{fffd}")
        #expect(row.text("b") == "\\u0000")
        #expect(row.text("c") == "\"\\\u{fffd}")
    }

    @Test(arguments: [[], [0], [0xff, 0xfe], [0x22], [0x5c], Array("{\"a\":1e999999}".utf8), Array(#""\ud800""#.utf8)])
    func aPoisonedRowIsBadDataAndTheConnectionGoesOn(body: [UInt8]) throws {
        let connection = try copied("body jsonb") { _ in }
        var rows = CopyRows()
        rows.beginRow(columns: 1)
        body.withUnsafeBytes { rows.append(jsonb: $0) }
        let error = #expect(throws: PostgresError.self) { try copy(rows, connection) }
        #expect(error?.kind == .badData)
        #expect(try connection.query("SELECT count(*) AS n FROM t").first?.integer("n") == 0)
    }

    @Test func aCopyIsLargerThanWhatTheSocketTakes() throws {
        let connection = try copied("n integer, word text") { _ in }
        var rows = CopyRows()
        for number in 0..<20_000 {
            rows.beginRow(columns: 2)
            rows.append(integer: Int32(number))
            rows.append(text: String(repeating: "x", count: 1_000))
        }
        #expect(rows.bytes.count > 20_000_000)
        #expect(try copy(rows, connection) == 20_000)
        #expect(try connection.query("SELECT sum(length(word)) AS n FROM t").first?.integer("n") == 20_000_000)
    }

    @Test func rowsInPartsAndInTextFormGoToo() throws {
        let connection = try copied("n integer, word text") { _ in }
        let text = Array("1\ta\n2\tb\n".utf8)
        #expect(try connection.copy("COPY t FROM STDIN", [text[..<3], text[3...]]) == 2)
        #expect(try connection.copy("COPY t FROM STDIN", rows: []) == 0)
        #expect(try connection.query("SELECT word FROM t ORDER BY n").map { $0.text("word") } == ["a", "b"])
    }

    @Test func copyByTheWrongDoorIsRefusedAndTheConnectionGoesOn() throws {
        let connection = try copied("n int") { _ in }
        #expect(throws: PostgresError.self) { try connection.execute("COPY t FROM STDIN") }
        let misuse = #expect(throws: PostgresError.self) { try connection.copy("SELECT 1", rows: []) }
        #expect(misuse?.kind == .misuse)
        let missing = #expect(throws: PostgresError.self) { try connection.copy("COPY x FROM STDIN", rows: []) }
        #expect(missing?.kind == .missingSchema)
        #expect(try connection.query("SELECT 1 AS one").first?.integer("one") == 1)
    }
}
