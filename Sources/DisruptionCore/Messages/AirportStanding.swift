/// Airport → network: how the airport stands when a bin settles. Told while it is disrupted, or where delay came in.
///
/// Body: airport u32, flags u8, signed varint of the bin relative to that of the event time, which is the instant at
/// which it settles, varint of departures, count of links, and of each its origin u32, varints of legs and minutes.
struct AirportStanding: Equatable {
    /// Departures that late arrivals of the bin's aircraft made 15 or more minutes late, by where these came from.
    struct Link: Equatable {
        var from: AirportCode
        var legs: Int32
        /// Reactionary minutes of all of them.
        var minutes: Int32
    }

    /// Why an airport counts as disrupted; raw values stand in the log and never change.
    struct Trouble: OptionSet {
        let rawValue: UInt8
        /// A settled WEATHER_IMPACT is open.
        static let weather = Trouble(rawValue: 1)
        /// A settled AIRPORT_CONGESTION is open.
        static let congestion = Trouble(rawValue: 2)
        /// Departures or arrivals are later than usual, as SEASONAL_DEVIATION finds it.
        static let lateness = Trouble(rawValue: 4)
    }

    var airport: AirportCode
    var bin: QuarterHour
    var trouble: Trouble
    /// Departures that became due in the three hours up to the end of the bin.
    var departures: Int32
    /// In the order of their origins.
    var links: [Link] = []

    /// Origins of one bin at the most: more than an airport has flights in a quarter of an hour.
    static let linkLimit = 512

    func encode(into writer: inout ByteWriter, eventTime: Instant) {
        writer.put(UInt32(truncatingIfNeeded: airport.packed))
        writer.put8(trouble.rawValue)
        writer.put(bin, from: QuarterHour(containing: eventTime))
        writer.putVarint(UInt64(max(0, departures)))
        writer.putVarint(UInt64(min(links.count, AirportStanding.linkLimit)))
        for link in links.prefix(AirportStanding.linkLimit) {
            writer.put(UInt32(truncatingIfNeeded: link.from.packed))
            writer.putVarint(UInt64(max(0, link.legs)))
            writer.putVarint(UInt64(max(0, link.minutes)))
        }
    }
}

extension AirportStanding {
    /// - Returns: nil when the bytes are no standing.
    init?(eventTime: Instant, reading reader: inout ByteReader) {
        airport = AirportCode(packed: UInt64(reader.read(UInt32.self)))
        trouble = Trouble(rawValue: reader.read())
        bin = reader.readBin(from: QuarterHour(containing: eventTime))
        departures = reader.readTally()
        let count = reader.readVarint()
        guard count <= UInt64(AirportStanding.linkLimit) else { return nil }
        for _ in 0..<count {
            links.append(
                Link(
                    from: AirportCode(packed: UInt64(reader.read(UInt32.self))),
                    legs: reader.readTally(), minutes: reader.readTally()))
        }
        if reader.failed { return nil }
    }
}
