extension ExampleDay {
    /// The same day in a small network of its own: sixty aircraft fly a ring of three airports without slack, and what
    /// leaves there in four hours leaves 45 minutes late, a few flights not at all.
    static var spread: [String] {
        let ring = ["SFO", "OAK", "SJC"]
        var events: [String] = []
        for place in 0..<3 {
            for number in 0..<20 {
                for hop in 0..<6 {
                    let minute = 13 * 60 + 5 * number + 100 * hop
                    let isBad = (16 * 60..<20 * 60).contains(minute)
                    events += flight(
                        "PS\(1000 * place + 10 * number + hop)", "N\(place)\(number)PS", ring[(place + hop) % 3],
                        ring[(place + hop + 1) % 3], minute, late: isBad ? 45 : 2, flies: !isBad || minute % 40 != 0)
                }
            }
        }
        return sorted(events) + ["07T12:00", "08T12:00", "12T12:00"].map { mark($0) }
    }

    private static func flight(
        _ flight: String, _ tail: String, _ from: String, _ to: String, _ minute: Int, late: Int, flies: Bool
    ) -> [String] {
        let scheduled = event(
            "FLIGHT_SCHEDULED", "05T12:00", flight, from,
            """
            , "destination": "\(to)", "tail_number": "\(tail)", "scheduled_departure": "2008-02-\(stamp(minute)):00Z",
            "scheduled_arrival": "2008-02-\(stamp(minute + 60)):00Z"
            """)
        if !flies { return [scheduled, event("FLIGHT_CANCELLED", stamp(minute - 60), flight, from)] }
        return [
            scheduled, event("FLIGHT_DEPARTED", stamp(minute + late), flight, from),
            event("FLIGHT_ARRIVED", stamp(minute + 60 + late), flight, from),
        ]
    }

    /// A minute of the sixth.
    private static func stamp(_ minute: Int) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        return "0\(6 + minute / 1440)T\(two(minute % 1440 / 60)):\(two(minute % 60))"
    }
}
