import PostgresClient
import Testing

@testable import DisruptionService

@Suite(.enabled(if: PrivatePostgres.isInstalled, PrivatePostgres.skipReason))
struct SinkPoisonTests {
    private let target: ConnectionTarget

    init() throws {
        target = try newSinkDatabase()
    }

    /// Bodies that no row can be made of.
    private static let poison: [[UInt8]] = [
        [], [0], [0xff], Array("{".utf8), Array("null".utf8), Array("[1]".utf8), Array("{}".utf8),
        Array(#"{"a":"\ud800"}"#.utf8),
        Array(#"{"disruption_id":"p","version":"x","lifecycle":"OPENED"}"#.utf8),
        Array(#"{"disruption_id":"p","version":1e99}"#.utf8),
        Array(disruptionBody("p", version: 1, more: #","event_time":"yesterday-ish""#).utf8),
        Array(disruptionBody("p", version: 1, more: #","legs":[{"leg_id":null}]"#).utf8),
        Array(disruptionBody("p", version: 1, more: #","legs":[{"leg_id":"A","depth":"deep"}]"#).utf8),
        Array(repeating: UInt8(ascii: "["), count: 200_000),
    ]

    @Test func onePoisonedBodyIsNotedAndTheOthersAreWritten() throws {
        let store = try SinkConnection(target: target, holder: "test")
        for (index, body) in Self.poison.enumerated() {
            var batch = SinkBatch()
            let maker = RecordMaker(.disruptions)
            let offset = Int64(index * 10)
            maker.add(disruptionBody("before\(index)", version: 1, legs: ["A/1/X"]), at: offset, to: &batch)
            maker.add(body, at: offset + 1, to: &batch)
            maker.add(disruptionBody("after\(index)", version: 1, legs: ["A/1/X"]), at: offset + 2, to: &batch)
            let result = try store.write(batch)
            #expect(result.rejections.map(\.origin.offset) == [offset + 1], "\(body.prefix(60))")
            #expect(result.written[SinkTable.disruptions.rawValue] == 2)
        }
        let connection = try Connection(to: target)
        #expect(try connection.query("SELECT 1 FROM iropsd.disruptions").count == Self.poison.count * 2)
        #expect(try connection.query("SELECT 1 FROM iropsd.disruption_legs").count == Self.poison.count * 2)
        let rejects = try connection.query("SELECT record_offset, reason FROM iropsd.sink_rejects ORDER BY 1")
        #expect(rejects.compactMap { $0.integer("record_offset") } == Self.poison.indices.map { Int64($0 * 10 + 1) })
        #expect(rejects.allSatisfy { $0.text("reason")?.isEmpty == false })
        let last = Int64(Self.poison.count - 1) * 10 + 3
        #expect(try connection.query("SELECT next_offset AS o FROM iropsd.sink_positions").first?.integer("o") == last)
    }

    @Test func severalPoisonedBodiesInALargeBatchAreFound() throws {
        var batch = SinkBatch()
        let maker = RecordMaker(.disruptions)
        let bad: Set<Int64> = [0, 1, 255, 256, 700, 999]
        for offset in Int64(0)..<1_000 {
            if bad.contains(offset) {
                maker.add("{\"a\":", at: offset, to: &batch)
            } else {
                maker.add(disruptionBody("d\(offset)", version: 1), at: offset, to: &batch)
            }
        }
        RecordMaker(.flightState).add("{}", at: 3, to: &batch)
        RecordMaker(.deadLetters).add([1], key: [2], at: 3, to: &batch)
        let result = try SinkConnection(target: target, holder: "test").write(batch)
        #expect(Set(result.rejections.filter { $0.table == .disruptions }.map(\.origin.offset)) == bad)
        #expect(result.written == [994, 0, 1])
        let connection = try Connection(to: target)
        #expect(try connection.query("SELECT 1 FROM iropsd.disruptions").count == 994)
        #expect(try connection.query("SELECT 1 FROM iropsd.sink_rejects").count == 7)
    }

    @Test func anEscapedNulIsNoPoison() throws {
        var batch = SinkBatch()
        RecordMaker(.disruptions).add(
            disruptionBody("d1", version: 1, more: #","correlation_id":"a\u0000b""#), at: 0, to: &batch)
        let result = try SinkConnection(target: target, holder: "test").write(batch)
        #expect(result.rejections.isEmpty)
        let rows = try Connection(to: target).query("SELECT correlation_id FROM iropsd.disruptions")
        #expect(rows.first?.text("correlation_id") == "a\u{fffd}b")
    }
}
