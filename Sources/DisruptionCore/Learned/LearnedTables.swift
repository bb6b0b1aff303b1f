/// What history taught: turns, gains, and how carriers report. Immutable once read, and the same on every machine.
///
/// Rows hold values that are shrunk towards the wider ones already; what a row lacks the next wider one says. So every
/// look-up has an answer, be it that of `unlearned`. deploy/ROTATION.md has the tables and how they are learned.
public struct LearnedTables: Sendable, Equatable {
    /// What they were learned from, for people: lines of text without a line feed.
    public var comments: [String] = []
    private var tables = [KeyedValues](repeating: KeyedValues(), count: LearnedTable.allCases.count)

    public init() {}

    public subscript(table: LearnedTable) -> KeyedValues {
        _read { yield tables[Int(table.rawValue)] }
        _modify { yield &tables[Int(table.rawValue)] }
    }

    /// These tables, with the defaults in place of those that have no row.
    public var completed: LearnedTables {
        var tables = self
        for table in LearnedTable.allCases where tables[table].count == 0 {
            tables[table] = LearnedTables.unlearned[table]
        }
        return tables
    }

    /// Rows of all tables.
    public var count: Int { tables.reduce(0) { $0 + $1.count } }

    mutating func append(_ value: Int32, for key: UInt64, to table: LearnedTable) -> Bool {
        tables[Int(table.rawValue)].append(value, for: key)
    }
}

extension LearnedTables {
    /// The minimum turn of a carrier before a departure from an airport, in thousandths of a minute.
    public func turn(_ carrier: CarrierCode, at airport: AirportCode) -> Int {
        Int(learnedTurn(carrier, at: airport) ?? UnlearnedTables.turn)
    }

    /// The same; nil where nothing was learned.
    func learnedTurn(_ carrier: CarrierCode, at airport: AirportCode) -> Int32? {
        let table = self[.turn]
        return table[LearnedKey.turn(carrier, airport)] ?? table[LearnedKey.turn(carrier, .none)]
            ?? table[LearnedKey.turn(.none, .none)]
    }

    /// What a flight takes beyond its scheduled block, in thousandths of a minute; negative is quicker.
    public func gain(_ carrier: CarrierCode, from origin: AirportCode, to destination: AirportCode) -> Int {
        let table = self[.gain]
        return Int(
            table[LearnedKey.gain(carrier, origin, destination)] ?? table[LearnedKey.gain(carrier, .none, destination)]
                ?? table[LearnedKey.gain(carrier, .none, .none)] ?? table[LearnedKey.gain(.none, .none, .none)] ?? 0)
    }

    /// The departure delay that a leg with this margin may be expected to have, in thousandths of a minute.
    public func departureDelay(_ time: InformationTime, margin: Int) -> Int {
        Int(self[.departure][LearnedKey.departure(time, step: MarginSteps.departure.step(margin))] ?? 0)
    }

    /// Chance that minutes are reported at an effective margin, before the habit, in millionths.
    func reported(_ time: InformationTime, _ carrier: CarrierCode, margin: Int) -> Int {
        let step = MarginSteps.reported.step(margin)
        let table = self[.reported]
        return Int(
            table[LearnedKey.reported(time, carrier, step: step)]
                ?? table[LearnedKey.reported(time, .none, step: step)] ?? 0)
    }

    /// Share of legs from `origin` to `destination`, late by their aircraft, of which a carrier says so: 10,000 to
    /// 1,000,000 millionths.
    ///
    /// `rc · ((ro / rc) · (rd / rc))^0.8` of the carrier's share and those of both its stations.
    public func habit(
        _ time: InformationTime, _ carrier: CarrierCode, from origin: AirportCode, to destination: AirportCode
    ) -> Int {
        let table = self[.habit]
        let all = table[LearnedKey.habit(time, .none)] ?? 1_000_000
        let own = table[LearnedKey.habit(time, carrier)] ?? all
        let from = table[LearnedKey.habit(time, carrier, origin)] ?? own
        let to = table[LearnedKey.habit(time, carrier, isDestination: true, destination)] ?? own
        if from == own, to == own { return min(max(Int(own), 10_000), 1_000_000) }
        let ratio = FourFifths.ratio(Int64(from) * Int64(to), over: Int64(own) * Int64(own))
        let share = Int64(own) * FourFifths.power(ratio) / FourFifths.scale
        return min(max(Int(share), 10_000), 1_000_000)
    }

    /// Minutes reported beyond the effective margin, in thousandths of a minute.
    /// - Parameters:
    ///   - step: of the chance, in twentieths.
    ///   - carrier: `.none` leaves out what is the carrier's own.
    public func size(_ time: InformationTime, step: Int, sizeClass: Int, _ carrier: CarrierCode) -> Int {
        let table = self[.size]
        let common =
            table[LearnedKey.size(time, step: step, sizeClass: sizeClass)]
            ?? table[LearnedKey.size(time, step: step, sizeClass: nil)] ?? 0
        let own = carrier.isNone ? 0 : self[.carrierSize][LearnedKey.carrierSize(time, carrier)] ?? 0
        return Int(common) + Int(own)
    }
}
