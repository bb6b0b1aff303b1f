@testable import DisruptionCore
import Testing

/// Messages between legs, airports and airlines.
@Suite struct CongestionMessageTests {
    private func departure(_ state: DepartureDemand.State, _ scheduled: Int32, _ best: Int32) -> DepartureDemand {
        var demand = DepartureDemand()
        if state == .none { return demand }
        demand.state = state
        demand.scheduled = QuarterHour(containing: at(12)) + scheduled
        demand.best = QuarterHour(containing: at(12)) + best
        return demand
    }

    @Test func changesComeBackAsTheyWent() {
        let states: [DepartureDemand.State] = [.none, .due, .moved, .cancelled]
        for old in states {
            for new in states {
                for offset: Int32 in [0, 3, -2, 96] {
                    let from = departure(old, 24, 24 + offset)
                    let to = departure(new, 24 + offset, 30)
                    var writer = ByteWriter()
                    DemandChange.departure(from: from, to: to).encode(into: &writer, eventTime: at(12, 7))
                    #expect(writer.count <= 8)
                    var reader = ByteReader(writer.bytes)
                    let change = DemandChange(eventTime: at(12, 7), reading: &reader)
                    guard case .departure(from, to) = change else {
                        Issue.record("\(old) \(new) \(offset)")
                        continue
                    }
                    #expect(reader.isAtEnd)
                }
            }
        }
    }

    @Test(arguments: [.min + 1, -(1 << 24) - 1, (1 << 24) + 1, .max] as [Int32])
    func binsThatNoStateCanHoldAreRefused(index: Int32) {
        let bin = QuarterHour(index: index)
        let at = at(12)
        func isRefused<Message>(
            _ put: (inout ByteWriter) -> Void, _ read: (inout ByteReader) -> Message?
        ) -> Bool {
            var writer = ByteWriter()
            put(&writer)
            var reader = ByteReader(writer.bytes)
            return read(&reader) == nil
        }
        let step = DepartureStep(from: .unseen, to: .waiting, bin: bin, due: .none)
        let change = DemandChange.arrival(from: .none, to: bin)
        let told = NetworkTold(id: .none, bin: bin)
        let refused = [
            isRefused({ DemandSettled.departure(step).encode(into: &$0, eventTime: at) }) {
                DemandSettled(eventTime: at, reading: &$0)
            },
            isRefused({ change.encode(into: &$0, eventTime: at) }) { DemandChange(eventTime: at, reading: &$0) },
            isRefused({ DepartureTotals(bin: bin, due: 1).encode(into: &$0, eventTime: at) }) {
                DepartureTotals(eventTime: at, reading: &$0)
            },
            isRefused({ told.encode(into: &$0, eventTime: at) }) { NetworkTold(eventTime: at, reading: &$0) },
        ]
        #expect(refused == [true, true, true, true])
    }

    @Test func arrivalsComeBackAsTheyWent() {
        let bins: [QuarterHour] = [.none, QuarterHour(containing: at(9)), QuarterHour(containing: at(9, day: 6))]
        for old in bins {
            for new in bins {
                var writer = ByteWriter()
                DemandChange.arrival(from: old, to: new).encode(into: &writer, eventTime: at(4))
                #expect(writer.count <= 5)
                var reader = ByteReader(writer.bytes)
                guard case .arrival(old, new) = DemandChange(eventTime: at(4), reading: &reader) else {
                    Issue.record("\(old) \(new)")
                    continue
                }
            }
        }
    }

    @Test func stepsComeBackAsTheyWent() {
        let bin = QuarterHour(containing: at(12))
        for due in [QuarterHour.none, bin, bin + -5, bin + 2] {
            let step = DepartureStep(from: .waiting, to: .cancelled, bin: bin, due: due)
            var writer = ByteWriter()
            DemandSettled.departure(step).encode(into: &writer, eventTime: at(12, 25))
            #expect(writer.count <= 9)
            var reader = ByteReader(writer.bytes)
            guard case .departure(step) = DemandSettled(eventTime: at(12, 25), reading: &reader) else {
                Issue.record("\(step)")
                continue
            }
        }
        var cut = ByteReader(UnsafeRawBufferPointer(start: nil, count: 0))
        let settled = DemandSettled(eventTime: at(0), reading: &cut)
        let change = DemandChange(eventTime: at(0), reading: &cut)
        let outcome = DemandOutcome(eventTime: at(0), reading: &cut)
        #expect(settled == nil && change == nil && outcome == nil)
    }

    @Test func outcomesComeBackAsTheyWent() throws {
        let bin = QuarterHour(containing: at(12))
        let route = FleetRoute(
            origin: try #require(AirportCode("ORD")), destination: .none, type: AircraftType(packed: 0x123_4567))
        for before in [DepartureOutcome.open, .onTime, .late, .cancelled] {
            let outcome = DemandOutcome(before: before, now: .cancelled, due: bin + -3, route: route)
            var writer = ByteWriter()
            outcome.encode(into: &writer, eventTime: at(12, 25))
            var reader = ByteReader(writer.bytes)
            let read = try #require(DemandOutcome(eventTime: at(12, 25), reading: &reader))
            #expect(read.before == before && read.now == .cancelled && read.due == bin + -3 && read.route == route)
            #expect(reader.isAtEnd)

            let inbound = InboundOutcome(carrier: CarrierCode("WN") ?? .none, before: before, now: .late, due: bin)
            writer.removeAll()
            inbound.encode(into: &writer, eventTime: at(12, 25))
            reader = ByteReader(writer.bytes)
            let back = try #require(InboundOutcome(eventTime: at(12, 25), reading: &reader))
            #expect(back.carrier == inbound.carrier && back.before == before && back.now == .late && back.due == bin)
        }
        let figures = PeerFigures(
            airport: route.origin, bin: bin, outbound: .init(flights: 40, late: 9, cancelled: 300),
            inbound: .init(flights: 1))
        var writer = ByteWriter()
        figures.encode(into: &writer, eventTime: at(12, 25))
        var reader = ByteReader(writer.bytes)
        #expect(PeerFigures(eventTime: at(12, 25), reading: &reader) == figures)
    }
}
