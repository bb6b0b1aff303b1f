/// What an airport's runways take, in quarters of an hour.
struct Runways: Sendable {
    /// Movements an hour in full service, of each kind.
    let departuresPerHour: Int
    let arrivalsPerHour: Int
    /// Movements of both kinds that are planned, by quarter hour of the day.
    private let planned: [UInt16]
    /// Movements that have a place, by quarter hour.
    private var departures: [UInt16] = []
    private var arrivals: [UInt16] = []
    private var landed: [UInt16] = []
    /// Capacity left by weather and programmes, in thousandths; 1000 unless set.
    private var service: [UInt16] = []
    /// Why it is less.
    private var causes: [Cause] = []

    /// Minutes that anybody looks ahead for a place; who finds none waits as long.
    static let searchMinutes = 480

    init(departuresPerHour: Int, arrivalsPerHour: Int, planned: [UInt16]) {
        self.planned = planned
        self.departuresPerHour = departuresPerHour
        self.arrivalsPerHour = arrivalsPerHour
    }

    /// Sets what a quarter hour has, and why.
    mutating func setService(_ permille: Int, quarter: Int, cause: Cause) {
        grow(quarter)
        service[quarter] = UInt16(permille)
        causes[quarter] = permille < 1000 ? cause : .congestion
    }

    /// Why there is a queue: what takes service away now or did in the hour before; else that so many want to fly.
    func cause(_ quarter: Int) -> Cause {
        for other in (max(0, quarter - 4)...max(0, quarter)).reversed() where service(other) < 1000 {
            return causes[other]
        }
        return .congestion
    }

    func service(_ quarter: Int) -> Int { quarter < service.count ? Int(service[quarter]) : 1000 }

    /// Of the movements planned within an hour of a quarter hour those that find no room, in thousandths.
    func shortfall(_ quarter: Int) -> Int {
        var (wanted, served) = (0, 0)
        for other in max(0, quarter - 4)...max(0, quarter + 4) {
            let day = other % 96
            wanted += Int(planned[day]) + (day + 96 < planned.count ? Int(planned[day + 96]) : 0)
            served += capacity(other, departuresPerHour) + capacity(other, arrivalsPerHour)
        }
        return wanted > served ? (wanted - served) * 1000 / wanted : 0
    }

    /// Takes a place for a take-off from a minute on.
    /// - Returns: the minute.
    mutating func takeDeparture(from minute: Int) -> Int {
        let quarter = firstFree(from: minute, perHour: departuresPerHour, taken: departures)
        grow(quarter)
        departures[quarter] += 1
        return Self.minute(minute, in: quarter, Int(departures[quarter]))
    }

    /// Takes a place for a landing that is planned for a minute or later.
    mutating func takeArrival(from minute: Int) -> Int {
        let quarter = firstFree(from: minute, perHour: arrivalsPerHour, taken: arrivals)
        grow(quarter)
        arrivals[quarter] += 1
        return Self.minute(minute, in: quarter, Int(arrivals[quarter]))
    }

    /// Gives back the places of a leg that does not fly as planned.
    mutating func giveBack(departure quarter: Int32) {
        if departures.indices.contains(Int(quarter)), departures[Int(quarter)] > 0 { departures[Int(quarter)] -= 1 }
    }

    mutating func giveBack(arrival quarter: Int32) {
        if arrivals.indices.contains(Int(quarter)), arrivals[Int(quarter)] > 0 { arrivals[Int(quarter)] -= 1 }
    }

    /// Lands what has come, now or when there is room.
    mutating func land(from minute: Int) -> Int {
        let quarter = firstFree(from: minute, perHour: arrivalsPerHour + arrivalsPerHour / 8, taken: landed)
        grow(quarter)
        landed[quarter] += 1
        return Self.minute(minute, in: quarter, Int(landed[quarter]))
    }

    /// When what comes could land, without taking the place.
    func landing(from minute: Int) -> Int {
        let quarter = firstFree(from: minute, perHour: arrivalsPerHour + arrivalsPerHour / 8, taken: landed)
        return Self.minute(minute, in: quarter, 1)
    }

    private func firstFree(from minute: Int, perHour: Int, taken: [UInt16]) -> Int {
        var quarter = max(0, minute / 15)
        let last = quarter + Self.searchMinutes / 15
        while quarter < last, (quarter < taken.count ? Int(taken[quarter]) : 0) >= capacity(quarter, perHour) {
            quarter += 1
        }
        return quarter
    }

    /// Of an hour's movements those of one quarter: fractions come up in turn.
    private func capacity(_ quarter: Int, _ perHour: Int) -> Int {
        let milli = perHour * service(quarter)
        return (quarter % 4 + 1) * milli / 4000 - quarter % 4 * milli / 4000
    }

    /// In its own quarter a movement goes at once, in a later one in the order of places.
    private static func minute(_ wanted: Int, in quarter: Int, _ place: Int) -> Int {
        quarter == wanted / 15 ? wanted : quarter * 15 + min(place - 1, 14)
    }

    private mutating func grow(_ quarter: Int) {
        while service.count <= quarter {
            departures.append(0)
            arrivals.append(0)
            landed.append(0)
            service.append(1000)
            causes.append(.congestion)
        }
    }
}
