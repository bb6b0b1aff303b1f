import DisruptionCore

@testable import DisruptionService

/// What a seed decides beforehand: the size of everything, the inputs, the processes and what will go wrong.
struct HistoryPlan {
    let seed: UInt64
    let layout: LogLayout
    let isLive: Bool
    let settings: EngineSettings
    let fleet: [FleetMember]
    /// Frames are cut at other places in each life, and small.
    let cutsFrames: Bool
    let snapshots: SnapshotSchedule
    let faults: FaultPlan
    let inputs: InputPlan

    /// The time of day at the beginning: 2024-03-01T04:00Z.
    static let beginning = Instant(ms: 1_709_265_600_000)

    /// Milliseconds of the day that pass in one of the history: in live time an hour of flights takes a minute.
    var speed: Int64 { isLive ? 60 : 1 }

    init(seed: UInt64, faults profile: FaultProfile) {
        self.seed = seed
        var dice = Dice(seed: seed, "plan")
        isLive = profile.isLive ?? dice.happens(permille: 350)
        layout = LogLayout(
            flightEvents: profile.flightPartitions ?? dice.between(1, 3), externalData: dice.between(1, 2),
            passengerEvents: 1,
            entities: dice.between(2, 4))
        settings = HistoryPlan.settings
        snapshots = SnapshotSchedule(intervalSeconds: dice.pick([1, 2, 5, 15, 60]), logMegabytes: 64)
        cutsFrames = !profile.isUndisturbed && dice.happens(permille: profile.cutFrames)
        inputs = InputPlan(layout, isLive: isLive, speed: isLive ? 60 : 1, Dice(seed: seed, "inputs"))
        faults = FaultPlan(profile, until: inputs.endMs, Dice(seed: seed, "faults"))
        fleet = FleetMember.fleet(profile, &dice)
    }

    /// Other thresholds under which the final facts are the same: they decide what is worth an update meanwhile.
    static let otherSettings: EngineSettings = {
        var settings = HistoryPlan.settings
        for (name, value) in [("updates.changed_minutes", Int64(12)), ("updates.flicker_hold_minutes", 40)] {
            precondition(settings.set(name, value), "there is no setting \(name)")
        }
        return settings
    }()

    /// Thresholds at which a handful of flights is enough for every pattern.
    static let settings: EngineSettings = {
        var settings = EngineSettings()
        for (name, value) in [
            ("airport_congestion.departures", Int64(2)), ("airport_congestion.queue_minutes", 10),
            ("airport_congestion.queue_close_minutes", 5), ("cascading_delay.legs", 1),
        ] {
            precondition(settings.set(name, value), "there is no setting \(name)")
        }
        return settings
    }()
}

/// A process of the installation, by what its configuration says.
struct FleetMember: Equatable {
    let name: String
    /// Static members have one.
    let instance: String?
    let lanes: Int
    let hasStandby: Bool

    static func fleet(_ profile: FaultProfile, _ dice: inout Dice) -> [FleetMember] {
        if profile.isUndisturbed { return [FleetMember(name: "a", instance: "a", lanes: 1, hasStandby: false)] }
        return (0..<dice.between(1, profile.processes)).map { number in
            let name = ["a", "b", "c"][number]
            return FleetMember(
                name: name, instance: dice.happens(permille: profile.dynamic) ? nil : name,
                lanes: profile.lanes > 1 && dice.happens(permille: 250) ? 2 : 1,
                hasStandby: dice.happens(permille: profile.standby))
        }
    }
}
