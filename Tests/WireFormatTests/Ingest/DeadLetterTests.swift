import DisruptionCore
import Testing
import WireFormat

@Suite struct DeadLetterTests {
    let letter = DeadLetter(
        reason: .missingField, detail: "payload.flight_date is absent", topic: "ops.flights.v2", partition: 4,
        offset: 1_882_014, timestamp: Instant(ms: 1_774_592_130_250), stage: "ingest", configID: "c-7f3a91d2",
        isWithheld: false)

    func texts(_ headers: [DeadLetter.Header]) -> [String] {
        headers.map { "\($0.name)=\($0.value.map { String(decoding: $0, as: UTF8.self) } ?? "null")" }
    }

    let own = [
        "dlq.reason=MISSING_FIELD", "dlq.detail=payload.flight_date is absent", "dlq.topic=ops.flights.v2",
        "dlq.partition=4", "dlq.offset=1882014", "dlq.timestamp=1774592130250", "dlq.stage=ingest", "dlq.attempt=1",
        "dlq.config_id=c-7f3a91d2",
    ]

    @Test func theHeadersOfTheContract() {
        #expect(texts(letter.headers(original: [])) == own)
        var withheld = letter
        withheld.isWithheld = true
        #expect(texts(withheld.headers(original: [])) == own + ["dlq.value=withheld"])
    }

    @Test func originalHeadersComeFirstAndAReDriveCounts() {
        let first: [DeadLetter.Header] = [
            .init(name: "traceparent", value: Array("00-4b".utf8)), .init(name: "traceparent", value: nil),
            .init(name: "", value: []),
        ]
        #expect(texts(letter.headers(original: first)) == ["traceparent=00-4b", "traceparent=null", "="] + own)
        let again = letter.headers(original: letter.headers(original: first))
        #expect(again.count == first.count + own.count)
        #expect(texts(again).contains("dlq.attempt=2"))
        #expect(texts(letter.headers(original: again)).contains("dlq.attempt=3"))
        for hostile in ["x", "-5", "99999999999", ""] {
            let headers = [DeadLetter.Header(name: "dlq.attempt", value: Array(hostile.utf8))]
            #expect(texts(letter.headers(original: headers)) == own)
        }
    }

    @Test func whatIsWithheld() {
        #expect(!DeadLetter.withholds(.flightEvents))
        #expect(DeadLetter.withholds(.passengerEvents))
    }

    /// Key, headers and value of an original, in bytes, and which of them stand in its dead letter.
    @Test(
        "What does not fit is left out, and said to be",
        arguments: [
            (10, 10, 1000, "key headers value"), (10, 10, 2_100_000, "key headers"),
            (10, 3_000_000, 100, "key value"), (10, 3_000_000, 3_000_000, "key"),
            (2_000_000, 200_000, 100, "key value"), (2_080_000, 200_000, 40_000, "key"),
            (2_096_000, 10, 100, "value"), (3_000_000, 3_000_000, 3_000_000, ""),
        ])
    func whatFits(key: Int, headers: Int, value: Int, expected: String) {
        let original = [
            DeadLetter.Header(name: "traceparent", value: [UInt8](repeating: 7, count: headers)),
            DeadLetter.Header(name: "dlq.attempt", value: Array("4".utf8)),
        ]
        let record = letter.record(keyBytes: key, valueBytes: value, original: original)
        let said = Set(texts(record.headers.filter { $0.name != "traceparent" }))
        let hasHeaders = record.headers.contains { $0.name == "traceparent" }
        #expect(
            [record.hasKey ? "key" : "", hasHeaders ? "headers" : "", record.hasValue ? "value" : ""]
                .filter { !$0.isEmpty }.joined(separator: " ") == expected)
        #expect(said.contains("dlq.key=withheld") == !record.hasKey)
        #expect(said.contains("dlq.headers=withheld") == !hasHeaders)
        #expect(said.contains("dlq.value=withheld") == !record.hasValue)
        #expect(said.contains("dlq.attempt=5") && said.contains("dlq.offset=1882014"))
        let bytes = record.headers.reduce((record.hasKey ? key : 0) + (record.hasValue ? value : 0)) {
            $0 + $1.name.utf8.count + ($1.value?.count ?? 0)
        }
        #expect(bytes <= DeadLetter.recordBytes)
    }

    @Test func manySmallHeadersCountWithTheirFraming() {
        let original = Array(repeating: DeadLetter.Header(name: "a", value: nil), count: 400_000)
        let record = letter.record(keyBytes: 1, valueBytes: 1, original: original)
        #expect(record.hasKey && record.hasValue && record.headers.count < 20)
    }

    @Test func aWithheldValueTakesNoRoom() {
        var withheld = letter
        withheld.isWithheld = true
        let original = [DeadLetter.Header(name: "traceparent", value: nil)]
        let record = withheld.record(keyBytes: 10, valueBytes: 9_000_000, original: original)
        #expect(record.hasKey && !record.hasValue && record.headers.first == original.first)
    }

    @Test func theReasonsAreThoseOfTheContract() {
        #expect(
            DeadLetterReason.allCases.map(\.name.description) == [
                "MALFORMED_JSON", "UNKNOWN_EVENT_TYPE", "MISSING_FIELD", "BAD_VALUE", "TOO_LARGE", "CLOCK_SKEW", "LATE",
                "UNKNOWN_FLIGHT", "SCHEMA_NOT_FOUND", "NO_ROOM",
            ])
    }
}
