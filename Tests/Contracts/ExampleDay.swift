import DisruptionCore
import Foundation

/// 6 February 2008 as flight.events tell it: what the examples of disruption.events come from.
enum ExampleDay {
    /// One event of the day; the payload fields beside those that name the leg as JSON, with a comma before them.
    static func event(
        _ type: String, _ at: String, _ flight: String, _ origin: String, _ fields: String = "", day: Int = 6
    )
        -> String
    {
        """
        {"event_id": "\(type)/\(flight)/\(at)", "event_type": "\(type)", "timestamp": "2008-02-\(at):00Z",
        "source": "ops", "correlation_id": "day",
        "payload": {"flight_number": "\(flight)", "flight_date": "2008-02-0\(day)", "origin": "\(origin)"\(fields)}}
        """
    }

    private static func schedule(
        _ flight: String, _ tail: String, _ from: String, _ to: String, _ out: String, _ `in`: String
    )
        -> String
    {
        event(
            "FLIGHT_SCHEDULED", "05T12:00", flight, from,
            """
            , "destination": "\(to)", "tail_number": "\(tail)", "gate": "K5", "terminal": "3", "seats": 140,
            "aircraft_type": "MD83", "scheduled_departure": "2008-02-\(out):00Z",
            "scheduled_arrival": "2008-02-\(`in`):00Z"
            """)
    }

    static func mark(_ at: String) -> String {
        """
        {"event_id": "mark/\(at)", "event_type": "TIME_MARK", "timestamp": "2008-02-\(at):00Z", "source": "test"}
        """
    }

