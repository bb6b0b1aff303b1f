/// What is predicted of a leg when something of its rotation becomes known: the minutes that its carrier will report as
/// due to the late aircraft. A pure function in whole numbers; deploy/ROTATION.md has the formula and its figures.
public struct RotationForecast: Sendable, Equatable {
    /// What is known. Thousandths of a minute; where nothing is known, 0.
    public struct Inputs: Sendable, Equatable {
        public var time: InformationTime
        public var carrier: CarrierCode
        public var origin: AirportCode
        public var destination: AirportCode
        /// How much later than scheduled the aircraft will be ready: `RotationMargin`.
        public var margin: Int
        /// The margin of the previous leg, two legs ahead.
        public var firstMargin = 0
        /// What the leg's own flight takes beyond its block: `LearnedTables.gain`.
        public var gain = 0
        /// `AirportDrift.blockIn` at the origin and at the destination.
        public var driftAtOrigin = 0
        public var driftAtDestination = 0

        public init(
            time: InformationTime, carrier: CarrierCode, origin: AirportCode, destination: AirportCode, margin: Int
        ) {
            self.time = time
            self.carrier = carrier
            self.origin = origin
            self.destination = destination
            self.margin = margin
        }
    }

    /// The margin with all that speaks for more or less of it, thousandths of a minute.
    public let effectiveMargin: Int
    /// Chance that minutes are reported, millionths.
    public let chance: Int
    /// Minutes that are reported if any are, thousandths; 0 where the chance is below `sizedChance`.
    public let size: Int
    /// Minutes predicted, in tenths: 0, or 15 and more.
    public let lateAircraftDecimes: Int32

    /// The chance in thousandths.
    public var permille: Int32 { Int32(clamping: (chance + 500) / 1000) }

    public init(_ inputs: Inputs, _ tables: LearnedTables) {
        let margin = Self.effectiveMargin(inputs)
        self.init(margin, inputs.time, inputs.carrier, from: inputs.origin, to: inputs.destination, tables)
    }

    /// - Parameter margin: the effective one.
    public init(
        _ margin: Int, _ time: InformationTime, _ carrier: CarrierCode, from origin: AirportCode,
        to destination: AirportCode, _ tables: LearnedTables
    ) {
        let habit = tables.habit(time, carrier, from: origin, to: destination)
        let product = tables.reported(time, carrier, margin: margin) * habit
        let chance = min(max((product + 500_000) / 1_000_000, 0), 999_000)
        effectiveMargin = margin
        self.chance = chance
        guard chance >= Self.sizedChance else {
            (size, lateAircraftDecimes) = (0, 0)
            return
        }
        let beyond = tables.size(time, step: Self.step(chance), sizeClass: Self.sizeClass(margin), carrier)
        size = max(0, margin + beyond)
        lateAircraftDecimes = chance >= Self.toldChance(time) ? Int32(clamping: max(150, (size + 50) / 100)) : 0
    }

    /// The chance from which a size is worth knowing, millionths.
    public static let sizedChance = 300_000

    /// The chance from which minutes are told, millionths: where little error is given up for an F1 near its best.
    public static func toldChance(_ time: InformationTime) -> Int {
        switch time {
        case .previousArrival, .previousDeparture: 430_000
        case .twoLegsOff: 330_000
        case .twoLegsIn: 400_000
        }
    }

    /// The step of a chance from `sizedChance` on, in twentieths: 6 to 19.
    public static func step(_ chance: Int) -> Int { min(max(chance, sizedChance), 999_000) / 50_000 }

    /// 0 below 25 minutes, 1 below 45, 2 below 90, else 3.
    public static func sizeClass(_ margin: Int) -> Int {
        margin < 25_000 ? 0 : margin < 45_000 ? 1 : margin < 90_000 ? 2 : 3
    }

    /// Weights are rounded from a logistic fit near the chance at which minutes are told.
    public static func effectiveMargin(_ inputs: Inputs) -> Int {
        let limit = LearnedLimits.marginMax
        func held(_ value: Int) -> Int { min(max(value, -limit), limit) }
        var hundredths: Int
        switch inputs.time {
        case .previousArrival: hundredths = 40 * held(inputs.gain) + 35 * held(inputs.driftAtDestination)
        case .previousDeparture, .twoLegsOff, .twoLegsIn:
            hundredths = 30 * held(inputs.gain) + 65 * held(inputs.driftAtOrigin)
            hundredths += 45 * held(inputs.driftAtDestination)
        }
        if inputs.time.isTwoLegsAhead { hundredths += 10 * min(max(inputs.firstMargin, -60_000), 60_000) }
        return held(held(inputs.margin) + Int(floorDivide(Int64(hundredths) + 50, 100)))
    }
}
