import DisruptionCore
import WireFormat

/// Weather, what it leaves of the runways, and the programmes that follow.
extension Operations {
    /// Minutes ahead for which the service of the runways is known to those who plan.
    private static var horizonMinutes: Int { 480 }
    /// Service below which arrivals are regulated, in thousandths.
    private static var regulatedPermille: Int { 700 }

    mutating func tick() {
        let minute = self.minute
        if minute >= 0, minute % 15 == 0 {
            for airport in runways.indices { setService(airport, from: minute + Self.horizonMinutes, minutes: 15) }
            noteService(quarter: minute / 15)
        } else if minute == -Self.scheduleHours * 60 {
            for airport in runways.indices { setService(airport, from: 0, minutes: Self.horizonMinutes) }
        }
        if minute >= 0, minute % 60 == 30 { for airport in runways.indices { regulate(airport) } }
        var reports: [WeatherReport] = []
        weather.reports(at: instant(Int32(minute))) { reports.append($0) }
        for report in reports { tell(report) }
        if minute < days * 1440 + 240 { queue.push(.minute, 0, at: Int64(minute + 1) * 60_000) }
    }

    /// Sets the service of an airport's runways by its weather and by what was ordered.
    mutating func setService(_ airport: Int, from: Int, minutes: Int) {
        for quarter in max(0, from / 15)..<max(0, (from + minutes + 14) / 15) {
            let middle = quarter * 15 + 7
            let sky = weather.capacityPermille(at: airport, instant(Int32(middle)))
            let ordered = orders.permille(airport, at: middle)
            runways[airport].setService(
                min(sky, ordered), quarter: quarter, cause: sky < ordered ? .weather : .regulation)
        }
    }

    /// Writes what is left of each airport's movements where it is not as in the quarter hour before.
    private mutating func noteService(quarter: Int) {
        for airport in runways.indices {
            let share = runways[airport].service(quarter)
            guard quarter == 0 || share != runways[airport].service(quarter - 1) else { continue }
            truth.capacity(
                network.airports[airport].iata, from: quarter * 15, permille: share,
                cause: runways[airport].cause(quarter))
        }
    }

    /// Whether an airline leaves a leg out ahead of time because an airport at either end has too little room: of the
    /// movements that find none nine in ten.
    func thins(_ leg: SimulatedLeg) -> (cause: Cause, airport: UInt16)? {
        for (airport, minute) in [(leg.from, leg.scheduledOut), (leg.to, leg.scheduledIn)] {
            let missing = runways[Int(airport)].shortfall(max(0, Int(minute) / 15))
            guard missing > 0, luck.draw.happens(per10000: missing * 9, subject(leg), .thins) else { continue }
            return (shortage(airport, at: Int(minute)), airport)
        }
        return nil
    }

    /// Tells the arrival rate of an airport that has less than it is planned for now or within two hours.
    mutating func regulate(_ airport: Int) {
        let first = max(0, minute / 15)
        let low = (first..<first + 9).filter { runways[airport].service($0) < Self.regulatedPermille }
        guard let begin = low.first, let end = low.last else { return }
        let least = low.map { runways[airport].service($0) }.min() ?? 1000
        let rate = runways[airport].arrivalsPerHour * least / 1000
        let starts = max(now, instant(Int32(begin * 15)))
        tell(
            airport, program: rate == 0 ? "CLOSURE" : "REGULATION",
            reason: runways[airport].cause(begin) == .weather ? "W" : "C", from: starts,
            to: instant(Int32(end * 15 + 15)), rate: rate)
    }

    private mutating func tell(_ report: WeatherReport) {
        let time = now
        let isForecast = report.kind == .taf
        let station = network.airports[report.station].icao
        status.records += 1
        outbox.add(.externalData, at: time) {
            $0.put(packed: station.packed, capacity: AirportCode.capacity)
        } value: { out in
            out.put(isForecast ? "{\"event_id\":\"taf:" : "{\"event_id\":\"metar:")
            out.put(packed: station.packed, capacity: AirportCode.capacity)
            out.put8(0x3A)
            out.put(instant: time)
            out.put(isForecast ? "\",\"event_type\":\"TAF_REPORT" : "\",\"event_type\":\"METAR_REPORT")
            out.put("\",\"timestamp\":\"", time)
            out.put(",\"source\":\"simulated-met\",\"payload\":{\"station\":\"", station)
            out.put(",\"raw\":\"", report.raw)
            out.put("}}")
        }
    }

    private mutating func tell(
        _ airport: Int, program: StaticString, reason: StaticString, from: Instant, to: Instant, rate: Int
    ) {
        let (time, code) = (now, network.airports[airport].iata)
        status.records += 1
        let record = status.records
        outbox.add(.externalData, at: time) {
            $0.put(packed: code.packed, capacity: AirportCode.capacity)
        } value: { out in
            out.put("{\"event_id\":\"program:")
            out.put(packed: code.packed, capacity: AirportCode.capacity)
            out.put8(0x3A)
            out.put(instant: time)
            out.put8(0x2E)
            out.putDecimal(Int64(record))
            out.put("\",\"event_type\":\"AIRPORT_PROGRAM\",\"timestamp\":\"", time)
            out.put(",\"source\":\"simulated-atfm\",\"payload\":{\"airport\":\"", code)
            out.put(",\"program\":\"", program)
            out.put(",\"reason\":\"", reason)
            out.put(",\"starts_at\":\"", from)
            out.put(",\"ends_at\":\"", to)
            out.put(",\"rate_per_hour\":", rate)
            out.put("}}")
        }
    }

    /// Minutes of de-icing before a take-off in snow or freezing rain.
    func deicing(_ leg: SimulatedLeg, at minute: Int) -> Int {
        let sky = weather.conditions(at: Int(leg.from), instant(Int32(minute)))
        guard let falling = sky.precipitation, sky.temperature <= 1 else { return 0 }
        return falling.intensity == .heavy ? 18 : 10
    }
}
