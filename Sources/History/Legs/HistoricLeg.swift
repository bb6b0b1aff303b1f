public import DisruptionCore

/// One leg as history tells it: what was planned, what was flown, and what the carrier said of its delay.
public struct HistoricLeg: Sendable, Equatable {
    /// Why a leg was cancelled. Source: BTS, cancellation codes A to D.
    public enum CancelReason: UInt8, Sendable, CaseIterable {
        case carrier = 1, weather, airspace, security

        /// For people. Source: BTS, cancellation codes.
        public var text: StaticString {
            switch self {
            case .carrier: "carrier"
            case .weather: "weather"
            case .airspace: "national air system"
            case .security: "security"
            }
        }
    }

    /// Minutes of arrival delay by cause; they add up to the arrival delay of a leg that came 15 or more late.
    public struct Causes: Sendable, Equatable {
        public var carrier: Int16 = 0
        public var weather: Int16 = 0
        public var airspace: Int16 = 0
        public var security: Int16 = 0
        public var lateAircraft: Int16 = 0

        /// No delay but what is given.
        public init(
            carrier: Int16 = 0, weather: Int16 = 0, airspace: Int16 = 0, security: Int16 = 0, lateAircraft: Int16 = 0
        ) {
            self.carrier = carrier
            self.weather = weather
            self.airspace = airspace
            self.security = security
            self.lateAircraft = lateAircraft
        }
    }

    /// The scheduled date is the local one at the origin.
    public var key: LegKey
    public var destination: AirportCode
    /// `.none` where the file has none or a placeholder.
    public var tail: Tail
    /// Whether the file says something in the tail's place, be it a placeholder.
    public var hasTailText = false
    /// What stands in the tail's place, be it a placeholder; `.none` where that is no registration by its form.
    public var statedTail = Tail.none
    public var scheduledDeparture: Instant
    public var scheduledArrival: Instant
    /// Off-block; nil where the leg never left or nobody says.
    public var out: Instant? {
        get { HistoricLeg.time(outMS) }
        set { outMS = newValue?.ms ?? .min }
    }
    /// Take-off, from the taxi-out time.
    public var off: Instant? {
        get { HistoricLeg.time(offMS) }
        set { offMS = newValue?.ms ?? .min }
    }
    /// Landing, from the taxi-in time.
    public var on: Instant? {
        get { HistoricLeg.time(onMS) }
        set { onMS = newValue?.ms ?? .min }
    }
    /// In-block at the destination.
    public var arrival: Instant? {
        get { HistoricLeg.time(inMS) }
        set { inMS = newValue?.ms ?? .min }
    }
    /// When a diverted leg stood at the airport that it was diverted to; nil where nobody says.
    public var divertedAt: Instant? {
        get { HistoricLeg.time(divertedMS) }
        set { divertedMS = newValue?.ms ?? .min }
    }
    /// Where a diverted leg landed instead; `.none` where nobody says.
    public var divertedTo = AirportCode.none
    public var isCancelled = false
    public var isDiverted = false
    public var cancelReason: CancelReason?
    /// nil where the file has none for the leg.
    public var causes: Causes?

    // Int64.min is no time: an optional of eight bytes takes sixteen, and hundreds of thousands of legs are held.
    private var outMS = Int64.min
    private var offMS = Int64.min
    private var onMS = Int64.min
    private var inMS = Int64.min
    private var divertedMS = Int64.min

    public init(
        key: LegKey, destination: AirportCode, tail: Tail, scheduledDeparture: Instant, scheduledArrival: Instant
    ) {
        self.key = key
        self.destination = destination
        self.tail = tail
        self.scheduledDeparture = scheduledDeparture
        self.scheduledArrival = scheduledArrival
        hasTailText = !tail.isNone
        statedTail = tail
    }

    private static func time(_ ms: Int64) -> Instant? { ms == .min ? nil : Instant(ms: ms) }
}

extension HistoricLeg {
    /// The order in which legs are told: by scheduled departure, then by name and destination; the same for any order
    /// of files and rows.
    static func isTold(_ a: HistoricLeg, before b: HistoricLeg) -> Bool {
        if a.scheduledDeparture != b.scheduledDeparture { return a.scheduledDeparture < b.scheduledDeparture }
        if a.key != b.key { return a.key < b.key }
        if a.destination != b.destination { return a.destination < b.destination }
        return a.tail < b.tail
    }

    /// What no true leg has: times against their order or far from the schedule. nil where nothing is wrong.
    func problem() -> RowProblem? {
        let earliest = scheduledDeparture.adding(minutes: -HistoryLimits.earlyMinutesMax)
        let latest = scheduledDeparture.adding(minutes: HistoryLimits.lateMinutesMax)
        guard earliest.isPlausible, latest.isPlausible else { return .badValue(.scheduledDeparture) }
        // A local date begins between 14 h before and 12 h after the UTC date.
        let day = key.date.startUTC
        guard scheduledDeparture >= day.adding(minutes: -1440), scheduledDeparture < day.adding(minutes: 2 * 1440)
        else { return .farFromDate }
        guard scheduledArrival > scheduledDeparture else { return .arrivalBeforeDeparture }
        let block = scheduledDeparture.adding(minutes: HistoryLimits.blockMinutesMax)
        guard scheduledArrival <= block else { return .farFromSchedule }
        var last = earliest
        for time in [out, off, on, arrival] {
            guard let time else { continue }
            guard time >= earliest, time <= latest else { return .farFromSchedule }
            guard time >= last else { return .arrivalBeforeDeparture }
            last = time
        }
        if let divertedAt, divertedAt < earliest || divertedAt > latest { return .farFromSchedule }
        return nil
    }
}
