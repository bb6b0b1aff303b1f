public import DisruptionCore
public import History

/// Learns from history what airports, airlines and routes are like: capacity, taxi times, usual delays and shares, and
/// how quick a block can be.
///
/// The figures are those that the engine counts in the stream, over all of history instead of its last weeks. A day of
/// disruption does not poison its own baseline: usual delays and shares are medians over days, in which it is one of
/// many; capacity is what the busiest hours reach, to which a day of few movements adds nothing; blocks and taxi times
/// are low percentiles, which slow days move by their number alone.
public struct StationLearner {
    private struct Movement {
        var bin: Int32
        var delay: Int16
        var isArrival: Bool
    }

    private struct Fleet {
        var due: Int32 = 0
        var disrupted: Int32 = 0
        var cancelled: Int32 = 0
    }

    private let airports: AirportDirectory
    private var movements: [AirportCode: [Movement]] = [:]
    private var fleets: [CarrierCode: [Int32: Fleet]] = [:]
    private var taxi = Samples()
    private var blocks = Samples()

    /// Minutes of a bin.
    private static let binMinutes: Int64 = 15
    /// Movements an hour that are counted: no airport has more.
    private static let movementsMax = 511
    /// Least observations, each as in the stream: bins with movements, days of an hour, movements of an hour, days of
    /// an airline and departures of such a day.
    private static let capacityBins = 96
    private static let usualDays = 20
    private static let usualClassDays = 8
    private static let movementsOfHour = 4
    private static let shareDays = 7
    private static let departuresOfDay: Int32 = 20
    /// Least flights of a route's block, and of an airport's taxi times.
    private static let blockFlights = 20
    private static let taxiFlights = 100
    /// A taxi that took longer, minutes, was no taxi. Source: EUROCONTROL PRU, Taxi-out performance indicator (2015).
    private static let taxiMinutes: Int32 = 300

    /// - Parameter airports: tells local time.
    public init(airports: AirportDirectory = .empty) { self.airports = airports }

    /// Takes in a leg, flown or cancelled.
    public mutating func add(_ leg: HistoricLeg) {
        let carrier = leg.key.flight.carrier
        let isLate = leg.out.map { Self.minutes(from: leg.scheduledDeparture, to: $0) >= 15 } ?? false
        if leg.isCancelled || leg.out != nil {
            let date = CalendarDate(utc: leg.scheduledDeparture).days
            fleets[carrier, default: [:]][date, default: Fleet()].due += 1
            if leg.isCancelled || isLate { fleets[carrier, default: [:]][date, default: Fleet()].disrupted += 1 }
            if leg.isCancelled { fleets[carrier, default: [:]][date, default: Fleet()].cancelled += 1 }
        }
        guard !leg.isCancelled, let out = leg.out else { return }
        add(out, from: leg.scheduledDeparture, at: leg.key.origin, isArrival: false)
        if let off = leg.off { addTaxi(from: out, to: off, LearnedKey.taxi(leg.key.origin, isIn: false)) }
        guard !leg.isDiverted, let arrival = leg.arrival else { return }
        add(arrival, from: leg.scheduledArrival, at: leg.destination, isArrival: true)
        if let on = leg.on { addTaxi(from: on, to: arrival, LearnedKey.taxi(leg.destination, isIn: true)) }
        let block = Self.minutes(from: out, to: arrival)
        guard block > 0, block <= 1440 else { return }
        blocks.add(block, for: LearnedKey.gain(.none, leg.key.origin, leg.destination))
        blocks.add(block, for: LearnedKey.gain(carrier, leg.key.origin, leg.destination))
    }

    private mutating func add(_ moved: Instant, from schedule: Instant, at airport: AirportCode, isArrival: Bool) {
        let bin = Int32(clamping: floorDivide(moved.ms, Self.binMinutes * 60_000))
        let delay = min(max(Self.minutes(from: schedule, to: moved), -120), 1440)
        movements[airport, default: []].append(
            Movement(bin: bin, delay: Int16(truncatingIfNeeded: delay), isArrival: isArrival))
    }

    private mutating func addTaxi(from start: Instant, to end: Instant, _ key: UInt64) {
        let minutes = Self.minutes(from: start, to: end)
        guard minutes >= 0, minutes <= Self.taxiMinutes else { return }
        taxi.add(minutes, for: key)
        taxi.add(minutes, for: LearnedKey.withoutAirport(key))
    }

    private static func minutes(from start: Instant, to end: Instant) -> Int32 {
        Int32(clamping: floorDivide(end.ms, 60_000) - floorDivide(start.ms, 60_000))
    }

    // MARK: what it comes to

