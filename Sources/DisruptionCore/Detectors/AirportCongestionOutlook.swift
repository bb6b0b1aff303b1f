/// What is to be expected of an airport from the hour before to four hours ahead, by all that is known now.
struct AirportCongestionOutlook {
    /// Bins behind and ahead of the one under way.
    static let behindBins: Int32 = 1
    static let aheadBins: Int32 = 16

    /// By operating day, the earlier first; days of which nothing is to be said are not there.
    let parts: [OutlookPart<AirportCongestionFigures>]

    /// - Parameters:
    ///   - capacity: movements an hour in a bin; nil where it is not known.
    ///   - now: the bin under way.
    ///   - day: the operating day of an instant at the airport.
    init(
        _ demand: ExpectedDemand, capacity: (QuarterHour) -> Int32?, now: QuarterHour, settings: EngineSettings,
        program: (QuarterHour) -> AirportProgram.Kind? = { _ in nil }, day: (Instant) -> CalendarDate
    ) {
        let window = Int32(truncatingIfNeeded: settings[.congestionWindowMinutes] / 15)
        var parts = OutlookParts<AirportCongestionFigures>(dwell: Int(settings[.congestionDwellBins]))
        var bin = now + -AirportCongestionOutlook.behindBins
        var figures = AirportCongestionFigures()
        var back: Int32 = 1
        while back < window {
            figures.due += Int32(demand[bin + -back].due)
            figures.cancelled += Int32(demand[bin + -back].cancelled)
            back += 1
        }
        var queue = AirportCongestionQueue(demand, before: bin)
        while bin <= now + AirportCongestionOutlook.aheadBins {
            figures.capacity = capacity(max(bin, now))
            figures.due += Int32(demand[bin].due)
            figures.cancelled += Int32(demand[bin].cancelled)
            queue.pass(demand[bin], capacity: figures.capacity, isPast: bin < now)
            figures.backlog = queue.backlog
            figures.movements = queue.movements
            figures.program = program(bin)
            parts.pass(bin, AirportCongestionVerdict(figures, settings).settled, figures, day(bin.start))
            let leaving = demand[bin + (1 - window)]
            figures.due -= Int32(leaving.due)
            figures.cancelled -= Int32(leaving.cancelled)
            bin = bin + 1
        }
        self.parts = parts.parts
    }

    /// Whether the cancelled share comes to where it would be worth saying, in any window of an outlook.
    static func mayBeCancelled(_ demand: ExpectedDemand, now: QuarterHour, settings: EngineSettings) -> Bool {
        let window = Int32(truncatingIfNeeded: settings[.congestionWindowMinutes] / 15)
        let enough = settings[.congestionDepartures]
        let close = settings[.congestionCancelledClosePermille]
        var (due, cancelled): (Int64, Int64) = (0, 0)
        var bin = now + (1 - window - AirportCongestionOutlook.behindBins)
        while bin <= now + AirportCongestionOutlook.aheadBins {
            due += Int64(demand[bin].due)
            cancelled += Int64(demand[bin].cancelled)
            if cancelled * 1000 >= close * due, 2 * due >= enough { return true }
            if bin >= now + -AirportCongestionOutlook.behindBins {
                due -= Int64(demand[bin + (1 - window)].due)
                cancelled -= Int64(demand[bin + (1 - window)].cancelled)
            }
            bin = bin + 1
        }
        return false
    }
}

/// The queue of departures as it is, and as it grows or shrinks at the airport's capacity.
struct AirportCongestionQueue {
    /// A departure left lately or an arrival came in; if none did, what waits may wait for reports alone.
    private let isHeard: Bool
    /// Movements of the last four bins, the newest last.
    private var served: (Int32, Int32, Int32, Int32) = (0, 0, 0, 0)
    private(set) var backlog: Int32 = 0

    /// Bins up to the last full one in which a departure must have left: half an hour, in which too few get overdue to
    /// make a queue. Or up to the last settled one, which is the one before, in which an arrival must have come in:
    /// what is expected counts arrivals to come, too.
    private static let heardBins: Int32 = 2

    init(_ demand: ExpectedDemand, before bin: QuarterHour) {
        isHeard =
            (0..<AirportCongestionQueue.heardBins).contains { demand[bin + -$0].moved > 0 }
            || !demand.arrived.isNone && bin - demand.arrived <= AirportCongestionQueue.heardBins
        if isHeard {
            for back in 1...LegDemand.waitingBins { backlog += max(0, Int32(demand[bin + -back].waiting)) }
        }
        for back in [3, 2, 1] as [Int32] {
            let counts = demand[bin + -back]
            serve(Int32(counts.moved) + Int32(counts.arrivals))
        }
    }

    /// Whether the queue grows to `count` departures in the span of an outlook.
    static func reaches(_ count: Int64, _ demand: ExpectedDemand, capacity: Int32, now: QuarterHour) -> Bool {
        var bin = now + -AirportCongestionOutlook.behindBins
        var queue = AirportCongestionQueue(demand, before: bin)
        while bin <= now + AirportCongestionOutlook.aheadBins {
            queue.pass(demand[bin], capacity: capacity, isPast: bin < now)
            if Int64(queue.backlog) >= count { return true }
            bin = bin + 1
        }
        return false
    }

    /// Movements of the hour.
    var movements: Int32 { served.0 + served.1 + served.2 + served.3 }

    private mutating func serve(_ count: Int32) { served = (served.1, served.2, served.3, max(0, count)) }

    /// Passes a bin: what is past is as it was told; what is to come is served as far as capacity goes.
    /// - Parameter capacity: movements an hour; nil where it is not known.
    mutating func pass(_ bin: ExpectedDemand.Bin, capacity: Int32?, isPast: Bool) {
        guard !isPast, let capacity else {
            if isHeard { backlog += max(0, Int32(bin.waiting)) }
            serve(Int32(bin.moved) + Int32(bin.arrivals))
            return
        }
        let wanted = backlog + max(0, bin.movements)
        let able = min(wanted, max(1, capacity / QuarterHour.perHour))
        backlog = wanted - able
        serve(able)
    }
}
