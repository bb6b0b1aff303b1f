import DisruptionCore
import Testing

@testable import Simulator

/// What is told of a day hangs together: aircraft are in one place at a time, and every leg comes to an end.
@Suite struct ContinuityTests {
    /// Days with a lot of trouble: storms, an airline on the ground, faults, cancellations.
    private static let orders: [(at: String, what: String)] = [
        ("05:00", "weather FRA blizzard 5h"), ("06:00", "weather LHR storm 4h"), ("07:00", "ground ZF A320 3h"),
        ("07:00", "trouble ZJ 40 8h"), ("09:00", "capacity CDG 30 5h"), ("11:00", "weather MUC ice 3h"),
        ("06:30", "delay ZF112 60"), ("07:10", "delay ZF112 30"), ("08:00", "cancel ZA102"),
        ("12:00", "capacity MAD 0 2h"),
    ]

    @Test(arguments: [1, 2] as [UInt64])
    func aircraftAreInOnePlaceAtATime(seed: UInt64) throws {
        let day = try SimulatedDay(SimulatedDay.options(Self.orders, seed: seed, date: "2026-01-14", days: 2))
        #expect(day.status.cancelled > 50)
        #expect(day.flights.contains { $0.type == "FLIGHT_DIVERTED" })
        #expect(day.flights.contains { $0.type == "AIRCRAFT_CHANGE" })
        var tails: [String: String] = [:]
        var places: [String: (airport: String, minute: Int)] = [:]
        var diverted: [String: String] = [:]
        var flown = 0
        for event in day.flights {
            switch event.type {
            case "FLIGHT_SCHEDULED", "AIRCRAFT_CHANGE": tails[event.leg] = event.text("tail_number")
            case "FLIGHT_DIVERTED": diverted[event.leg] = event.text("diverted_to")
            case "FLIGHT_DEPARTED":
                let tail = try wanted(tails[event.leg], "tail of \(event.leg)")
                let out = minutes(event.text("actual_departure"))
                if let place = places[tail] {
                    #expect(place.airport == event.text("origin"), "\(tail) is not there for \(event.leg)")
                    #expect(out >= place.minute + 20, "\(tail) leaves with \(event.leg) before it is turned round")
                }
                places[tail] = ("in the air", 0)
            case "FLIGHT_RETURNED":
                places[try wanted(tails[event.leg], "tail")] = (event.text("origin"), 0)
            case "FLIGHT_ARRIVED":
                let tail = try wanted(tails[event.leg], "tail of \(event.leg)")
                let truth = try wanted(day.truth(of: event.leg), event.leg)
                let planned = truth.body["destination"] as? String ?? ""
                places[tail] = (diverted[event.leg] ?? planned, minutes(event.text("actual_arrival")))
                flown += 1
            default: break
            }
        }
        #expect(flown > 2000)
    }

    @Test func everyLegComesToOneEnd() throws {
        let day = try SimulatedDay(SimulatedDay.options(Self.orders, date: "2026-01-14"))
        var ended: [String: String] = [:]
        var began: Set<String> = []
        for event in day.flights {
            // Of a leg that came back what follows has its second name.
            #expect(ended[event.leg] == nil, "\(event.type) behind the end of \(event.leg)")
            if event.type == "FLIGHT_SCHEDULED" { began.insert(event.leg) }
            if ["FLIGHT_ARRIVED", "FLIGHT_CANCELLED", "FLIGHT_RETURNED"].contains(event.type) {
                ended[event.leg] = event.type
            }
        }
        #expect(began.subtracting(ended.keys).isEmpty)
        #expect(day.legs.count == began.count - ended.values.count { $0 == "FLIGHT_RETURNED" })
    }

    @Test func delayIsBookedToTheMinute() throws {
        let day = try SimulatedDay(SimulatedDay.options(Self.orders, date: "2026-01-14"))
        let names = Set(day.legs.map(\.leg))
        for leg in day.legs where !leg.isCancelled {
            let sum = leg.causes.reduce(0) { $0 + $1.minutes }
            #expect(sum == max(0, leg.departureDelay), "\(leg.leg): \(leg.causes)")
            for cause in leg.causes where cause.path != "own" {
                // A leg that came back to its gate is the root under the name that it had then.
                let root = cause.root.split(separator: "#").first.map(String.init) ?? ""
                #expect(cause.root != leg.leg && (names.contains(cause.root) || names.contains(root)))
            }
            for cause in leg.causes where cause.path == "own" { #expect(cause.root == leg.leg) }
        }
    }
}
