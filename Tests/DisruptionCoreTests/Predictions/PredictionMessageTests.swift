import Testing

@testable import DisruptionCore

@Suite struct PredictionMessageTests {
    private func question() throws -> ForecastQuestion {
        var question = ForecastQuestion(
            leg: leg("AA1", "ORD"), horizon: .fourHours, time: .twoLegsIn,
            destination: try #require(AirportCode("DFW")), scheduledDeparture: at(8))
        question.margin = -12_345
        question.firstMargin = 60_000
        question.gain = -4000
        return question
    }

    private func bytes(_ write: (inout ByteWriter) -> Void) -> [UInt8] {
        var writer = ByteWriter()
        write(&writer)
        return Array(writer.bytes)
    }

    private func read<T>(_ bytes: [UInt8], _ body: (inout ByteReader) -> T) -> T {
        bytes.withUnsafeBytes {
            var reader = ByteReader($0)
            return body(&reader)
        }
    }

    @Test func questionsComeBackAsTheyWere() throws {
        var asked = [try question(), try question()]
        asked[1].margin = nil
        asked[1].driftAtDestination = 0
        for one in asked {
            let written = bytes { one.encode(into: &$0, eventTime: at(4)) }
            #expect(read(written) { ForecastQuestion(eventTime: at(4), reading: &$0) } == one)
        }
    }

    @Test func whatIsNoneIsRefused() throws {
        let question = try question()
        let written = bytes { question.encode(into: &$0, eventTime: at(4)) }
        for length in 0..<written.count {
            #expect(read(Array(written[..<length])) { ForecastQuestion(eventTime: at(4), reading: &$0) } == nil)
        }
        for horizon in [UInt8(0), 6, 7] {
            var damaged = written
            damaged[0] = damaged[0] & 0xF8 | horizon
            #expect(read(damaged) { ForecastQuestion(eventTime: at(4), reading: &$0) } == nil)
        }
        #expect(read([2, 0]) { MovementSeen(reading: &$0) } == nil)
        #expect(read([]) { MovementSeen(reading: &$0) } == nil)
        let movement = MovementSeen(hasComeIn: true, minutes: -7)
        #expect(read(bytes { movement.encode(into: &$0) }) { MovementSeen(reading: &$0) } == movement)
    }

    @Test func driftsComeBackFromASnapshot() throws {
        var random = Seeded(7)
        for round in 0..<50 {
            var drift = AirportDrift()
            for _ in 0..<random.next(200) {
                drift.blockIn.add(Int32(random.next(200) - 100), at: Int64(random.next(300)))
                if round % 3 == 0 { drift.departing.add(Int32(random.next(100)), at: Int64(random.next(30))) }
            }
            let written = bytes { drift.encodeSnapshot(into: &$0) }
            let restored = read(written) { bytes in
                var reader = SnapshotReader(.airports, bytes)
                let drift = AirportDrift(restoring: &reader)
                return reader.hasFailed ? nil : drift
            }
            let held = try #require(restored, "round \(round)")
            for minute in Int64(0)..<400 {
                #expect(held.blockIn.mean(asOf: minute) == drift.blockIn.mean(asOf: minute), "round \(round)")
                #expect(held.departing.mean(asOf: minute) == drift.departing.mean(asOf: minute), "round \(round)")
            }
        }
    }

    @Test func onlyNewsIsTold() {
        func prediction(_ decimes: Int32, _ permille: Int32, _ minutes: Int32) -> RotationPrediction {
            RotationPrediction(
                leg: leg("AA1", "ORD"), madeAt: at(4), horizon: .twoHours, lateAircraftDecimes: decimes,
                late15Permille: permille, departureDelayMinutes: minutes)
        }
        #expect(!prediction(0, 150, 3).isNews(after: nil, minutes: 5))
        #expect(prediction(0, 300, 3).isNews(after: nil, minutes: 5))
        #expect(prediction(0, 150, 5).isNews(after: nil, minutes: 5))
        #expect(prediction(150, 150, 3).isNews(after: nil, minutes: 5))
        #expect(!prediction(250, 950, 30).isNews(after: prediction(200, 900, 28), minutes: 5))
        #expect(prediction(250, 950, 22).isNews(after: prediction(200, 900, 28), minutes: 5))
        #expect(prediction(0, 900, 28).isNews(after: prediction(200, 900, 28), minutes: 5))
    }
}
