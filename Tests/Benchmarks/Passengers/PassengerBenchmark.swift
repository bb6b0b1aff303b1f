import DisruptionCore
import Glibc
import ReferenceData
import Simulator
import WireFormat

/// The world's day with everybody who is booked on it, in memory over all partitions: bytes, and events a second on one
/// core. Making the events is not counted.
struct PassengerBenchmark {
    private static let megabytesGoal = 2_500.0
    private static let eventsPerSecondGoal = 100_000.0
    /// As the topics are declared.
    private static let layout = LogLayout(flightEvents: 1, externalData: 1, passengerEvents: 1, entities: 12)

    private struct Outcome {
        var bookingEvents = 0
        var otherEvents = 0
        var passengers = 0
        var seats = 0
        /// Bookings for which there was no room.
        var refused = 0
        /// States of bookings handed out.
        var states = 0
        var bookings = 0
        var legs = 0
        /// Of bookings and check-ins alone.
        var seconds = 0.0
        /// Versions of missed connections.
        var connections = 0
        var peakBytes = 0
    }

    /// Of this process, the simulator's share included.
    private static var residentBytes: Int { Int(ProcessFigures(of: [getpid()]).residentMegabytes * 1e6) }

    private static func run() throws -> Outcome {
        let airports = try ReferenceAirports.load().directory
        var outcome = Outcome()
        var options = SimulationOptions(
            scenarios: [Scenario(name: "normal", summary: "")], date: CalendarDate(days: 20_467))
        options.scale = SimulationOptions.scaleMax
        var simulation = try Simulation(options, airports: airports)
        let runtime = LocalRuntime(layout: layout, reference: airports)
        var decoder = EventDecoder()
        try runtime.pump()
        while let record = simulation.next() {
            let isBooking = record.topic == .passengerEvents
            let seconds = try ContinuousClock().measure {
                accept(record, runtime, &decoder, &outcome)
                if (outcome.bookingEvents + outcome.otherEvents) % 1024 == 0 { try pump(runtime, &outcome) }
            }.seconds
            if isBooking { outcome.seconds += seconds }
            let count = outcome.bookingEvents + outcome.otherEvents
            if count % 262_144 == 0 {
                outcome.peakBytes = max(outcome.peakBytes, residentBytes)
                Console.progress(
                    "passengers: \(Figure.grouped(outcome.bookingEvents)) events of bookings, "
                        + "\(Figure.decimal(Double(outcome.peakBytes) / 1e9, 2)) GB")
            }
            simulation.takeTruth { _ in }
        }
        try pump(runtime, &outcome)
        outcome.peakBytes = max(outcome.peakBytes, residentBytes)
        for partition in 0..<layout.entities {
            outcome.legs += runtime.sizes(of: partition).legs
            outcome.bookings += runtime.sizes(of: partition).bookings
        }
        return outcome
    }

    private static func accept(
        _ record: SimulatedRecord, _ runtime: LocalRuntime, _ decoder: inout EventDecoder, _ outcome: inout Outcome
    ) {
        let topic: InputTopic =
            switch record.topic {
            case .flightEvents: .flightEvents
            case .externalData: .externalData
            case .passengerEvents: .passengerEvents
            }
        let decoded = decoder.decode(record.value, from: topic)
        let input = topic == .flightEvents ? 0 : topic == .externalData ? 1 : 2
        runtime.accept(input, at: record.time) { $0.send(decoded, recordedAt: record.time) }
        if case .booking(let fact) = decoded {
            outcome.bookingEvents += 1
            if fact.pointee.type == .created, let trip = Trip(fact.pointee.content) {
                outcome.passengers += trip.passengers.count
                outcome.seats += trip.passengers.count * trip.segments.count
            }
        } else {
            outcome.otherEvents += 1
        }
    }

    private static func pump(_ runtime: LocalRuntime, _ outcome: inout Outcome) throws {
        try runtime.pump(tickGranularityMs: 30_000)
        outcome.connections += runtime.disruptions.count { $0.finding.pattern == .missedConnection }
        runtime.disruptions.removeAll(keepingCapacity: true)
        outcome.refused += runtime.refused.count
        runtime.refused.removeAll(keepingCapacity: true)
        runtime.takeBookings({ _ in outcome.states += 1 }, forgotten: { _ in })
    }

    /// Runs and prints.
    static func report(_ options: BenchmarkOptions) throws {
        let outcome = try run()
        let megabytes = Double(outcome.peakBytes) / 1e6
        let rate = Double(outcome.bookingEvents) / outcome.seconds
        Console.say(
            """
            passengers, in memory over \(layout.entities) partitions: \(Figure.grouped(outcome.legs)) legs, \
            \(Figure.grouped(outcome.bookings)) bookings of \(Figure.grouped(outcome.passengers)) passengers on \
            \(Figure.grouped(outcome.seats)) seats in \(Figure.decimal(megabytes, 0)) MB with the simulator, \
            \(outcome.peakBytes / max(1, outcome.bookings)) bytes a booking with its share of all else; \
            \(References.verdict(megabytes, atMost: megabytesGoal, "MB")); \(Figure.grouped(outcome.refused)) events \
            without room
            """)
        Console.say(
            """
            passengers, one core: \(Figure.grouped(Int(rate))) booking events/s, JSON in, legs told, \
            \(Figure.grouped(outcome.states)) states out; \
            \(References.verdict(rate, atLeast: eventsPerSecondGoal)); \(Figure.grouped(outcome.connections)) versions \
            of missed connections
            """)
    }
}
