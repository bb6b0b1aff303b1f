/// What the passengers of a disruption are owed by one regulation, as things stand.
public struct ImpactExposure: Sendable, Equatable {
    public var regime: CompensationRules.Regime
    /// Of the rules that decided.
    public var version: String
    public var currency: String
    /// Who may claim.
    public var passengers: Int32
    /// If the carrier is liable, in whole units of the currency.
    public var gross: Int64
    /// What is expected to be paid, in hundredths.
    public var expectedHundredths: Int64
    public var liability: Liability
    /// A delay is so near to a threshold that the minute of the door decides.
    public var isBorderline: Bool
}

/// What has to be done for passengers who wait.
public struct ImpactCare: Sendable, Equatable {
    public var meals: Int32 = 0
    public var hotel: Int32 = 0
    public var refund: Int32 = 0
    /// From when the first of it is due; nil where nothing is.
    public var from: Instant?

    public var isEmpty: Bool { meals == 0 && hotel == 0 && refund == 0 }
}

/// Adds up what parties are owed.
struct ExposureSum {
    let rules: CompensationTable
    let reference: AirportDirectory
    let date: CalendarDate
    let liability: Liability
    /// That it comes to it, ten-thousandths.
    var chance: Int64 = 10_000
    private(set) var exposures: [ImpactExposure] = []
    private(set) var care = ImpactCare()
    /// Parties of one flight share few.
    private var ways: [Way] = []

    private struct Way {
        let origin: AirportCode
        let destination: AirportCode
        let kilometres: Int32
        let from: CountryCode
        let to: CountryCode

        init?(_ origin: AirportCode, _ destination: AirportCode, _ reference: AirportDirectory) {
            guard let from = reference.airport(origin), let to = reference.airport(destination) else { return nil }
            self.origin = origin
            self.destination = destination
            kilometres = GreatCircle.kilometres(from, to)
            (self.from, self.to) = (from.country, to.country)
        }
    }

    init(_ rules: CompensationTable, _ reference: AirportDirectory, date: CalendarDate, liability: Liability) {
        self.rules = rules
        self.reference = reference
        self.date = date
        self.liability = liability
    }

    private mutating func journey(of party: Party, _ outcome: CompensationCase.Outcome) -> CompensationCase? {
        let known = ways.first { $0.origin == party.origin && $0.destination == party.destination }
        guard let way = known ?? Way(party.origin, party.destination, reference) else { return nil }
        if known == nil { ways.append(way) }
        return CompensationCase(
            origin: way.from, destination: way.to, distanceKm: way.kilometres, carrier: nil, date: date,
            outcome: outcome, liability: liability)
    }

    /// What a party is owed for how its journey comes out.
    mutating func add(_ party: Party, _ outcome: CompensationCase.Outcome) {
        guard let journey = journey(of: party, outcome), let exposure = rules.exposure(of: journey),
            exposure.gross > 0 || exposure.isBorderline
        else { return }
        let count = Int64(party[.all])
        let place = exposures.firstIndex { $0.version == exposure.version } ?? exposures.count
        if place == exposures.count {
            exposures.append(
                ImpactExposure(
                    regime: exposure.regime, version: exposure.version, currency: exposure.currency, passengers: 0,
                    gross: 0, expectedHundredths: 0, liability: liability, isBorderline: false))
        }
        if exposure.gross > 0 { exposures[place].passengers += Int32(count) }
        exposures[place].gross += count * Int64(exposure.gross)
        exposures[place].expectedHundredths += count * Int64(exposure.expectedHundredths) * chance / 10_000
        exposures[place].isBorderline = exposures[place].isBorderline || exposure.isBorderline
    }

    /// What has to be done for a party that waits for its departure.
    mutating func addCare(_ party: Party, delayMinutes: Int32, isOvernight: Bool, scheduledDeparture: Instant) {
        guard let journey = journey(of: party, .late(minutes: delayMinutes)) else { return }
        let due = rules.care(of: journey, departureDelayMinutes: delayMinutes, isOvernight: isOvernight)
        let count = Int32(party[.all])
        if due.contains(.meals) {
            care.meals += count
            if let minutes = rules.careFromMinutes(of: journey) {
                let from = scheduledDeparture.adding(minutes: Int64(minutes))
                care.from = care.from.map { min($0, from) } ?? from
            }
        }
        if due.contains(.hotel) { care.hotel += count }
        if due.contains(.refund) { care.refund += count }
    }
}
