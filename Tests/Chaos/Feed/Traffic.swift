/// What an installation under chaos is fed with: days without end of flights, weather and bookings in the order of
/// their time, some bad records among them, and a mark for every partition each half hour.
package struct Traffic: Sequence, Sendable {
    private let tails: Int
    private let seed: UInt64
    private let badPercent: Int

    /// - Parameters:
    ///   - tails: aircraft, with about 17 events a day each.
    ///   - badPercent: bad records for 100 events of flights.
    package init(tails: Int, seed: UInt64, badPercent: Int = 2) {
        self.tails = tails
        self.seed = seed
        self.badPercent = badPercent
    }

    package func makeIterator() -> Iterator { Iterator(tails: tails, seed: seed, badPercent: badPercent) }

    /// Makes two days at a time.
    package struct Iterator: IteratorProtocol {
        private let tails: Int
        private let badPercent: Int
        private var numbers: SeededNumbers
        private var hostile: HostileRecords
        private var firstDay = 0
        private var nextMark = DisruptedDays.startMinute
        private var ready: ArraySlice<InputRecord> = []
        /// Flights that are not over when the next days begin.
        private var carried: [InputRecord] = []

        private static let days = 2
        /// Minutes of a day before its first event.
        private static let quietMinutes = 360
        /// Event time between two marks, minutes.
        private static let markMinutes = 30
        private static let bookedPercent = 10
        private static let stations = ["KORD", "KDEN", "KBOS", "KATL"]

        init(tails: Int, seed: UInt64, badPercent: Int) {
            self.tails = tails
            self.badPercent = badPercent
            numbers = SeededNumbers(seed: seed)
            hostile = HostileRecords(seed: seed)
        }

        package mutating func next() -> InputRecord? {
            while ready.isEmpty { makeDays() }
            return ready.popFirst()
        }

        private mutating func makeDays() {
            let made = DisruptedDays(firstDay: firstDay, days: Self.days, tails: tails, seed: numbers.next()).events
            firstDay += Self.days
            let end = firstDay * 1_440 + Self.quietMinutes
            let flights = carried.isEmpty ? made : Self.merge(carried, made)
            let over = flights.firstIndex { $0.minute >= end } ?? flights.endIndex
            carried = Array(flights[over...])
            var records: [InputRecord] = []
            for flight in flights[..<over] { add(flight, to: &records) }
            ready = records[...]
        }

        private static func merge(_ a: [InputRecord], _ b: [InputRecord]) -> [InputRecord] {
            (a + b).enumerated().sorted { ($0.element.minute, $0.offset) < ($1.element.minute, $1.offset) }.map(
                \.element)
        }

        private mutating func add(_ flight: InputRecord, to records: inout [InputRecord]) {
            while flight.minute >= nextMark {
                records += InputRecord.marks(at: nextMark)
                for station in Self.stations { records.append(report(of: station, at: nextMark)) }
                nextMark += Self.markMinutes
            }
            records.append(flight)
            if numbers.happens(percent: Self.bookedPercent) { records.append(booking(at: flight.minute)) }
            var chance = badPercent
            while chance > 0, numbers.happens(percent: Swift.min(chance, 100)) {
                records.append(hostile.next(at: flight.minute))
                chance -= 100
            }
        }

        private mutating func report(of station: String, at minute: Int) -> InputRecord {
            let time = InputRecord.time(minute)
            let digits = time.filter(\.isNumber).dropFirst(6).prefix(6)
            let raw =
                "\(station) \(digits)Z \(Int.random(in: 100...360, using: &numbers))12KT 10SM FEW040 M01/M05 A2992"
            return record(
                "external.data", partitions: 8, id: "w-\(station)-\(minute)", "METAR_REPORT",
                #""station": "\#(station)", "raw": "\#(raw)""#, at: minute)
        }

        private mutating func booking(at minute: Int) -> InputRecord {
            let id = "b-\(numbers.next())"
            let flight = "AA\(Int.random(in: 100...999, using: &numbers))"
            let segment =
                #"{"flight_number": "\#(flight)", "flight_date": "\#(InputRecord.time(minute).prefix(10))", "#
                + #""origin": "ORD", "destination": "DEN", "cabin": "Y"}"#
            return record(
                "passenger.events", partitions: 4, id: id, "BOOKING_CREATED",
                #""booking_id": "\#(id)", "passengers": [{"passenger_id": "p\#(id)", "channels": ["push"]}], "#
                    + #""segments": [\#(segment)]"#, at: minute)
        }

        private mutating func record(
            _ topic: String, partitions: Int32, id: String, _ type: String, _ payload: String, at minute: Int
        ) -> InputRecord {
            let text =
                #"{"event_id": "\#(id)", "event_type": "\#(type)", "timestamp": "\#(InputRecord.time(minute))", "#
                + #""source": "test", "payload": {\#(payload)}}"#
            return InputRecord(
                topic: topic, partition: Int32.random(in: 0..<partitions, using: &numbers), key: id,
                value: Array(text.utf8), minute: minute)
        }
    }
}
