/// The figures that ours stand beside: the reference job on other engines and our goals.
///
/// Measured on a machine of two cores with the broker on them: Apache Flink 2.2.1 and Kafka Streams, exactly once,
/// cascades and congestion alone.
enum References {
    static let flinkEventsPerSecond = 133_500.0
    static let streamsEventsPerSecond = 18_000.0
    static let flinkText = "Apache Flink 2.2.1 131-136 thousand/s in 0.9-1.4 GB, Kafka Streams 15-21 thousand/s"
    static let latencyText = "Apache Flink p50 153, p99 351 ms; Kafka Streams 206, 294 ms"

    static let coreGoal = 1_000_000.0
    static let daemonMegabytesGoal = 200.0
    static let latencyP50GoalMs = 25.0
    static let latencyP99GoalMs = 75.0
    static let snapshotPauseGoalMs = 50.0
    /// Entities a second.
    static let restoreGoal = 1_000_000.0

    /// `3.4 x Flink, 25 x Streams, goal 450,000 reached`.
    static func ratios(_ eventsPerSecond: Double, goal: Double) -> String {
        "\(Figure.decimal(eventsPerSecond / flinkEventsPerSecond, 2)) x Flink, "
            + "\(Figure.decimal(eventsPerSecond / streamsEventsPerSecond)) x Streams; "
            + verdict(eventsPerSecond, atLeast: goal)
    }

    /// Whether a goal is reached, and how much of it where not.
    static func verdict(_ value: Double, atLeast goal: Double) -> String {
        value >= goal
            ? "goal \(Figure.grouped(Int(goal))) reached"
            : "\(Figure.decimal(100 * value / goal, 0)) % of the goal \(Figure.grouped(Int(goal)))"
    }

    /// Whether a bound is kept.
    static func verdict(_ value: Double, atMost goal: Double, _ unit: String) -> String {
        value <= goal ? "goal \(Int(goal)) \(unit) reached" : "goal \(Int(goal)) \(unit) MISSED"
    }
}
