/// The deterministic machine of one entities partition: its records in, messages and outputs out.
///
/// A pure function of the log: the same records from the beginning give the same state, messages and outputs. A record
/// is processed in this order: messages, watermarks, timers, then every entity that was touched once, so that a
/// disruption has at most one version a record; last goes what is past its time. Not thread-safe; one lane owns it.
public struct PartitionEngine: ~Copyable {
    public let partition: Int
    /// Log incarnation: part of every version.
    public let incarnation: UInt32
    /// Where messages of this partition gather.
    public var outgoing: OutgoingFrames
    public var outputs = Outputs()
    /// Whether predictions are handed out; as it is set, so it stays.
    public var handsOutPredictions = false
    public internal(set) var counters = EngineCounters()
    /// What is told and not over.
    public internal(set) var openDisruptions = OpenDisruptions()
    /// The configuration in force; nil until the log has one.
    public private(set) var configuration: ConfigurationRecord?

    /// What history taught, as the log's configuration says; the defaults where it names no file.
    public private(set) var learned = LearnedTables.unlearned
    private(set) var learnedInForce = LearnedInForce()

    let reference: AirportDirectory
    /// By which wind across is judged.
    let runways: RunwayDirectory
    let passengerRules: PassengerRules
    let limits: TableLimits
    private let settingsInForce = SettingsInForce()
    /// The thresholds in force.
    private(set) var settings: EngineSettings {
        @inline(__always) _read { yield settingsInForce.place.pointee }
        @inline(__always) _modify { yield &settingsInForce.place.pointee }
    }
    /// Hash of the settings, as outputs carry it.
    private var configID = EngineSettings().id
    /// Parts of the settings, as the hot path takes them.
    private(set) var taxi = TaxiTimes(EngineSettings())
    private(set) var turns = MinimumTurns(EngineSettings())
    private(set) var settles = Settling(EngineSettings())
    /// Whether legs tell airports and airlines of their demand: what several detectors rest on.
    private(set) var countsDemand = true
    private(set) var looksAtSingleFlights = SingleFlight.isWanted(EngineSettings())
    private(set) var reportsToAircraft = true
    /// Whether legs are predicted: where somebody is told.
    private(set) var predictsLegs = false
    private(set) var breakThresholds = RotationBreakThresholds(EngineSettings())
    /// When passengers are told something; nil where they are not.
    private(set) var notificationRules: NotificationRules?
    var marks: SourceMarks
    var names = SourceNames()
    var legs = EntityTable<Leg>()
    var aircraft = EntityTable<Aircraft>()
    var airports = EntityTable<AirportState>()
    /// Slots of the airports in the order of their codes.
    var airportOrder: [Int32] = []
    /// The last bin that was settled at all airports.
    var airportsSettled = QuarterHour.none
    var airlines = EntityTable<Airline>()
    /// Slots of the airlines in the order of their codes.
    var airlineOrder: [Int32] = []
    /// The last bin that was settled at all airlines.
    var airlinesSettled = QuarterHour.none
    /// Figures of peers on their way from one airport.
    var peersToTell: [(carrier: CarrierCode, figures: PeerFigures)] = []
    /// What airports of the partition tell the network, on its way.
    var networkNews = NetworkNews()
    /// All airports together; at rest in every partition but the one that holds it.
    var network = Network()
    /// The last bin that was settled of the network.
    var networkSettled = QuarterHour.none
    var bookings = EntityTable<Booking>()
    /// Keys of legs by date: for settling and forgetting whole days.
    var legsByDate: [Int32: [LegKey]] = [:]
    /// Slots of bookings by the last date of their trips; of one whose date moved the former stay, too.
    var bookingsByDate: [Int32: [Int32]] = [:]
    /// Timers on W1: legs and bookings.
    var firstTimers = Timers()
    /// Legs by the bin of demand that settles with W1.
    var demandTimers = BinTimers()
    var settling: ContiguousArray<Int32> = []
    /// Timers on W2: aircraft.
    var secondTimers = Timers()
    var touchedLegs = Touched()
    var touchedAircraft = Touched()
    var touchedAirports = Touched()
    var scratch = ByteWriter()
    /// Messages that were read and are about to be applied.
    var arriving: ContiguousArray<ArrivingMessage> = []
    /// What was read of memory that is needed soon; without a meaning.
    var prefetched: UInt64 = 0
    /// Legs whose state was not handed out since they changed.
    var staleLegs: [LegKey] = []
    /// Last states of legs that were forgotten before they were handed out, and all legs that were forgotten since.
    var lastStates: [FlightState] = []
    var forgottenLegs: [LegKey] = []
    var staleBookings = StaleBookings()
    /// Offset of the record under way + 1, below the incarnation.
    var version: Int64 = 0