    /// A day in which all happens that can.
    static var flights: [String] {
        var day = [
            schedule("AA1521", "N4XKAA", "ORD", "DFW", "06T14:30", "06T17:10"),
            schedule("AA1840", "N4XKAA", "DFW", "ORD", "06T17:55", "06T20:20"),
            schedule("AA2337", "N4XKAA", "ORD", "LGA", "06T21:10", "06T23:25"),
            schedule("UA455", "N455UA", "DEN", "ORD", "06T16:10", "06T18:30"),
            schedule("UA647", "N647UA", "ORD", "DEN", "06T17:00", "06T19:35"),
            schedule("UA649", "N649UA", "ORD", "DEN", "06T17:00", "06T19:35"),
            schedule("MQ4187", "N4187", "CMI", "ORD", "06T14:15", "06T15:20"),
            schedule("MQ4189", "N4189", "CMI", "ORD", "06T14:15", "06T15:20"),
            event(
                "FLIGHT_SCHEDULED", "05T12:00", "MQ4191", "CMI",
                """
                , "destination": "ORD", "scheduled_departure": "2008-02-06T14:15:00Z",
                "scheduled_arrival": "2008-02-06T15:20:00Z"
                """),
        ]
        for number in 100..<120 {
            day.append(schedule("MQ\(number)", "N\(number)", "ORD", "CMI", "06T16:30", "06T17:30"))
        }
        day += [
            event("GATE_CHANGE", "06T13:50", "AA1521", "ORD", ", \"old_gate\": \"K5\", \"new_gate\": \"L8\""),
            event("GATE_CHANGE", "06T13:55", "UA455", "DEN", ", \"new_gate\": \"B1\", \"terminal\": \"1\""),
            event("GATE_CHANGE", "06T14:00", "UA455", "DEN", ", \"new_gate\": \"K5\", \"terminal\": \"3\""),
            event("GATE_CHANGE", "06T14:00", "MQ4191", "CMI", ", \"old_gate\": \"1\""),
            event("FLIGHT_UPDATED", "06T14:01", "MQ4191", "CMI", ", \"gate\": \"2\""),
            event(
                "FLIGHT_DELAY", "06T14:20", "AA1521", "ORD",
                """
                , "delay_minutes": 60, "new_departure": "2008-02-06T15:30:00Z", "reason": "weather",
                "reason_detail": "Snow.",
                "delay_codes": [{"code": "75", "minutes": 60}], "rebooking_priority": "high", "status": "delayed"
                """),
            event("FLIGHT_DELAY", "06T14:30", "UA649", "ORD", ", \"delay_minutes\": 50"),
            event(
                "FLIGHT_DIVERTED", "06T14:50", "MQ4187", "CMI", ", \"diverted_to\": \"MKE\", \"reason\": \"weather\""),
            event("FLIGHT_DIVERTED", "06T14:52", "MQ4189", "CMI", ", \"diverted_to\": \"MKE\""),
            event("FLIGHT_UPDATED", "06T14:58", "MQ4189", "CMI", ", \"diverted_to\": \"\""),
            event("FLIGHT_DIVERTED", "06T15:00", "MQ4191", "CMI"),
            event("FLIGHT_DEPARTED", "06T15:30", "AA1521", "ORD"), event("FLIGHT_RETURNED", "06T15:32", "UA455", "DEN"),
            event("FLIGHT_AIRBORNE", "06T15:50", "AA1521", "ORD"),
            event("FLIGHT_UPDATED", "06T15:55", "UA455", "DEN", ", \"estimated_departure\": \"2008-02-06T16:40:00Z\""),
            event("FLIGHT_CANCELLED", "06T16:00", "UA647", "ORD", ", \"reason\": \"weather\""),
            event("FLIGHT_CANCELLED", "06T16:00", "UA649", "ORD"),
            event("FLIGHT_REINSTATED", "06T16:02", "UA647", "ORD"),
        ]
        for number in 100..<115 { day.append(event("FLIGHT_CANCELLED", "06T16:05", "MQ\(number)", "ORD")) }
        day += [
            event("FLIGHT_DEPARTED", "06T16:12", "UA455", "DEN"), event("FLIGHT_ARRIVED", "06T18:10", "AA1521", "ORD"),
            event("FLIGHT_ARRIVED", "06T18:31", "UA455", "DEN"), event("FLIGHT_ARRIVED", "06T16:20", "MQ4187", "CMI"),
            event("FLIGHT_DEPARTED", "06T18:42", "AA1840", "DFW"), event("FLIGHT_ARRIVED", "06T21:06", "AA1840", "DFW"),
            event("AIRCRAFT_CHANGE", "06T21:00", "AA2337", "ORD", ", \"tail_number\": \"N7514A\", \"seats\": 142"),
            event("AIRCRAFT_CHANGE", "06T21:01", "AA2337", "ORD", ", \"tail_number\": \"N4XKAA\", \"seats\": 140"),
            event("FLIGHT_DEPARTED", "06T21:40", "AA2337", "ORD"), event("FLIGHT_ARRIVED", "06T23:58", "AA2337", "ORD"),
        ]
        return day + ["07T02:00", "07T12:00", "08T12:00", "09T12:00", "12T12:00"].map { mark($0) }
    }

