/// AIRLINE_DISRUPTION: an airline, one of its bases or one of its fleets of a type does worse than its peers at the
/// same airports.
///
/// Each departure of a sliding window of two hours is expected to be late or cancelled with the worst of three
/// probabilities: the airline's usual share (median of four weeks), what its peers suffer at the origin, and what
/// flights of peers to its destination suffer. Open when the disrupted departures exceed the sum of these by a share of
/// all, by a factor and by some standard deviations, at three airports or more of which none has most of the excess.
/// What is common to all airlines of an airport is that airport's, not theirs.
///
/// Said of settled bins alone, so it is confirmed at once. Sources: EUROCONTROL Standard Inputs ed. 10 (cancellation
/// rates); thresholds are engineering defaults, calibrated on the US month of January 2008.
enum AirlineDisruption {
    typealias Episodes = SettledEpisodes<AirlineDisruptionFigures>

    /// Share of the excess that one airport may have, in thousandths: more is that airport's, or a base's.
    static let airportShareMax: Int64 = 600
    /// Airports with an excess at least.
    static let airportsAtLeast: Int32 = 3
    /// Departures by which the usual share weighs against that of peers: few peers say little.
    static let peerWeight: Int64 = 5

    /// The figures of an airline's window: all, by base and by type.
    struct Window {
        var all = AirlineDisruptionFigures()
        /// In the order of their codes.
        var bases: [(airport: AirportCode, figures: AirlineDisruptionFigures)] = []
        var fleets: [(type: AircraftType, figures: AirlineDisruptionFigures)] = []
        /// The excess is no single airport's; that of cancellations is none's either, and no single type's.
        var isSpread = false
        var cancelsEverywhere = false
    }

    /// What is usual for an airline, thousandths of its departures.
    struct Usual {
        var disrupted: Int64
        var cancelled: Int64
        /// They are defaults.
        var isUnlearned = false
    }

    /// The cancelled share that is usual until a week is known, thousandths. Source: EUROCONTROL Standard Inputs ed.
    /// 10, operational cancellations 2013 to 2022, 1.5 to 2.3 %.
    static let usualCancelled: Int64 = 20

    /// - Parameter peers: of the settled bin, in the order of airports.
    static func window(_ departures: borrowing FleetBins, _ usual: Usual, peers: [PeerFigures]) -> Window {
        var window = Window()
        window.all.isUnlearned = usual.isUnlearned
        for row in departures.window {
            let route = row.key
            let out = find(route.origin, peers)?.outbound
            let into = find(route.destination, peers)?.inbound
            var one = AirlineDisruptionFigures()
            one.isUnlearned = usual.isUnlearned
            one.add(
                row.counts,
                expectedPermille: worst(usual.disrupted, [out, into]) { $0.late + $0.cancelled },
                cancelledPermille: worst(usual.cancelled, [out, into]) { $0.cancelled })
            window.all.add(one)
            let base =
                window.bases.firstIndex { $0.airport == route.origin }
                ?? window.bases.appended((route.origin, AirlineDisruptionFigures(isUnlearned: usual.isUnlearned)))
            window.bases[base].figures.add(one)
            if route.type.isNone { continue }
            let fleet =
                window.fleets.firstIndex { $0.type == route.type }
                ?? window.fleets.appended((route.type, AirlineDisruptionFigures(isUnlearned: usual.isUnlearned)))
            window.fleets[fleet].figures.add(one)
        }
        window.bases.sort { $0.airport < $1.airport }
        window.fleets.sort { $0.type < $1.type }
        let excess = window.bases.map { max(0, $0.figures.excess) }
        window.all.airports = airports(with: excess)
        window.isSpread = isSpread(excess)
        window.cancelsEverywhere =
            isSpread(window.bases.map { max(0, $0.figures.cancelledExcess) })
            && !isOneFleet(window.fleets.map { max(0, $0.figures.cancelledExcess) })
        return window
    }

    /// One type of several has most of the excess: it is grounded, and told as that fleet.
    private static func isOneFleet(_ excess: [Int64]) -> Bool {
        excess.count > 1 && (excess.max() ?? 0) * 1000 > airportShareMax * excess.reduce(0, +)
    }

    private static func airports(with excess: [Int64]) -> Int32 {
        Int32(truncatingIfNeeded: excess.count { $0 >= 500 })
    }

    private static func isSpread(_ excess: [Int64]) -> Bool {
        airports(with: excess) >= airportsAtLeast
            && (excess.max() ?? 0) * 1000 <= airportShareMax * excess.reduce(0, +)
    }

