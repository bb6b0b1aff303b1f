import DisruptionCore

extension ExampleDay {
    /// The same day between three airports, with those who are booked: a flight to a hub is three hours late.
    static var passengers: [String] {
        [
            leg("IB1815", "BCN", "MAD", "06T10:00", "06T11:20"), leg("IB6251", "MAD", "JFK", "06T12:40", "06T20:40"),
            booking("K3TRFM", ["gold", "", "silver"], onward: true), booking("K3TRFN", ["", ""], onward: true),
            booking("K3TRFP", ["member", "", "", "platinum"], onward: false, needs: "WCHR"),
            event("FLIGHT_UPDATED", "06T09:30", "IB1815", "BCN", ", \"estimated_arrival\": \"2008-02-06T11:50:00Z\""),
            event(
                "FLIGHT_DELAY", "06T09:40", "IB1815", "BCN",
                """
                , "delay_minutes": 180, "reason": "technical", "new_departure": "2008-02-06T13:00:00Z",
                "estimated_arrival": "2008-02-06T14:20:00Z", "delay_codes": [{"code": "41", "minutes": 180}]
                """),
            event("FLIGHT_DEPARTED", "06T12:41", "IB6251", "MAD"),
            event("FLIGHT_DEPARTED", "06T13:02", "IB1815", "BCN"),
            event("FLIGHT_ARRIVED", "06T14:21", "IB1815", "BCN"), event("FLIGHT_ARRIVED", "06T20:35", "IB6251", "MAD"),
        ] + ["07T12:00", "08T12:00", "12T12:00"].map { mark($0) }
    }

    /// What their bookings come to: one is cancelled, a flight is too, and not everybody is on board.
    static var bookings: [String] {
        let others: [String] = [
            leg("IB3170", "MAD", "BCN", "06T15:00", "06T16:20"), leg("IB3172", "MAD", "BCN", "06T17:00", "06T18:20"),
            booking("K3TRFQ", ["silver"], way: [("IB3170", "MAD", "BCN")]), booking("K3TRFR", [""], onward: false),
            booking("K3TRFS", ["", ""], way: [("IB3172", "MAD", "BCN")], needs: "UMNR"),
            booking("K3TRFT", [""], way: [("IB3999", "MAD", "BCN")]),
            event("FLIGHT_CANCELLED", "06T12:00", "IB3170", "MAD", ", \"reason\": \"crew\""),
            passenger("BOOKING_CANCELLED", "06T08:00", "K3TRFR"),
            passenger(
                "PASSENGER_CHECKED_IN", "06T14:00", "K3TRFS",
                """
                , "passenger_id": "K3TRFS-0", "flight_number": "IB3172", "flight_date": "2008-02-06", "origin": "MAD"
                """),
            event("FLIGHT_DEPARTED", "06T17:04", "IB3172", "MAD"),
        ]
        return passengers.prefix { !$0.contains("TIME_MARK") } + others
            + ["07T12:00", "08T12:00", "09T12:00"].map { mark($0) }
    }