    /// The same day at a busy airport: ORD serves 20 departures an hour for five days, more want to leave on the
    /// sixth, and then flights are cancelled. CMI is the same on a smaller scale; its cancellations are taken back.
    static var events: [String] {
        var events = flights
        events += [
            event(
                "FLIGHT_SCHEDULED", "05T12:00", "VY3913", "BCN",
                """
                , "destination": "ORY", "gate": "B41", "terminal": "T1",
                "scheduled_departure": "2008-02-06T09:35:00Z", "scheduled_arrival": "2008-02-06T11:20:00Z"
                """),
            event("GATE_CHANGE", "06T08:20", "VY3913", "BCN", ", \"new_gate\": \"U60\", \"terminal\": \"T2\""),
            event("FLIGHT_DELAY", "06T14:05", "AA1521", "ORD", ", \"delay_minutes\": 45, \"reason\": \"weather\""),
            event("FLIGHT_UPDATED", "06T15:10", "AA1521", "ORD", ", \"estimated_departure\": \"2008-02-06T15:42:00Z\""),
            schedule("UA701", "N701UA", "DEN", "ORD", "06T17:00", "06T19:20"),
            schedule("UA702", "N701UA", "ORD", "DEN", "06T20:00", "06T22:30"),
            schedule("UA703", "N701UA", "DEN", "ORD", "06T23:10", "07T01:30"),
            event("FLIGHT_DELAY", "06T16:40", "UA701", "DEN", ", \"delay_minutes\": 80"),
            event("FLIGHT_DEPARTED", "06T09:35", "VY3913", "BCN"),
            event("FLIGHT_ARRIVED", "06T11:20", "VY3913", "BCN"),
        ]
        for (flight, origin) in [("UA701", "DEN"), ("UA702", "ORD"), ("UA703", "DEN")] {
            events.append(event("AIRCRAFT_CHANGE", "06T16:50", flight, origin, ", \"tail_number\": \"N702UA\""))
        }
        for day in 1...6 {
            for minute in stride(from: 12 * 60, to: 23 * 60 + 30, by: 3) { events += busy(day, minute, "MQ", "ORD") }
        }
        for minute in stride(from: 14 * 60, to: 15 * 60, by: 3) { events += busy(6, minute + 1, "OO", "ORD") }
        for minute in stride(from: 13 * 60, to: 23 * 60 + 30, by: 10) { events += busy(6, minute, "OH", "CMI") }
        for minute in stride(from: 19 * 60, to: 20 * 60, by: 10) {
            events += [
                event("FLIGHT_CANCELLED", "06T16:30", "OH\(minute)", "CMI", ", \"reason\": \"weather\""),
                event("FLIGHT_REINSTATED", "06T16:55", "OH\(minute)", "CMI"),
            ]
        }
        // An aircraft that does not come, and one that is smaller.
        events += [
            schedule("UA811", "N811UA", "DEN", "MKE", "06T17:00", "06T19:20"),
            schedule("UA812", "N811UA", "MKE", "DEN", "06T20:20", "06T22:50"),
            schedule("UA815", "N815UA", "DEN", "MKE", "06T18:00", "06T20:20"),
            event("AIRCRAFT_CHANGE", "06T15:00", "UA815", "DEN", ", \"tail_number\": \"N816UA\", \"seats\": 119"),
            event("FLIGHT_CANCELLED", "06T15:30", "UA811", "DEN", ", \"reason\": \"crew\""),
            event("FLIGHT_CANCELLED", "06T16:20", "UA812", "MKE", ", \"reason\": \"crew\""),
            event("FLIGHT_DEPARTED", "06T18:02", "UA815", "DEN"), event("FLIGHT_ARRIVED", "06T20:25", "UA815", "DEN"),
        ]
        return events.sorted { stamp($0) < stamp($1) }
    }

    /// The same day elsewhere: an airline that runs an hour late at four airports where another one is on time, an
    /// airport whose departures are late, and weather.
    static var troubles: [String] {
        var events: [String] = []
        for origin in ["ABQ", "ELP", "LBB", "MAF"] {
            for minute in stride(from: 13 * 60, to: 22 * 60, by: 10) {
                events += busy(6, minute, "WN", origin, late: (15 * 60..<19 * 60).contains(minute) ? 60 : 0)
                events += busy(6, minute + 5, "DL", origin)
            }
        }
        for minute in stride(from: 13 * 60, to: 22 * 60, by: 5) {
            events += busy(6, minute, "YV", "ABI", late: (15 * 60..<18 * 60).contains(minute) ? 45 : 3)
        }
        return (events + weather).sorted { stamp($0) < stamp($1) }
            + ["07T02:00", "07T12:00", "08T12:00", "12T12:00"].map { mark($0) }
    }