    /// Records read before the log's first configuration.
    private(set) var waiting: WaitingRecords
    private(set) var rereadFrom: Int64?
    let layout: LogLayout

    /// Bytes of records that are kept until the first configuration comes: seconds of a lane at full speed, and little
    /// beside the state of a partition. What is more is read again.
    public static let waitingBytesMax = 4 * 1024 * 1024

    /// Counts up when entities come to another state, message or output by the same log: what an unclean stop left to
    /// be told again must be told by the same rules.
    public static let rules: Int64 = 3

    public init(
        partition: Int, layout: LogLayout, incarnation: UInt32, reference: AirportDirectory,
        runways: RunwayDirectory = .empty, passengerRules: PassengerRules = PassengerRules(),
        limits: TableLimits = TableLimits(),
        waitingBytesMax: Int = PartitionEngine.waitingBytesMax
    ) {
        self.partition = partition
        waiting = WaitingRecords(bytesMax: waitingBytesMax)
        self.incarnation = incarnation
        self.layout = layout
        self.reference = reference
        self.runways = runways
        self.passengerRules = passengerRules
        self.limits = limits
        marks = SourceMarks(layout: layout)
        outgoing = OutgoingFrames(
            topic: .entities, partition: partition, incarnation: incarnation, destinations: layout.entities)
    }

    /// Offset of the first record that waits for a configuration; nil when none does. It is not done, nor is any after
    /// it.
    public var firstWaiting: Int64? { waiting.first }

    /// Says once, when a record was processed, that the log must be read again from an offset: the configuration of
    /// records that were let go is known now.
    public mutating func takeReread() -> Int64? { rereadFrom.take() }

    /// Processes one record of the partition.
    /// - Parameters:
    ///   - record: the record's value; views into it are not kept.
    ///   - offset: its offset, rising from call to call.
    ///   - isReplay: its effects stand in the log and the topics already; only the state changes.
    /// - Throws: `FrameError` when it cannot be read; the lane must stop then and drop the engine, which has taken in a
    ///   part of the record. `unknownLearned` leaves the engine as it was.
    public mutating func process(_ record: UnsafeRawBufferPointer, offset: Int64, isReplay: Bool) throws(FrameError) {
        if let missing = learnedInForce.missing { throw .unknownLearned(missing) }
        // What a replay does was counted when it was done.
        let counted = counters
        defer { if isReplay { counters = counted } }
        var reader = ByteReader(record)
        let header = try FrameHeader(reading: &reader)
        if header.kind == .configuration {
            let new = try ConfigurationRecord(reading: &reader)
            if let configuration, new.generation < configuration.generation {
                counters.records += 1
                return
            }
            if !learnedInForce.canName(new.learned) { throw .unknownLearned(new.learned) }
            counters.records += 1
            return try change(to: new, offset: offset, isReplay: isReplay)
        }
        guard configuration != nil else {
            return waiting.hold(record, at: offset)
        }
        counters.records += 1
        guard let source = layout.index(header.topic, header.partition) else {
            throw .unknownSource(header.topic, header.partition)
        }
        outgoing.isSuppressed = isReplay
        outgoing.beginOrigin(offset)
        version = Int64(incarnation) << 40 + offset + 1
        try applyMessages(&reader, header, source: source)
        let dayBefore = CalendarDate(utc: watermarks.w1)
        let heardBefore = CalendarDate(utc: watermarks.w3)
        let rose = marks.hear(header, source: source)
        let isNewDay = CalendarDate(utc: watermarks.w1) != dayBefore
        if isNewDay {
            if learnedInForce.turn(to: CalendarDate(utc: watermarks.w1)) { takeLearned() }
            fireDays()
        }
        if rose { fireTimers() }
        concludeLegs()
        concludeAircraft()
        concludeAirports()
        concludeAirlines()
        concludeNetwork()
        if CalendarDate(utc: watermarks.w3) != heardBefore { forget() }
        if rose { fireAircraft() }
        outgoing.completeOrigin(watermarks: (watermarks.w1, watermarks.w2, watermarks.w3))
        if isReplay { outputs.removeAll() }
    }

