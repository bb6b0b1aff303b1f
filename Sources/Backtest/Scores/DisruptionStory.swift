import DisruptionCore

/// What became of one disruption, over all its versions.
struct DisruptionStory: Sendable {
    let pattern: Pattern
    let day: CalendarDate
    /// The highest severity that was told of it.
    private(set) var worst = Severity.none
    /// Of the last version.
    private(set) var severity = Severity.none
    private(set) var lifecycle = Lifecycle.opened
    private(set) var isConfirmed = false
    private(set) var isAverted = false
    private(set) var openings = 0
    private(set) var detectedAt: Instant
    private(set) var firstEffectAt: Instant?
    private var highest: Peak?

    /// A version is large, and most stories need none.
    private final class Peak: Sendable {
        let version: DisruptionVersion
        init(_ version: DisruptionVersion) { self.version = version }
    }

    /// The version of the highest severity and figure, of patterns that concern more than one flight.
    var peak: DisruptionVersion? { highest?.version }

    init(_ version: DisruptionVersion) {
        pattern = version.finding.pattern
        day = version.day
        detectedAt = version.detectedAt
    }

    mutating func take(_ version: DisruptionVersion) {
        let finding = version.finding
        lifecycle = version.lifecycle
        isConfirmed = version.confirmed && lifecycle != .retracted && lifecycle != .superseded
        isAverted = finding.avertedBy.map { !DisruptionStory.withoutAct.contains($0.description) } ?? false
        detectedAt = version.detectedAt
        firstEffectAt = finding.firstEffectAt ?? firstEffectAt
        if lifecycle == .opened || openings == 0 { openings += 1 }
        guard lifecycle != .retracted, lifecycle != .superseded else { return }
        severity = finding.severity
        worst = max(worst, severity)
        if pattern.concernsMany, isHigher(finding) { highest = Peak(version) }
    }

    /// What `averted_by` says where nobody did anything: the delay was made up, or never was what it seemed.
    private static let withoutAct: Set = ["recovered", "left_in_time"]

    private func isHigher(_ finding: Finding) -> Bool {
        guard let held = peak?.finding else { return true }
        return (finding.severity.rawValue, finding.figure) > (held.severity.rawValue, held.figure)
    }

    /// It was told, did not come true, and nothing that somebody did averted it.
    var isFalseAlarm: Bool { lifecycle == .retracted && !isAverted }
}

extension Pattern {
    /// Whether it is more than the fate of one flight.
    var concernsMany: Bool {
        switch self {
        case .flightDelay, .flightCancelled, .gateChange, .flightDiverted, .missedConnection, .rotationBreak: false
        default: true
        }
    }

    /// The name in topics.
    var upperName: String { name.description.uppercased() }
}