    /// A forecast of snow for ELP that comes true, and one of fog for MAF that does not.
    private static var weather: [String] {
        func report(_ type: String, _ at: String, _ station: String, _ raw: String) -> String {
            """
            {"event_id": "\(station)/\(at)", "event_type": "\(type)", "timestamp": "2008-02-\(at):00Z",
            "source": "noaa", "payload": {"station": "\(station)", "raw": "\(raw)"}}
            """
        }
        var reports = [
            report(
                "TAF_REPORT", "06T11:40", "ELP",
                "TAF KELP 061140Z 0612/0712 27012KT P6SM SCT060 FM061500 30015KT 1SM SN OVC005 "
                    + "FM062000 30010KT P6SM SKC"),
            report(
                "TAF_REPORT", "06T11:42", "MAF",
                "TAF KMAF 061140Z 0612/0712 27004KT P6SM SKC FM061700 00000KT 1/4SM FG VV001 "
                    + "FM061900 27004KT P6SM SKC"),
        ]
        for hour in 12...22 {
            let weather = (15..<19).contains(hour) ? "30015KT 3/4SM SN OVC004 M02/M03" : "30010KT 10SM SCT060 01/M06"
            reports.append(report("METAR_REPORT", "06T\(hour):05", "ELP", "METAR KELP 06\(hour)00Z \(weather) A2992"))
            reports.append(
                report("METAR_REPORT", "06T\(hour):06", "MAF", "METAR KMAF 06\(hour)00Z 27004KT 10SM SKC 08/M02 A3001"))
        }
        return reports
    }

    /// A flight from an airport to one that nobody asks about.
    private static func busy(
        _ day: Int, _ minute: Int, _ carrier: String, _ origin: String, late: Int = 0
    ) -> [String] {
        func time(_ minute: Int) -> String { "0\(day)T" + two(minute / 60) + ":" + two(minute % 60) }
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let flight = "\(carrier)\(minute)"
        func json(_ type: String, _ at: String, _ fields: String = "") -> String {
            event(type, at, flight, origin, fields, day: day)
        }
        let (out, into) = (time(minute), time(minute + 30))
        return [
            json(
                "FLIGHT_SCHEDULED", time(minute - 480),
                """
                , "destination": "SBN", "scheduled_departure": "2008-02-\(out):00Z",
                "scheduled_arrival": "2008-02-\(into):00Z"
                """),
            json("FLIGHT_DEPARTED", time(minute + late)),
        ]
    }

    /// In the order of their timestamps; of equal ones as they were.
    static func sorted(_ events: [String]) -> [String] {
        events.enumerated().sorted { (stamp($0.1), $0.0) < (stamp($1.1), $1.0) }.map(\.1)
    }

    private static func stamp(_ json: String) -> Substring {
        guard let at = json.range(of: "timestamp")?.upperBound else { return "" }
        return json[at...].prefix(24)
    }

    /// Winter times of that day.
    static var zones: [ZoneTable] {
        [("CST", -6), ("MST", -7), ("CET", 1)].compactMap { name, hours in
            let bytes = name.utf8.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            return ZoneTable(
                name: name,
                periods: [
                    ZoneTable.Period(
                        start: .min, offset: Int32(hours * 3600), isDaylight: false, abbreviation: bytes)
                ])
        }
    }

    /// The airports of the examples, each with its zone.
    static var reference: AirportDirectory {
        let places: [(String, Int16)] = [
            ("ORD", 0), ("DFW", 0), ("CMI", 0), ("MKE", 0), ("DEN", 1), ("BCN", 2), ("ELP", 1), ("MAF", 0),
        ]
        let airports = places.compactMap { code, zone in
            AirportCode(code).map {
                Airport(
                    iata: $0, icao: .none, latitude: 42, longitude: -88, country: 0x5553, city: $0, zone: zone)
            }
        }
        return AirportDirectory(airports: airports, zones: zones)
    }
}