    /// Adds its tables.
    public func learn(_ tables: inout LearnedTables) {
        var capacities: [(UInt64, Int)] = []
        var (medians, deviations): ([(UInt64, Int)], [(UInt64, Int)]) = ([], [])
        for (airport, moved) in movements {
            let sorted = moved.sorted { ($0.bin, $0.delay) < ($1.bin, $1.delay) }
            if let rate = Self.capacity(sorted) { capacities.append((LearnedKey.airport(airport), rate)) }
            for isArrival in [false, true] {
                for (key, usual) in usualDelays(sorted.filter { $0.isArrival == isArrival }, airport, isArrival) {
                    medians.append((key, usual.median))
                    deviations.append((key, usual.deviation))
                }
            }
        }
        tables.add(capacities, to: .capacity)
        tables.add(medians, to: .usualDelay)
        tables.add(deviations, to: .usualDeviation)
        tables.add(usualShares(\.disrupted), to: .usualShare)
        tables.add(usualShares(\.cancelled), to: .usualCancelled)
        tables.add(
            taxi.quantiles(tenths: 1).filter { $0.count >= Self.taxiFlights }.map { ($0.key, $0.figure) }, to: .taxi)
        tables.add(
            blocks.quantiles(tenths: 2).filter { $0.count >= Self.blockFlights }.map { ($0.key, $0.figure) },
            to: .block)
    }

    /// Movements per rolling hour that the top 1 % of busy bins reach.
    /// Source: EUROCONTROL PRC, ATMAP Framework (2009), 4.5.
    /// - Parameter moved: in order.
    private static func capacity(_ moved: [Movement]) -> Int? {
        var hours = [Int](repeating: 0, count: movementsMax + 1)
        var (samples, next, first) = (0, 0, 0)
        while next < moved.count {
            // Bins in which the hour that ends with them had movements.
            let bin = moved[next].bin
            while next < moved.count, moved[next].bin == bin { next += 1 }
            let following = next < moved.count ? moved[next].bin : Int32.max
            for end in bin...min(bin + 3, following - 1) {
                while moved[first].bin < end - 3 { first += 1 }
                hours[min(next - first, movementsMax)] += 1
                samples += 1
            }
        }
        guard samples >= capacityBins else { return nil }
        var rest = max(1, samples / 100)
        for rate in hours.indices.reversed() {
            rest -= hours[rate]
            if rest <= 0 { return max(1, rate) }
        }
        return nil
    }

    /// Median and deviation of the hours' medians, by hour and class of day, by hour, and of all.
    private func usualDelays(
        _ moved: [Movement], _ airport: AirportCode, _ isArrival: Bool
    ) -> [(key: UInt64, usual: (median: Int, deviation: Int))] {
        let zone = airports.zone(of: airport) ?? .utc
        var medians: [UInt64: [Int]] = [:]
        var ofClass: Set<UInt64> = []
        var start = 0
        while start < moved.count {
            let hour = floorDivide(Int64(moved[start].bin), 4)
            var end = start
            while end < moved.count, floorDivide(Int64(moved[end].bin), 4) == hour { end += 1 }
            defer { start = end }
            guard end - start >= Self.movementsOfHour else { continue }
            // The local time of the hour's last bin, as in the stream.
            let local = zone.local(Instant(ms: (hour * 4 + 3) * Self.binMinutes * 60_000))
            let median = Self.median(moved[start..<end].map { Int($0.delay) })
            let (hourOfDay, isWeekend) = (local.minute / 60, local.date.isWeekend)
            let keys = LearnedKey.usual(airport, isArrival: isArrival, hour: hourOfDay, isWeekend: isWeekend)
            for key in keys { medians[key, default: []].append(median) }
            // The narrowest is the first.
            ofClass.insert(keys[0])
        }
        func isEnough(_ key: UInt64, _ days: Int) -> Bool {
            days >= (ofClass.contains(key) ? Self.usualClassDays : Self.usualDays)
        }
        return medians.filter { isEnough($0.key, $0.value.count) }.map { key, values in
            let median = Self.median(values)
            return (key, (median, Self.median(values.map { abs($0 - median) })))
        }
    }

    /// Median over days of the share of departures that are counted, by carrier.
    private func usualShares(_ counted: (Fleet) -> Int32) -> [(UInt64, Int)] {
        fleets.compactMap { carrier, days in
            let shares = days.values.filter { $0.due >= Self.departuresOfDay }
                .map { Int(counted($0)) * 1_000_000 / Int($0.due) }.sorted()
            guard shares.count >= Self.shareDays else { return nil }
            return (LearnedKey.carrier(carrier), shares[shares.count / 2])
        }
    }

    /// The lower one of two, as in the stream.
    private static func median(_ values: [Int]) -> Int { values.sorted()[(values.count - 1) / 2] }
}
