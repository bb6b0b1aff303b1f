import DisruptionCore
import Foundation
import WireFormat

/// A daemon without Kafka: one partition of everything, JSON in, JSON out.
struct SmallDaemon: ~Copyable {
    private var engine = PartitionEngine(partition: 0, layout: .single, incarnation: 1, reference: .empty)
    private var input = OutgoingFrames(topic: .flightEvents, partition: 0, incarnation: 1, destinations: 1)
    private var decoder = EventDecoder()
    private var read: Int64 = 0
    private var log: [[UInt8]] = []
    private var done = 0
    private var newest = Instant.distantPast
    /// Values of disruption.events so far.
    private(set) var disruptions: [String] = []
    /// Values of flight.state so far.
    private(set) var states: [String] = []

    init() {
        log.append(
            ConfigurationRecord(generation: 1, layout: .single, settings: EngineSettings()).encoded(partition: 0))
        for topic in [SourceTopic.externalData, .passengerEvents] {
            var empty = OutgoingFrames(topic: topic, partition: 0, incarnation: 1, destinations: 1)
            empty.isEmptySource = true
            empty.flush(tickGranularityMs: 1)
            log += empty.takeFinished().map(\.bytes)
        }
    }

    /// Reads one value of flight.events and does all that follows from it.
    /// - Returns: why the value was refused; nil when it was taken.
    mutating func take(_ json: String) throws -> String? {
        let bytes = Array(json.utf8)
        input.beginOrigin(read)
        read += 1
        let refusal = bytes.withUnsafeBytes { bytes -> String? in
            switch decoder.decode(bytes, from: .flightEvents) {
            case .flight(let fact):
                newest = max(newest, fact.pointee.eventTime)
                input.send(.flightFact, to: .leg(fact.pointee.leg), at: fact.pointee.eventTime) {
                    fact.pointee.encodeBody(into: &$0)
                }
                return nil
            case .mark(let time):
                newest = max(newest, time)
                return nil
            case .rejected(let reason, let detail):
                return "\(reason.name): \(String(decoding: detail, as: UTF8.self))"
            case .tombstone, .station, .booking: return "no flight event"
            }
        }
        input.completeOrigin(watermarks: (newest.adding(ms: -300_000), .distantPast, .distantPast))
        input.flush(tickGranularityMs: 1)
        log += input.takeFinished().map(\.bytes)
        while done < log.count { try step() }
        return refusal
    }

    private mutating func step() throws {
        let record = log[done]
        let failure = record.withUnsafeBytes { bytes -> FrameError? in
            do throws(FrameError) {
                try engine.process(bytes, offset: Int64(done), isReplay: false)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
        done += 1
        var json = JSONWriter()
        for version in engine.outputs.disruptions {
            json.removeAll()
            DisruptionRecord.write(version, reference: .empty, into: &json)
            disruptions.append(String(decoding: json.bytes, as: UTF8.self))
        }
        engine.outputs.removeAll()
        var told: [String] = []
        engine.takeStates { state in
            json.removeAll()
            FlightStateRecord.write(state, into: &json)
            told.append(String(decoding: json.bytes, as: UTF8.self))
        } forgotten: { _ in
        }
        states += told
        engine.outgoing.flush(tickGranularityMs: 1)
        log += engine.outgoing.takeFinished().map(\.bytes)
    }
}