    /// The worst of what is usual and of what peers suffer, thousandths.
    private static func worst(
        _ usual: Int64, _ peers: [PeerFigures.Share?], _ count: (PeerFigures.Share) -> Int32
    ) -> Int64 {
        var worst = usual
        for share in peers {
            guard let share else { continue }
            // Drawn to the usual where there are few.
            let permille = (Int64(count(share)) * 1000 + peerWeight * usual) / (Int64(share.flights) + peerWeight)
            worst = max(worst, permille)
        }
        return min(1000, worst)
    }

    private static func find(_ airport: AirportCode, _ peers: [PeerFigures]) -> PeerFigures? {
        var (low, high) = (0, peers.count)
        while low < high {
            let middle = (low + high) / 2
            if peers[middle].airport < airport { low = middle + 1 } else { high = middle }
        }
        return low < peers.count && peers[low].airport == airport ? peers[low] : nil
    }

    /// What is found of one operating day of a subject.
    static func finding(_ subject: Subject, _ day: Episodes.Day, isOpen: Bool, _ settings: EngineSettings) -> Finding? {
        guard let settled = day.settled else { return nil }
        let figures = settled.figures
        var found = Finding(
            pattern: .airlineDisruption, subject: subject, holds: true, keeps: true, settled: true,
            severity: settled.severity, figure: 0)
        found.over = !isOpen
        found.firstEffectAt = settled.from.start
        let cause = AirlineDisruptionVerdict.Cause(rawValue: settled.cause) ?? .delays
        found.root = Root(subject, cause: cause.name)
        found.shape = isOpen ? UInt64(settled.cause) : settled.hash
        found.metrics = [
            Metric("departures_due", .count(Int64(figures.due))),
            Metric("late_departures", .count(Int64(figures.late))),
            Metric("cancelled_departures", .count(Int64(figures.cancelled))),
            Metric("disrupted_share", .permille(figures.disruptedPermille)),
            Metric("expected_share", .permille(figures.expectedPermille)),
            Metric("expected_cancelled_share", .permille(figures.expectedCancelledPermille)),
            Metric("airports", .count(Int64(figures.airports))),
            Metric("window_start", .instant(settled.from.start)),
            Metric("window_end", .instant(settled.until.end)),
        ]
        found.evidence = evidence(figures, cause, settings)
        // More is sure of more departures: n ÷ (n + 5) of 950 thousandths, of 700 where the usual share is a default.
        let due = Int64(max(0, figures.due))
        found.confidencePermille = Int32(clamping: (figures.isUnlearned ? 700 : 950) * due / (due + 5))
        return found
    }

    private static func evidence(
        _ figures: AirlineDisruptionFigures, _ cause: AirlineDisruptionVerdict.Cause, _ settings: EngineSettings
    ) -> [Evidence] {
        let due = Evidence("departures_due", value: Int64(figures.due), threshold: settings[.airlineDepartures])
        if cause == .cancellations, figures.cancelsAlone(settings) {
            return [
                Evidence(
                    "cancelled_permille", value: figures.cancelledPermille,
                    threshold: settings[.airlineCancelledPermille]),
                Evidence(
                    "cancelled_departures", value: Int64(figures.cancelled), threshold: settings[.airlineCancelled]),
                due,
            ]
        }
        return [
            Evidence(
                "excess_permille", value: figures.disruptedPermille - figures.expectedPermille,
                threshold: settings[.airlineExcessPermille]),
            Evidence("deviations", value: figures.zTenths / 10, threshold: settings[.airlineDeviations]),
            due,
        ]
    }
}

extension AirlineDisruption {
    /// A subject's parts as state keeps them.
    static func parts(of subject: Subject) -> (kind: UInt8, airport: AirportCode, type: AircraftType) {
        switch subject {
        case .base(_, let airport): (1, airport, .none)
        case .fleet(_, let type): (2, .none, type)
        default: (0, .none, .none)
        }
    }

    static func subject(_ kind: UInt8, _ carrier: CarrierCode, _ airport: AirportCode, _ type: AircraftType) -> Subject
    {
        switch kind {
        case 1: .base(carrier, airport)
        case 2: .fleet(carrier, type)
        default: .airline(carrier)
        }
    }
}

extension Array {
    /// Appends, and says at which place.
    fileprivate mutating func appended(_ element: Element) -> Int {
        append(element)
        return count - 1
    }
}
