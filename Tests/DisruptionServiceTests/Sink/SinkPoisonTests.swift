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
        #expect(result.written == [994, 0, 1, 0, 0, 0] && result.rejections.count == 7)
        let connection = try Connection(to: target)
        #expect(try connection.query("SELECT 1 FROM iropsd.disruptions").count == 994)
        #expect(try connection.query("SELECT 1 FROM iropsd.sink_rejects").count == 7)
    }

    /// What the encoder takes the database takes too: a row that took the place of another is never refused behind it.
    @Test(arguments: 0..<4) func whatIsTakenForARowIsOne(seed: Int) throws {
        var state = UInt64(seed) &* 7919 &+ 1
        func random(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        let bytes = Array("\"\\\0\n{}[]:,.-+eE0129atrue\u{7f}é\u{1F6EB}ud8".utf8) + [0xff, 0xc3, 0xed]
        var batch = SinkBatch()
        for offset in Int64(0)..<400 {
            let isState = offset % 2 == 0
            let more = #","correlation_id":"\u00e9\ud83d\ude00\u0000\\","metrics":{"a":[1.5e300,-0,{"b":null}]}"#
            var body = Array(
                (isState
                    ? flightStateBody("AA\(offset)/2008-02-06/ORD", version: 1)
                    : disruptionBody("d\(offset)", version: 1, legs: ["A/1/X"], more: more)).utf8)
            for _ in 0..<(1 + random(3)) { body[random(body.count)] = bytes[random(bytes.count)] }
            RecordMaker(isState ? .flightState : .disruptions).add(body, at: offset, to: &batch)
        }
        var encoder = RowEncoder()
        var rows = SinkRows()
        encoder.encode(batch, into: &rows)
        #expect(rows.refusals.count > 50 && rows.refusals.count < 390)
        let result = try SinkConnection(target: target, holder: "test").write(batch)
        #expect(result.rejections.map(\.reason) == rows.refusals.map(\.reason))
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
