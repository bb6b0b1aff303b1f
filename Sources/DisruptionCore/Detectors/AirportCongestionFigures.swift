/// What is counted of an airport at the end of one bin, settled or expected.
struct AirportCongestionFigures: Equatable {
    /// Departures due in the sliding window, cancelled ones too.
    var due: Int32 = 0
    /// Of these the cancelled.
    var cancelled: Int32 = 0
    /// Movements of the hour.
    var movements: Int32 = 0
    /// Departures that are due and wait.
    var backlog: Int32 = 0
    /// Movements per hour; nil while unknown.
    var capacity: Int32?
    /// The gravest program in force.
    var program: AirportProgram.Kind?
    /// Take-offs of the hour whose taxi time is known, and by how many minutes their median exceeds the unimpeded one;
    /// 0 where there are too few, and of what is expected.
    var takeoffs: Int32 = 0
    var additionalTaxi: Int32 = 0

    /// Thousandths of the departures due.
    var cancelledPermille: Int64 { due > 0 ? Int64(cancelled) * 1000 / Int64(due) : 0 }
    /// Movements that had or wanted to happen in the hour.
    var demand: Int32 { movements + backlog }
    /// Minutes that the backlog takes at the airport's capacity.
    var queueMinutes: Int64 { capacity.map { Int64(backlog) * 60 / Int64(max(1, $0)) } ?? 0 }
    /// Demand over capacity in thousandths.
    var utilisationPermille: Int64 { capacity.map { Int64(demand) * 1000 / Int64(max(1, $0)) } ?? 0 }
}

extension AirportCongestionFigures: SettledFigures {
    var hash: UInt64 {
        let program = Int32(program?.rawValue ?? 0)
        return [due, cancelled, movements, backlog, capacity ?? -1, program, takeoffs, additionalTaxi].reduce(0) {
            Hash64.mix($0 ^ UInt64(UInt32(bitPattern: $1)))
        }
    }

    func encodeSnapshot(into writer: inout ByteWriter) {
        for count in [due, cancelled, movements, backlog, capacity ?? -1, takeoffs, additionalTaxi] {
            writer.putSigned(Int64(count))
        }
        writer.put8(program?.rawValue ?? 0)
    }

    init(restoring reader: inout SnapshotReader) {
        self.init(
            due: reader.tally(), cancelled: reader.tally(), movements: reader.tally(), backlog: reader.tally())
        let held = reader.tally()
        capacity = held < 0 ? nil : held
        takeoffs = reader.tally()
        additionalTaxi = reader.tally()
        program = AirportProgram.Kind(rawValue: reader.read())
    }
}

/// What the thresholds make of the figures of one bin.
struct AirportCongestionVerdict {
    enum Cause: UInt8 {
        case cancellations, backlog, demand, closure, groundStop, groundDelay, regulation, taxi

        init(_ program: AirportProgram.Kind) {
            self =
                switch program {
                case .closure: .closure
                case .groundStop: .groundStop
                case .groundDelay: .groundDelay
                case .regulation: .regulation
                }
        }

        var name: String {
            switch self {
            case .cancellations: "cancellations"
            case .backlog: "backlog"
            case .demand: "demand"
            case .closure: "closure"
            case .groundStop: "ground_stop"
            case .groundDelay: "ground_delay"
            case .regulation: "regulation"
            case .taxi: "taxi"
            }
        }
    }

    /// None where no open threshold holds.
    var severity = Severity.none
    /// A close threshold holds.
    var keeps = false
    /// Of the thresholds that hold: the opening ones, or where none does the closing ones.
    var cause = Cause.cancellations
    /// The worst figure over its open threshold, in thousandths, less where it rests on few departures: tells the worse
    /// of two bins of one severity. Nine cancellations of ten are less bad than forty of fifty.
    var score: Int64 = 0

