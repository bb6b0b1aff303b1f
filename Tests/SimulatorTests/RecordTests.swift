import DisruptionCore
import Testing
import WireFormat

@testable import Simulator

/// The records are what the daemon takes, in order, and always the same.
@Suite struct RecordTests {
    @Test(arguments: [1, 2])
    func everyRecordIsAccepted(days: Int) throws {
        var decoder = EventDecoder()
        var last = Instant.distantPast
        var topics = [0, 0, 0]
        let day = try SimulatedDay(
            SimulatedDay.options([("06:00", "weather LHR storm 4h")], date: "2026-03-28", days: days)
        ) { record in
            let topic: InputTopic = [.flightEvents, .externalData, .passengerEvents][record.topic.rawValue]
            topics[record.topic.rawValue] += 1
            #expect(record.time >= last, "out of order")
            last = record.time
            switch decoder.decode(record.value, from: topic) {
            case .flight(let fact):
                #expect(fact.pointee.eventTime == record.time)
                #expect("\(fact.pointee.leg)" == String(decoding: record.key, as: UTF8.self))
            case .station(let fact): #expect(fact.pointee.eventTime == record.time)
            case .booking(let fact): #expect(fact.pointee.eventTime == record.time)
            case .mark, .tombstone: Issue.record("a record that is none")
            case .rejected(let reason, let detail):
                Issue.record(
                    """
                    \(reason): \(String(decoding: detail, as: UTF8.self)) in \
                    \(String(decoding: record.value, as: UTF8.self))
                    """
                )
            }
        }
        #expect(decoder.counters.unknownFields == 0)
        #expect(topics[0] > 9000 * days && topics[1] > 500 * days && topics[2] > 80_000 * days)
        #expect(day.status.records == day.records)
    }

    /// The bytes of a version, as hashes; when the simulator changes on purpose, so do these.
    @Test(arguments: [
        (1, 1, 12_670_489_927_248_073_083 as UInt64), (2, 1, 4_821_620_431_748_285_651),
        (1, 3, 9_834_884_080_906_367_139),
    ])
    func sameSeedSameBytes(seed: Int, scale: Int, expected: UInt64) throws {
        let orders = [("05:00", "weather FRA snow 5h"), ("06:00", "trouble ZJ 30 4h"), ("07:00", "delay ZA102 80")]
        let options = try SimulatedDay.options(
            orders.map { (at: $0.0, what: $0.1) }, seed: UInt64(seed), date: "2026-01-14", scale: scale)
        var simulation = try Simulation(options, airports: SimulatedDay.airports)
        var hash: UInt64 = 0
        while let record = simulation.next() {
            hash = Hash64.of(record.key, seed: hash ^ UInt64(record.topic.rawValue))
            hash = Hash64.of(record.value, seed: hash)
        }
        simulation.takeTruth { hash = Hash64.of($0, seed: hash) }
        #expect(hash == expected)
    }

    @Test func bookingsAgreeWithLoads() throws {
        var onBoard: [String: Int] = [:]
        var segments = [0, 0, 0, 0, 0]
        let reader = BookingCount()
        let day = try SimulatedDay(SimulatedDay.options()) { record in
            guard record.topic == .passengerEvents else { return }
            try reader.count(record.value, &onBoard, &segments)
        }
        // Those who cancel late are still in the load.
        var differences = 0
        for leg in day.legs where !leg.isFerry && !leg.isCancelled {
            let name = String(leg.leg.prefix { $0 != "#" })
            if abs((onBoard[name] ?? 0) - leg.passengers) > 12 { differences += 1 }
        }
        #expect(differences < 30)
        #expect(segments[1...].allSatisfy { $0 > 20 }, "\(segments)")
        print("bookings by number of segments, 1 to 4: \(segments.dropFirst())")
    }
}
