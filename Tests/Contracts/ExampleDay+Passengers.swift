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

    private static func leg(_ flight: String, _ from: String, _ to: String, _ out: String, _ `in`: String) -> String {
        event(
            "FLIGHT_SCHEDULED", "05T12:00", flight, from,
            """
            , "destination": "\(to)", "scheduled_departure": "2008-02-\(out):00Z",
            "scheduled_arrival": "2008-02-\(`in`):00Z"
            """)
    }

    private static func booking(_ id: String, _ tiers: [String], onward: Bool, needs: String = "") -> String {
        let people = tiers.enumerated().map { place, tier in
            let need = place == 0 && !needs.isEmpty ? ", \"special_needs\": [\"\(needs)\"]" : ""
            return "{\"passenger_id\": \"\(id)-\(place)\", \"tier\": \"\(tier)\"\(need)}"
        }
        let way = onward ? [("IB1815", "BCN", "MAD"), ("IB6251", "MAD", "JFK")] : [("IB1815", "BCN", "MAD")]
        let segments = way.map { flight, from, to in
            """
            {"flight_number": "\(flight)", "flight_date": "2008-02-06", "origin": "\(from)", "destination": "\(to)"}
            """
        }
        return """
            {"event_id": "\(id)-1", "event_type": "BOOKING_CREATED", "timestamp": "2008-02-05T13:00:00Z",
            "source": "pss", "payload": {"booking_id": "\(id)", "passengers": [\(people.joined(separator: ", "))],
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