    /// Low from the open threshold on; of the cancelled share medium at twice, high at three times and critical at four
    /// times of it (20, 40, 60, 80 % by default), when the airport is practically shut; of the queue medium at twice
    /// and high at four times of it. A queue counts only where the hour's demand exceeds capacity too: each clause
    /// alone is loud. And only where something moved in the hour, to open and to keep open: departures of an airport of
    /// which nothing is heard wait for reports, mostly, and a source that falls silent would congest all its airports.
    /// The clause of taxi times is of settled bins alone: low from its threshold, medium at twice, high at three times.
    init(_ figures: AirportCongestionFigures, _ settings: EngineSettings) {
        let enough = settings[.congestionDepartures]
        let share = figures.cancelledPermille * 1000 / settings[.congestionCancelledPermille]
        var shareSeverity = Severity.none
        if Int64(figures.due) >= enough, share >= 1000 {
            shareSeverity = share >= 3000 ? .high : share >= 2000 ? .medium : .low
            if share >= 4000, Int64(figures.due) >= 2 * enough { shareSeverity = .critical }
        }
        let queue = figures.queueMinutes * 1000 / settings[.congestionQueueMinutes]
        var queueSeverity = Severity.none
        if Int64(figures.backlog) >= enough, queue >= 1000, figures.movements > 0,
            figures.utilisationPermille >= settings[.congestionUtilisationPermille]
        {
            queueSeverity = queue >= 4000 ? .high : queue >= 2000 ? .medium : .low
        }
        let programSeverity = AirportCongestionVerdict.severity(of: figures, enough)
        let taxi = Int64(figures.additionalTaxi) * 1000 / settings[.congestionTaxiMinutes]
        let isTaxiing = Int64(figures.takeoffs) >= enough
        let taxiSeverity: Severity =
            !isTaxiing || taxi < 1000 ? .none : taxi >= 3000 ? .high : taxi >= 2000 ? .medium : .low
        severity = max(shareSeverity, queueSeverity, programSeverity, taxiSeverity)
        func sure(_ value: Int64, of count: Int32) -> Int64 { value * Int64(count) / (Int64(count) + 5) }
        score = max(
            shareSeverity == .none ? 0 : sure(share, of: figures.due),
            queueSeverity == .none ? 0 : sure(queue, of: figures.backlog),
            taxiSeverity == .none ? 0 : sure(taxi, of: figures.takeoffs))
        let manyCancelled =
            2 * Int64(figures.due) >= enough
            && figures.cancelledPermille >= settings[.congestionCancelledClosePermille]
        let longQueue =
            2 * Int64(figures.backlog) >= enough && figures.queueMinutes >= settings[.congestionQueueCloseMinutes]
            && figures.movements > 0
            && figures.utilisationPermille >= settings[.congestionUtilisationClosePermille]
        let longTaxi = isTaxiing && taxi >= 500
        keeps = severity > .none || manyCancelled || longQueue || longTaxi
        if let program = figures.program, programSeverity > .none, programSeverity == severity {
            cause = Cause(program)
        } else if severity > .none ? queueSeverity > shareSeverity : longQueue && !manyCancelled {
            cause = figures.movements >= figures.capacity ?? .max ? .demand : .backlog
        }
        let others = max(shareSeverity, queueSeverity, programSeverity)
        if severity > .none ? taxiSeverity > others : longTaxi && !manyCancelled && !longQueue { cause = .taxi }
    }

    /// A closure is critical, a ground stop high, a ground delay program medium and a regulation, of which there are
    /// many, low; a step less where few departures are due, and nothing where none is.
    private static func severity(of figures: AirportCongestionFigures, _ enough: Int64) -> Severity {
        guard let program = figures.program, figures.due > 0 else { return .none }
        let isBusy = Int64(figures.due) >= enough
        return switch program {
        case .closure: isBusy ? .critical : .high
        case .groundStop: isBusy ? .high : .medium
        case .groundDelay: isBusy ? .medium : .low
        case .regulation: isBusy ? .low : .none
        }
    }

    /// As settled episodes take it.
    var settled: SettledVerdict {
        SettledVerdict(severity: severity, keeps: keeps, cause: cause.rawValue, score: score)
    }
}
