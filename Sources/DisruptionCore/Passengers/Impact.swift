/// Whom a disruption reaches.
public struct Impact: Sendable, Equatable {
    /// Passengers for whom the same has to be done.
    public struct Cohort: Sendable, Equatable {
        public enum Kind: UInt8, Sendable {
            /// All change to one flight.
            case onwardFlight
            case destination
            case unaccompaniedMinors
            case wheelchair
            case premium

            /// The name in topics.
            public var name: StaticString {
                switch self {
                case .onwardFlight: "onward_flight"
                case .destination: "final_destination"
                case .unaccompaniedMinors: "unaccompanied_minors"
                case .wheelchair: "wheelchair"
                case .premium: "premium"
                }
            }
        }

        public var kind: Kind
        /// The onward flight's leg; none of other kinds.
        public var leg = LegKey.none
        /// The final destination; none of other kinds.
        public var airport = AirportCode.none
        public var passengers: Int32
        public var priority: Int64

        public init(_ kind: Kind, passengers: Int32, priority: Int64) {
            self.kind = kind
            self.passengers = passengers
            self.priority = priority
        }
    }

    public var counts: PassengerCounts
    /// Who change to another flight.
    public var connecting: Int32
    /// Passengers times minutes of delay that are expected; a cancelled flight counts `impact.cancelled_minutes` each.
    public var delayMinutes: Int64
    /// Sum over the passengers: what a controller may sort by.
    public var priority: Int64
    /// What they are owed, by regulation; none where no regulation covers anybody.
    public internal(set) var exposures: [ImpactExposure] = []
    /// What has to be done for those who wait.
    public internal(set) var care = ImpactCare()
    /// The most urgent first; `cohortLimit` at the most.
    public var cohorts: [Cohort] = []

    /// Cohorts in one version at the most: what one person can look after.
    public static let cohortLimit = 20
}

/// How urgent passengers are: each counts 1, and more for what makes it harder to help them.
struct PassengerPriority {
    let premium: Int64
    let unaccompaniedMinor: Int64
    let wheelchair: Int64
    let medical: Int64
    let connecting: Int64

    init(_ settings: EngineSettings) {
        premium = settings[.impactPremiumWeight]
        unaccompaniedMinor = settings[.impactMinorWeight]
        wheelchair = settings[.impactWheelchairWeight]
        medical = settings[.impactMedicalWeight]
        connecting = settings[.impactConnectingWeight]
    }

    /// passengers + Σ weight × passengers of the kind.
    func score(_ counts: PassengerCounts, connecting count: Int32) -> Int64 {
        Int64(counts[.all]) + premium * Int64(counts[.premium])
            + unaccompaniedMinor * Int64(counts[.unaccompaniedMinor]) + wheelchair * Int64(counts[.wheelchair])
            + medical * Int64(counts[.medical]) + connecting * Int64(count)
    }
}

extension Impact {
    /// Whom something reaches.
    /// - Parameters:
    ///   - parties: on one leg.
    ///   - minutes: of delay expected for each.
    init(_ parties: [Party], minutes: Int64, settings: EngineSettings) {
        let priority = PassengerPriority(settings)
        var groups = PassengerGroups()
        for party in parties { groups.add(party) }
        counts = groups.all
        connecting = groups.connecting
        delayMinutes = Int64(counts[.all]) * minutes
        self.priority = priority.score(counts, connecting: connecting)
        for (leg, counts) in groups.onward {
            let passengers = counts[.all]
            var cohort = Cohort(
                .onwardFlight, passengers: passengers, priority: priority.score(counts, connecting: passengers))
            cohort.leg = leg
            cohorts.append(cohort)
        }
        for (airport, counts) in groups.destinations {
            let passengers = counts[.all]
            var cohort = Cohort(
                .destination, passengers: passengers, priority: priority.score(counts, connecting: passengers))
            cohort.airport = airport
            cohorts.append(cohort)
        }
        addNeeds(parties, priority)
        cohorts.sort {
            ($1.priority, $0.kind.rawValue, $0.leg, $0.airport.packed)
                < ($0.priority, $1.kind.rawValue, $1.leg, $1.airport.packed)
        }
        if cohorts.count > Impact.cohortLimit { cohorts.removeLast(cohorts.count - Impact.cohortLimit) }
    }

    private mutating func addNeeds(_ parties: [Party], _ priority: PassengerPriority) {
        let kinds: [(Cohort.Kind, PassengerKind)] = [
            (.unaccompaniedMinors, .unaccompaniedMinor), (.wheelchair, .wheelchair), (.premium, .premium),
        ]
        for (kind, passenger) in kinds where counts[passenger] > 0 {
            // Who travel with them stay with them.
            var groups = PassengerGroups()
            for party in parties where party[passenger] > 0 { groups.add(party) }
            cohorts.append(
                Cohort(
                    kind, passengers: counts[passenger],
                    priority: priority.score(groups.all, connecting: groups.connecting)))
        }
    }
}

extension Impact {
    /// Whom a cascade reaches: all on its legs, by the minutes that each is late.
    /// - Returns: nil where nobody is booked.
    init?(_ legs: [AffectedLeg], _ boardings: [Boarding], settings: EngineSettings) {
        counts = PassengerCounts()
        (connecting, delayMinutes) = (0, 0)
        for leg in legs {
            guard let boarding = boardings.first(where: { $0.leg == leg.leg }) else { continue }
            counts.add(boarding.counts)
            connecting += boarding.connecting
            delayMinutes += Int64(boarding.counts[.all]) * Int64(max(0, leg.predictedDelayMinutes))
        }
        if counts.isEmpty { return nil }
        priority = PassengerPriority(settings).score(counts, connecting: connecting)
    }
}

/// Sums over parties: all, and of those who change by where they go.
private struct PassengerGroups {
    private(set) var all = PassengerCounts()
    private(set) var connecting: Int32 = 0
    private(set) var onward: [(leg: LegKey, counts: PassengerCounts)] = []
    private(set) var destinations: [(airport: AirportCode, counts: PassengerCounts)] = []

    mutating func add(_ party: Party) {
        all.add(party)
        if party.onward.isNone { return }
        connecting += Int32(party[.all])
        if !onward.contains(where: { $0.leg == party.onward }) { onward.append((party.onward, PassengerCounts())) }
        for at in onward.indices where onward[at].leg == party.onward { onward[at].counts.add(party) }
        if party.destination.isNone { return }
        if !destinations.contains(where: { $0.airport == party.destination }) {
            destinations.append((party.destination, PassengerCounts()))
        }
        for at in destinations.indices where destinations[at].airport == party.destination {
            destinations[at].counts.add(party)
        }
    }
}
