/// How likely a leg is to depart 15 or more minutes late, and how late it is expected to: from its aircraft's margin
/// and from what delays legs whose aircraft is there in time. A pure function in whole numbers.
///
/// Source: deploy/ROTATION.md.
public struct DepartureForecast: Sendable, Equatable {
    /// What is known. Thousandths of a minute; where nothing is known, 0.
    public struct Inputs: Sendable, Equatable {
        public var time: InformationTime
        public var carrier: CarrierCode
        public var origin: AirportCode
        /// Hour of the scheduled departure where it departs, 0 to 23.
        public var localHour: Int
        /// `RotationMargin`; nil without a previous leg.
        public var margin: Int?
        /// `AirportDrift.blockIn` and `departing` at the origin.
        public var driftAtOrigin = 0
        public var departingAtOrigin = 0

        public init(
            time: InformationTime, carrier: CarrierCode, origin: AirportCode, localHour: Int, margin: Int?
        ) {
            self.time = time
            self.carrier = carrier
            self.origin = origin
            self.localHour = localHour
            self.margin = margin
        }

        /// The margin with the drift of what is still to come in; nil without a previous leg.
        public var effectiveMargin: Int? {
            guard let margin else { return nil }
            let limit = LearnedLimits.marginMax
            let drift = time == .previousArrival ? 0 : 60 * min(max(driftAtOrigin, -limit), limit) / 100
            return min(max(margin, -limit), limit) + drift
        }

        /// 0 to 39: how late departures of the origin were in the last hour, and the hour of the day.
        public var circumstance: Int {
            let edges = [2000, 6000, 12_000, 20_000]
            return edges.reduce(0) { departingAtOrigin >= $1 ? $0 + 1 : $0 } * 8 + min(max(localHour, 0), 23) / 3
        }
    }

    /// Chance of departing 15 or more minutes late, millionths.
    public let chance: Int
    /// Minutes by which it is expected to depart late, thousandths; negative is early.
    public let delay: Int

    /// The chance in thousandths.
    public var permille: Int32 { Int32(clamping: (chance + 500) / 1000) }

    public init(_ inputs: Inputs, _ tables: LearnedTables) {
        chance = Self.chance(inputs, tables)
        let margin = inputs.effectiveMargin ?? 0
        delay =
            max(0, margin)
            + tables.delayBeyond(inputs.time, step: chance / 50_000, delayClass: Self.delayClass(margin))
    }

    static func chance(_ inputs: Inputs, _ tables: LearnedTables) -> Int {
        let own = tables.ownLateness(inputs.time, inputs.carrier, at: inputs.origin, inputs.circumstance)
        var survival = 1_000_000
        if let margin = inputs.effectiveMargin {
            survival = min(max(tables.survival(inputs.time, inputs.carrier, margin: margin), 0), 1_200_000)
        }
        let onTime = (survival * (1_000_000 - own) + 500_000) / 1_000_000
        return min(max(1_000_000 - onTime, 2000), 998_000)
    }

    /// Below −20, 0, 15, 30 and 60 minutes: 0 to 4; else 5.
    public static func delayClass(_ margin: Int) -> Int {
        [-20_000, 0, 15_000, 30_000, 60_000].reduce(0) { margin >= $1 ? $0 + 1 : $0 }
    }
}

extension LearnedTables {
    /// Chance that a leg whose aircraft is there in time departs 15 or more minutes late: 5,000 to 950,000 millionths.
    public func ownLateness(
        _ time: InformationTime, _ carrier: CarrierCode, at airport: AirportCode, _ circumstance: Int
    ) -> Int {
        let rate = Int(self[.ownLateness][LearnedKey.circumstance(time, circumstance)] ?? 100_000)
        let factors = self[.ownFactor]
        func held(_ rate: Int, times factor: Int32?) -> Int {
            min(max((rate * Int(factor ?? 1_000_000) + 500_000) / 1_000_000, 5000), 950_000)
        }
        let ofCarrier = held(rate, times: factors[LearnedKey.factor(time, carrier, .none)])
        return held(ofCarrier, times: factors[LearnedKey.factor(time, carrier, airport)])
    }

    /// What is left of being on time at a margin, in millionths of what it would be without the aircraft's lateness.
    func survival(_ time: InformationTime, _ carrier: CarrierCode, margin: Int) -> Int {
        let step = MarginSteps.survival.step(margin)
        let table = self[.survival]
        return Int(
            table[LearnedKey.reported(time, carrier, step: step)]
                ?? table[LearnedKey.reported(time, .none, step: step)] ?? (margin >= 15_000 ? 0 : 1_000_000))
    }

    /// Departure delay beyond the margin, thousandths of a minute.
    func delayBeyond(_ time: InformationTime, step: Int, delayClass: Int) -> Int {
        let table = self[.delay]
        return Int(
            table[LearnedKey.size(time, step: step, sizeClass: delayClass)]
                ?? table[LearnedKey.size(time, step: step, sizeClass: nil)] ?? 0)
    }
}
