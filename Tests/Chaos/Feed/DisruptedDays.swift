/// Days of aircraft around one hub, every other one with snow: late rotations, cancellations, gate changes, two
/// diversions. Every event carries its time in order, so nothing comes behind a watermark wherever it is put.
package struct DisruptedDays {
    /// Events in the order of their time; some twice.
    package private(set) var events: [InputRecord] = []
    /// Leg ids of each day.
    package private(set) var legs: [Set<String>]

    private struct Event {
        let minute: Int
        let json: String
    }

    private let firstDay: Int
    private var numbers: SeededNumbers
    private var pending: [Event] = []

    /// Minutes after the begin of the first of two days: nothing has happened yet, the first day's legs are forgotten
    /// and the second's are not, all legs are forgotten.
    package static let startMinute = 0
    package static let middleMinute = 3 * 1_440 + 720
    package static let endMinute = 7 * 1_440

    private static let spokes = ["ATL", "BOS", "CLE", "DEN", "DFW", "DTW", "LGA", "MSP", "PHL", "STL"]
    private static let blockMinutes = 90
    private static let turnMinutes = 30
    private static let duplicatedPercent = 10

    /// - Parameters:
    ///   - firstDay: counted from the day of minute 0; even.
    ///   - tails: at most 980, for the sake of flight numbers.
    package init(firstDay: Int = 0, days: Int = 2, tails: Int = 40, seed: UInt64 = 2008) {
        self.firstDay = firstDay
        numbers = SeededNumbers(seed: seed)
        legs = [Set<String>](repeating: [], count: days)
        for tail in 0..<tails { for day in 0..<days { fly(tail, day) } }
        for (number, event) in pending.sorted(by: { ($0.minute, $0.json) < ($1.minute, $1.json) }).enumerated() {
            repeat {
                events.append(
                    InputRecord(
                        topic: "flight.events", partition: Int32.random(in: 0..<6, using: &numbers),
                        key: "e\(firstDay)-\(number)",
                        value: Array(event.json.utf8), minute: event.minute))
            } while numbers.happens(percent: Self.duplicatedPercent)
        }
    }

    /// One aircraft's day: out and back, from where it stands.
    private mutating func fly(_ tail: Int, _ day: Int) {
        let airline = ["AA", "UA", "DL", "NW"][tail % 4]
        let isSnowy = day % 2 == 1
        var isAtHub = isSnowy
        var spoke = tail % Self.spokes.count
        var readyAt = 0
        var number = 0
        while number < 5 {
            // A cancelled pair, out of the hub and back, leaves the aircraft where it is.
            let isCancelled = isSnowy && isAtHub && number < 4 && numbers.happens(percent: 30)
            for _ in 0..<(isCancelled ? 2 : 1) {
                let from = isAtHub ? "ORD" : Self.spokes[spoke]
                if isAtHub { spoke = (spoke + 3) % Self.spokes.count }
                let to = isAtHub ? Self.spokes[spoke] : "ORD"
                let scheduled = (firstDay + day) * 1_440 + 720 + number * 125 + (tail * 7) % 60
                let flight = Flight(
                    number: "\(airline)\(100 + tail * 10 + number)", from: from, to: to, tail: "N\(100 + tail)X",
                    departure: scheduled, arrival: scheduled + Self.blockMinutes)
                legs[day].insert("\(flight.number)/\(flight.date)/\(from)")
                send(flight.scheduled(airline), at: scheduled - 360)
                if isCancelled {
                    send(flight.event("FLIGHT_CANCELLED", #""reason": "weather""#), at: scheduled - 60)
                } else {
                    operate(flight, isSnowy: isSnowy && isAtHub, readyAt: &readyAt)
                }
                isAtHub.toggle()
                number += 1
            }
        }
    }

    private mutating func operate(_ flight: Flight, isSnowy: Bool, readyAt: inout Int) {
        var departure = max(flight.departure, readyAt)
        if numbers.happens(percent: isSnowy ? 50 : 8) { departure += Int.random(in: 20...150, using: &numbers) }
        if numbers.happens(percent: 5) {
            send(flight.event("GATE_CHANGE", #""old_gate": "B1", "new_gate": "C7""#), at: flight.departure - 45)
        }
        let arrival = departure + Self.blockMinutes - Int.random(in: 0...6, using: &numbers)
        let out = InputRecord.time(departure)
        let into = InputRecord.time(arrival)
        send(flight.event("FLIGHT_DEPARTED", #""actual_departure": "\#(out)""#), at: departure)
        if flight.number == "AA144" || flight.number == "UA154" {
            send(flight.event("FLIGHT_DIVERTED", #""diverted_to": "MKE", "reason": "weather""#), at: arrival - 30)
        } else {
            send(flight.event("FLIGHT_ARRIVED", #""actual_arrival": "\#(into)""#), at: arrival)
        }
        readyAt = arrival + Self.turnMinutes
    }

    private mutating func send(_ event: (type: String, payload: String), at minute: Int) {
        let json =
            #"{"event_id": "d-\#(pending.count)", "event_type": "\#(event.type)", "#
            + #""timestamp": "\#(InputRecord.time(minute))", "source": "test", "payload": {\#(event.payload)}}"#
        pending.append(Event(minute: minute, json: json))
    }
}

/// A flight's plan, and the events about it without their envelope.
private struct Flight {
    let number: String
    let from: String
    let to: String
    let tail: String
    let departure: Int
    let arrival: Int

    /// Departures lie between noon and midnight UTC, where the local date is that of UTC.
    var date: Substring { InputRecord.time(departure).prefix(10) }

    func event(_ type: String, _ fields: String) -> (type: String, payload: String) {
        let name = #""flight_number": "\#(number)", "flight_date": "\#(date)", "origin": "\#(from)""#
        return (type, "\(name), \(fields)")
    }

    func scheduled(_ airline: String) -> (type: String, payload: String) {
        let times =
            #""scheduled_departure": "\#(InputRecord.time(departure))", "#
            + #""scheduled_arrival": "\#(InputRecord.time(arrival))""#
        return event(
            "FLIGHT_SCHEDULED",
            #""airline": "\#(airline)", "destination": "\#(to)", "tail_number": "\#(tail)", "#
                + #""seats": 140, "gate": "B1", \#(times)"#
        )
    }
}