    private mutating func change(to new: ConfigurationRecord, offset: Int64, isReplay: Bool) throws(FrameError) {
        let settledBefore = settles
        adopt(new)
        learnedInForce.name(new.learned, at: watermarks.w1)
        takeLearned()
        if settles != settledBefore { rearmDemand() }
        if waiting.isOverfull { rereadFrom = waiting.first }
        for (offset, bytes) in waiting.take() {
            let result = bytes.withUnsafeBytes { (view) -> FrameError? in
                do throws(FrameError) { try process(view, offset: offset, isReplay: isReplay) } catch { return error }
                return nil
            }
            if let result { throw result }
        }
    }

    /// Gives the engine a learned file that the log names, or is about to.
    public mutating func give(_ file: LearnedFile) {
        learnedInForce.give(file)
        takeLearned()
    }

    private mutating func takeLearned() { learned = learnedInForce.tables ?? .unlearned }

    /// Goes on with the learned files of a snapshot, which are to be given again.
    mutating func restoreLearned(_ held: LearnedInForce) { learnedInForce = held }

    /// Takes a configuration as the one in force.
    mutating func adopt(_ new: ConfigurationRecord) {
        configuration = new
        settings = new.settings
        configID = settings.id
        taxi = TaxiTimes(settings)
        turns = MinimumTurns(settings)
        looksAtSingleFlights = SingleFlight.isWanted(settings)
        settles = Settling(settings)
        countsDemand =
            settings[.congestionEnabled] == 1 || settings[.airlineEnabled] == 1
            || settings[.seasonalEnabled] == 1 || settings[.weatherEnabled] == 1 || settings[.networkEnabled] == 1
        breakThresholds = RotationBreakThresholds(settings)
        notificationRules = settings[.notificationsEnabled] == 1 ? NotificationRules(settings) : nil
        let needsLines: [SettingID] = [.cascadeEnabled, .rotationBreakEnabled, .flightStateEnabled]
        let tellsPredictions = settings[.flightStateEnabled] == 1 || handsOutPredictions
        predictsLegs = settings[.rotationPredictions] == 1 && tellsPredictions
        reportsToAircraft = predictsLegs || needsLines.contains { settings[$0] == 1 }
    }

    private mutating func fireTimers() {
        var due = firstTimers.takeDue(watermarks.w1)
        while !due.isEmpty {
            counters.timersFired += Int64(due.count)
            for entry in due { if entry.key.kind == .leg { fireLeg(entry) } else { fireBooking(entry) } }
            due = firstTimers.takeDue(watermarks.w1)
        }
        fireDemand()
    }

    /// Tells what settled bins make of each day of a subject.
    /// - Parameter finding: of a subject, a day, whether its episode is open, and the settings.
    /// - Returns: the episodes with what was told of them.
    mutating func tellSettled<Figures>(
        _ told: SettledEpisodes<Figures>, _ trigger: Trigger,
        _ finding: (Subject, SettledEpisodes<Figures>.Day, Bool, EngineSettings) -> Finding?
    ) -> SettledEpisodes<Figures> {
        if told.days.isEmpty { return told }
        var episodes = told
        for place in episodes.days.indices {
            let day = episodes.days[place]
            let isOpen = episodes.isOpen && episodes.openDay == day.day
            guard var found = finding(episodes.subject, day, isOpen, settings) else { continue }
            found.part(of: day.parent)
            var episode = day.episode
            tell(found, &episode, trigger)
            episodes.keep(episode, at: place)
        }
        episodes.forget()
        return episodes
    }

    /// Tells what is worth telling of a finding.
    /// - Parameter describe: adds what only a version that goes out needs: metrics, evidence, confidence.
    /// - Returns: what was told, nil when nothing was.
    @discardableResult
    mutating func tell(
        _ finding: Finding, _ episode: inout Episode, _ trigger: Trigger, _ describe: ((inout Finding) -> Void)? = nil
    ) -> Lifecycle? {
        var finding = finding
        let wasOpen = episode.isOpen
        guard let lifecycle = episode.tell(&finding, at: trigger.eventTime, settings: settings) else { return nil }
        openDisruptions.note(episode.pattern, episode.day, wasOpen: wasOpen, isOpen: episode.isOpen)
        counters.disruptions += 1
        if outgoing.isSuppressed { return lifecycle }
        describe?(&finding)
        outputs.disruptions.append(
            DisruptionVersion(
                id: episode.id,
                version: version,
                lifecycle: lifecycle, confirmed: episode.confirmed, finding: finding, day: episode.day,
                detectedAt: episode.detectedAt, eventTime: trigger.eventTime,
                triggerEventID: String(decoding: trigger.eventID, as: UTF8.self),
                correlationID: String(decoding: trigger.correlationID, as: UTF8.self), configID: configID))
        return lifecycle
    }
}