    /// What their passengers are told: every text, and what a booking says of how to reach them.
    static var notifications: [String] {
        let texting = ", \"channels\": [\"push\", \"sms\"], \"language\": \"es-ES\""
        return [
            leg("IB1815", "BCN", "MAD", "06T10:00", "06T11:20", ", \"gate\": \"B21\", \"terminal\": \"1\""),
            leg("IB6251", "MAD", "JFK", "06T12:40", "06T20:40"), leg("IB3170", "MAD", "BCN", "06T15:00", "06T16:20"),
            booking("K3TRFM", ["gold"], onward: true, reach: texting), booking("K3TRFN", ["", ""], onward: false),
            booking("K3TRFQ", ["silver"], way: [("IB3170", "MAD", "BCN")]),
            event("GATE_CHANGE", "06T08:10", "IB1815", "BCN", ", \"new_gate\": \"A4\", \"terminal\": \"2\""),
            event("FLIGHT_DELAY", "06T08:40", "IB1815", "BCN", ", \"delay_minutes\": 50, \"reason\": \"technical\""),
            event("FLIGHT_DELAY", "06T08:55", "IB1815", "BCN", ", \"delay_minutes\": 5, \"reason\": \"technical\""),
            event("FLIGHT_UPDATED", "06T09:20", "IB1815", "BCN", ", \"status\": \"BOARDING\""),
            event("FLIGHT_CANCELLED", "06T09:30", "IB3170", "MAD", ", \"reason\": \"crew\""),
            event("FLIGHT_DEPARTED", "06T10:04", "IB1815", "BCN"),
            event("FLIGHT_UPDATED", "06T10:20", "IB1815", "BCN", ", \"estimated_arrival\": \"2008-02-06T11:32:00Z\""),
            event("FLIGHT_UPDATED", "06T10:40", "IB1815", "BCN", ", \"estimated_arrival\": \"2008-02-06T12:20:00Z\""),
            event("FLIGHT_REINSTATED", "06T11:00", "IB3170", "MAD"),
            event("FLIGHT_UPDATED", "06T11:10", "IB1815", "BCN", ", \"estimated_arrival\": \"2008-02-06T11:22:00Z\""),
            event("FLIGHT_DIVERTED", "06T11:15", "IB1815", "BCN", ", \"diverted_to\": \"ZAZ\""),
            event("FLIGHT_UPDATED", "06T11:20", "IB1815", "BCN", ", \"diverted_to\": \"\""),
            mark("06T15:30"),
        ]
    }

    private static func passenger(_ type: String, _ time: String, _ id: String, _ more: String = "") -> String {
        """
        {"event_id": "\(id)-\(type)", "event_type": "\(type)", "timestamp": "2008-02-\(time):00Z", "source": "pss",
        "payload": {"booking_id": "\(id)"\(more)}}
        """
    }

    private static func leg(
        _ flight: String, _ from: String, _ to: String, _ out: String, _ `in`: String, _ more: String = ""
    ) -> String {
        event(
            "FLIGHT_SCHEDULED", "05T12:00", flight, from,
            """
            , "destination": "\(to)", "scheduled_departure": "2008-02-\(out):00Z",
            "scheduled_arrival": "2008-02-\(`in`):00Z"\(more)
            """)
    }

    private static func booking(
        _ id: String, _ tiers: [String], onward: Bool, needs: String = "", reach: String = ""
    ) -> String {
        let first = ("IB1815", "BCN", "MAD")
        let way = onward ? [first, ("IB6251", "MAD", "JFK")] : [first]
        return booking(id, tiers, way: way, needs: needs, reach: reach)
    }

    private static func booking(
        _ id: String, _ tiers: [String], way: [(String, String, String)], needs: String = "", reach: String = ""
    ) -> String {
        let people = tiers.enumerated().map { place, tier in
            let need = place == 0 && !needs.isEmpty ? ", \"special_needs\": [\"\(needs)\"]" : ""
            return "{\"passenger_id\": \"\(id)-\(place)\", \"tier\": \"\(tier)\"\(need)\(reach)}"
        }
        let segments = way.map { flight, from, to in
            """
            {"flight_number": "\(flight)", "flight_date": "2008-02-06", "origin": "\(from)", "destination": "\(to)"}
            """
        }
        let contact = reach.isEmpty ? "" : ", \"contact_ref\": \"crm:\(id)\""
        return """
            {"event_id": "\(id)-1", "event_type": "BOOKING_CREATED", "timestamp": "2008-02-05T13:00:00Z",
            "source": "pss", "payload": {"booking_id": "\(id)"\(contact),
            "passengers": [\(people.joined(separator: ", "))],
            "segments": [\(segments.joined(separator: ", "))]}}
            """
    }

    /// The airports of that day with their states and places.
    static var passengerReference: AirportDirectory {
        let places: [(String, String, Double, Double)] = [
            ("BCN", "ES", 41.297, 2.078), ("MAD", "ES", 40.472, -3.561), ("JFK", "US", 40.640, -73.779),
        ]
        return AirportDirectory(
            airports: places.map { code, country, latitude, longitude in
                let letters = Array(country.utf8)
                return Airport(
                    iata: AirportCode(code) ?? .none, icao: .none, latitude: latitude, longitude: longitude,
                    country: UInt16(letters[0]) << 8 | UInt16(letters[1]), city: AirportCode(code) ?? .none, zone: 2)
            }, zones: zones)
    }
}
