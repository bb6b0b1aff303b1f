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
        #expect(!DeadLetter.withholds(.flightEvents, bytes: 1000))
        #expect(DeadLetter.withholds(.passengerEvents, bytes: 10))
        #expect(!DeadLetter.withholds(.passengerEvents, bytes: 10, keepsPassengers: true))
        #expect(DeadLetter.withholds(.passengerEvents, bytes: 2 * 1024 * 1024, keepsPassengers: true))
        #expect(!DeadLetter.withholds(.externalData, bytes: DeadLetter.recordBytes))
        #expect(DeadLetter.withholds(.externalData, bytes: DeadLetter.recordBytes + 1))
    }

    @Test func theReasonsAreThoseOfTheContract() {
        #expect(
            DeadLetterReason.allCases.map(\.name.description) == [
                "MALFORMED_JSON", "UNKNOWN_EVENT_TYPE", "MISSING_FIELD", "BAD_VALUE", "TOO_LARGE", "CLOCK_SKEW", "LATE",
                "UNKNOWN_FLIGHT", "SCHEMA_NOT_FOUND",
            ])
    }
}
