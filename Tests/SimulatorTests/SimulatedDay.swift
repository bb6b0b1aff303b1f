import DisruptionCore
import Foundation
import ReferenceData
import Simulator
import WireFormat

/// A simulated day for tests: its records, and the truth beside them.
struct SimulatedDay {
    /// One event of flight.events, as JSON says it.
    struct FlightEvent {
        let type: String
        let time: Instant
        let leg: String
        let payload: [String: Any]

        func text(_ name: String) -> String { payload[name] as? String ?? "" }
    }

    /// What became of a leg, by the truth file.
    struct LegTruth {
        let leg: String
        let body: [String: Any]

        var isCancelled: Bool { body["cancelled"] != nil }
        var isFerry: Bool { body["ferry"] != nil }
        var departureDelay: Int { body["departure_delay_minutes"] as? Int ?? 0 }
        var origin: String { String(leg.split(separator: "/")[2].prefix { $0 != "#" }) }
        var passengers: Int { body["passengers"] as? Int ?? 0 }
        var connecting: Int { body["connecting"] as? Int ?? 0 }

        var causes: [(cause: String, path: String, root: String, minutes: Int)] {
            (body["departure_causes"] as? [[String: Any]] ?? []).map {
                (
                    $0["cause"] as? String ?? "", $0["path"] as? String ?? "", $0["root"] as? String ?? "",
                    $0["minutes"] as? Int ?? 0
                )
            }
        }

        func minutes(by path: String) -> Int { causes.reduce(0) { $0 + ($1.path == path ? $1.minutes : 0) } }
    }

    static let airports: AirportDirectory = (try? ReferenceAirports.load().directory) ?? .empty

    static func options(
        _ orders: [(at: String, what: String)] = [], background: Scenario.Background = .normal, seed: UInt64 = 1,
        date: String = "2026-03-17", scale: Int = 1, days: Int = 1
    ) throws -> SimulationOptions {
        let steps = try orders.map { order in
            let clock = order.at.split(separator: ":").compactMap { Int($0) }
            return Scenario.Step(minute: clock[0] * 60 + clock[1], injection: try Injection(order.what), place: "test")
        }
        let parts = date.split(separator: "-").compactMap { Int($0) }
        var options = SimulationOptions(
            scenarios: [Scenario(name: "test", summary: "", background: background, steps: steps)],
            date: CalendarDate(year: parts[0], month: parts[1], day: parts[2]) ?? CalendarDate(days: 0))
        options.seed = seed
        options.scale = scale
        options.days = days
        return options
    }

    private(set) var flights: [FlightEvent] = []
    private(set) var legs: [LegTruth] = []
    private(set) var steps: [String] = []
    private(set) var records = 0
    private(set) var status = SimulationStatus()

    /// Runs a whole simulation.
    /// - Parameter each: sees every record.
    init(_ options: SimulationOptions, each: (SimulatedRecord) throws -> Void = { _ in }) throws {
        var simulation = try Simulation(options, airports: Self.airports)
        while let record = simulation.next() {
            records += 1
            if record.topic == .flightEvents { flights.append(try Self.event(record)) }
            try each(record)
        }
        var text = ""
        simulation.takeTruth { text += String(decoding: $0, as: UTF8.self) }
        for line in text.split(separator: "\n") {
            let body = try Self.object(Data(line.utf8))
            switch body["kind"] as? String {
            case "leg": legs.append(LegTruth(leg: body["leg_id"] as? String ?? "", body: body))
            case "step": steps.append(body["do"] as? String ?? "")
            default: break
            }
        }
        status = simulation.status
    }

    func events(of leg: String) -> [FlightEvent] { flights.filter { $0.leg == leg } }
    func truth(of leg: String) -> LegTruth? { legs.first { $0.leg == leg } }

    private static func event(_ record: SimulatedRecord) throws -> FlightEvent {
        let body = try object(Data(record.value))
        return FlightEvent(
            type: body["event_type"] as? String ?? "", time: record.time,
            leg: String(decoding: record.key, as: UTF8.self),
            payload: body["payload"] as? [String: Any] ?? [:])
    }

    private static func object(_ data: Data) throws -> [String: Any] {
        try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }
}

/// A leg was wanted that there is not.
struct Missing: Error {
    let what: String
}

func wanted<Value>(_ value: Value?, _ what: String) throws -> Value {
    guard let value else { throw Missing(what: what) }
    return value
}

/// An RFC 3339 instant as minutes since 1970.
func minutes(_ text: String) -> Int {
    text.utf8.withContiguousStorageIfAvailable { RFC3339.instant(UnsafeRawBufferPointer($0)) }
        .flatMap { $0 }.map { Int(floorDivide($0.ms, 60_000)) } ?? .min
}
