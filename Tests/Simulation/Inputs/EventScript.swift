import DisruptionCore
import WireFormat

/// A few aircraft on a few airports for some hours: schedules, delays, swaps, cancellations, arrivals, gates, bookings
/// and weather, told by two sources that do not agree on the order, with bad records among them.
///
/// What is known of an instant comes less than five minutes after it, which is the allowed lateness: nothing comes
/// behind a watermark.
struct EventScript {
    struct Event {
        /// When its source tells it.
        let knownAt: Instant
        let topic: InputTopic
        let key: [UInt8]?
        let value: [UInt8]?
    }

    private var events: [Event] = []
    private var number = 0
    private let isLive: Bool
    private let tails: Int
    private let stations: [String]

    private static let lateMsMax: Int64 = 295_000

    init(isLive: Bool, _ dice: inout Dice) {
        self.isLive = isLive
        tails = dice.between(2, 4)
        stations = Array(["ORD", "DFW", "LAX", "SFO", "BOS"].prefix(dice.between(2, 4)))
    }

    /// All events in the order in which they become known.
    var inOrder: [Event] {
        events.enumerated().sorted { ($0.element.knownAt, $0.offset) < ($1.element.knownAt, $1.offset) }.map(\.element)
    }

    static func mark(_ time: Instant, _ id: String) -> [UInt8] {
        Array(
            (#"{"event_id": "mark-\#(id)-\#(time.ms)", "event_type": "TIME_MARK", "timestamp": "\#(time.rfc3339)", "#
                + #""source": "test"}"#).utf8)
    }

    mutating func write(_ dice: inout Dice) {
        for tail in 0..<tails { fly(tail, &dice) }
        for _ in 0..<dice.between(2, 5) { report(&dice) }
        for number in 0..<dice.between(2, 6) { book(number, &dice) }
        for _ in 0..<dice.between(2, 6) { spoil(&dice) }
    }

    /// The first departure of the day, and minutes after it.
    private static func at(_ minutes: Int) -> Instant {
        HistoryPlan.beginning.adding(minutes: Int64(60 + minutes))
    }

    private mutating func fly(_ tail: Int, _ dice: inout Dice) {
        var station = dice.below(stations.count)
        var scheduled = dice.between(20, 70)
        var readyAt = 0
        for hop in 0..<dice.between(2, 4) {
            let next = (station + 1 + dice.below(stations.count - 1)) % stations.count
            let block = dice.between(30, 50)
            var leg = ScriptLeg(
                number: "AA\(100 + tail * 10 + hop)", tail: "N\(100 + tail)X", from: stations[station],
                to: stations[next], departure: EventScript.at(scheduled), arrival: EventScript.at(scheduled + block))
            tell(leg.scheduled, at: EventScript.at(scheduled - dice.between(60, 75)), &dice)
            var departure = max(scheduled, readyAt)
            if dice.happens(permille: 400) { departure += dice.between(16, 90) }
            if dice.happens(permille: 120) {
                tell(
                    leg.event("GATE_CHANGE", #""old_gate": "B1", "new_gate": "C7""#),
                    at: leg.departure.adding(minutes: -20), &dice)
            }
            if dice.happens(permille: 120) {
                leg.tail = "N\(100 + (tail + 1) % tails)X"
                tell(
                    leg.event("AIRCRAFT_CHANGE", #""tail_number": "\#(leg.tail)""#),
                    at: leg.departure.adding(minutes: -15), &dice)
            }
            if departure > scheduled + 20, dice.happens(permille: 600) {
                tell(
                    leg.event("FLIGHT_DELAY", #""delay_minutes": \#(departure - scheduled + dice.between(-5, 5))"#),
                    at: leg.departure.adding(minutes: -10), &dice)
            }
            if dice.happens(permille: 150) {
                tell(
                    leg.event("FLIGHT_CANCELLED", #""reason": "weather""#), at: leg.departure.adding(minutes: -12),
                    &dice)
                if dice.happens(permille: 700) {
                    scheduled += block + dice.between(35, 50)
                    continue
                }
                tell(
                    leg.event("FLIGHT_REINSTATED", #""reason": "weather""#), at: leg.departure.adding(minutes: -6),
                    &dice)
            }
            let arrival = departure + block + dice.between(-4, 6)
            operate(leg, EventScript.at(departure), EventScript.at(arrival), &dice)
            readyAt = arrival + 30
            scheduled += block + dice.between(35, 50)
            station = next
        }
    }

    private mutating func operate(_ leg: ScriptLeg, _ out: Instant, _ into: Instant, _ dice: inout Dice) {
        tell(leg.event("FLIGHT_DEPARTED", #""actual_departure": "\#(out.rfc3339)""#), at: out, &dice)
        if dice.happens(permille: 300) {
            let other = out.adding(minutes: Int64(dice.between(-2, 2)))
            tell(
                leg.event("FLIGHT_DEPARTED", #""actual_departure": "\#(other.rfc3339)""#), at: out, source: "airport",
                &dice)
        }
        if dice.happens(permille: 60) {
            tell(
                leg.event("FLIGHT_DIVERTED", #""diverted_to": "MKE", "reason": "weather""#),
                at: into.adding(minutes: -10), &dice)
        } else {
            tell(leg.event("FLIGHT_ARRIVED", #""actual_arrival": "\#(into.rfc3339)""#), at: into, &dice)
        }
    }

    private mutating func report(_ dice: inout Dice) {
        let time = EventScript.at(dice.between(0, 200))
        let station = dice.pick(stations)
        add(
            .externalData, "WEATHER_OBSERVATION", station, at: time,
            #""station": "\#(station)", "observed_at": "\#(time.rfc3339)", "#
                + #""visibility_m": \#(dice.between(200, 9999))"#,
            &dice)
    }

    private mutating func book(_ number: Int, _ dice: inout Dice) {
        let time = EventScript.at(dice.between(0, 120))
        let segment =
            #"{"flight_number": "AA\#(100 + dice.below(tails) * 10)", "flight_date": "2024-03-01", "#
            + #""origin": "\#(dice.pick(stations))", "destination": "MKE"}"#
        for version in 0..<dice.between(1, 2) {
            add(
                .passengerEvents, version == 0 ? "BOOKING_CREATED" : "BOOKING_CHANGED", "B\(number)",
                at: time.adding(minutes: Int64(version * 20)),
                #""booking_id": "B\#(number)", "passengers": [{"passenger_id": "P\#(number)"}], "#
                    + #""segments": [\#(segment)]"#,
                &dice)
        }
    }

    /// A record that becomes a dead letter, or is passed over.
    private mutating func spoil(_ dice: inout Dice) {
        let topic = dice.pick(InputTopic.allCases)
        let time = EventScript.at(dice.between(0, 220))
        let bytes: [UInt8]?
        switch dice.below(6) {
        case 0: bytes = Array("no JSON \(number)".utf8)
        case 1: bytes = []
        case 2: bytes = nil
        case 3: bytes = Array(envelope("NO_SUCH_TYPE", time, "ops", "").utf8)
        case 4: bytes = Array(#"{"event_id": "m-\#(number)", "source": "ops"}"#.utf8)
        default:
            // Too far ahead: of its own Kafka timestamp in live time, of its partition's event time in a replay.
            let ahead = isLive ? time.adding(minutes: Int64(dice.between(3, 14))) : time.adding(minutes: 70 * 1_440)
            let leg = ScriptLeg(
                number: "AA999", tail: "N999X", from: stations[0], to: stations[1], departure: ahead,
                arrival: ahead.adding(minutes: 45))
            number += 1
            let text = envelope("FLIGHT_SCHEDULED", ahead, "ops", leg.scheduled.payload)
            events.append(Event(knownAt: time, topic: .flightEvents, key: Array("bad".utf8), value: Array(text.utf8)))
            return
        }
        number += 1
        events.append(Event(knownAt: time, topic: topic, key: Array("bad-\(number)".utf8), value: bytes))
    }

    private mutating func tell(
        _ event: (type: String, payload: String), at time: Instant, source: String = "ops", _ dice: inout Dice
    ) {
        add(.flightEvents, event.type, source, at: time, event.payload, &dice)
    }

    private mutating func add(
        _ topic: InputTopic, _ type: String, _ source: String, at time: Instant, _ payload: String, _ dice: inout Dice
    ) {
        let known = time.adding(ms: dice.between(0, EventScript.lateMsMax))
        let text = envelope(type, time, source, payload)
        events.append(Event(knownAt: known, topic: topic, key: Array("k\(number)".utf8), value: Array(text.utf8)))
        number += 1
    }

    private func envelope(_ type: String, _ time: Instant, _ source: String, _ payload: String) -> String {
        #"{"event_id": "e-\#(number)", "event_type": "\#(type)", "timestamp": "\#(time.rfc3339)", "#
            + #""source": "\#(source)", "payload": {\#(payload)}}"#
    }
}

/// A flight's plan, and the events about it without their envelope.
struct ScriptLeg {
    let number: String
    var tail: String
    let from: String
    let to: String
    let departure: Instant
    let arrival: Instant

    func event(_ type: String, _ fields: String) -> (type: String, payload: String) {
        let date = departure.rfc3339.prefix(10)
        return (
            type, #""flight_number": "\#(number)", "flight_date": "\#(date)", "origin": "\#(from)", \#(fields)"#
        )
    }

    var scheduled: (type: String, payload: String) {
        event(
            "FLIGHT_SCHEDULED",
            #""airline": "AA", "destination": "\#(to)", "tail_number": "\#(tail)", "seats": 140, "gate": "B1", "#
                + #""scheduled_departure": "\#(departure.rfc3339)", "scheduled_arrival": "\#(arrival.rfc3339)""#)
    }
}
