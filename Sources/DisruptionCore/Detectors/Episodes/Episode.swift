/// What has been told of one disruption, and the one rule by which anything is told: provisional statements are revised
/// when a reader would act on the change, settled ones confirmed with their final figures or taken back.
///
/// States: silent → open; open → resolved | retracted | superseded; each of these → open (a second episode of the day).
/// What is told last depends on the last finding alone, never on the way there.
public struct Episode: Sendable {
    public enum Told: UInt8, Sendable {
        case nothing, open, resolved, retracted, superseded
    }

    public let id: DisruptionID
    public let pattern: Pattern
    /// Operating day of its id.
    public let day: CalendarDate
    public private(set) var told = Told.nothing
    public private(set) var confirmed = false
    public private(set) var severity = Severity.none
    private var figure: Int64 = 0
    private var shape: UInt64 = 0
    private var facts: UInt64 = 0
    private var toldAt = Instant.distantPast
    /// Event time at which the episode under way, or the last one, was first told.
    public private(set) var detectedAt = Instant.distantPast
    /// A fall of severity was not told yet, for it may be flicker.
    public private(set) var isHoldingSeverity = false

    public init(pattern: Pattern, subject: Subject, day: CalendarDate) {
        id = DisruptionID(pattern: pattern, subject: subject, day: day)
        self.pattern = pattern
        self.day = day
    }

    /// Whether readers hold it for current.
    public var isOpen: Bool { told == .open }

    /// Decides what a finding is worth telling, and takes it as told.
    /// - Parameters:
    ///   - finding: severity is changed to the told one while a small fall may be flicker.
    ///   - now: event time of what caused it.
    /// - Returns: nil when there is nothing to tell.
    public mutating func tell(_ finding: inout Finding, at now: Instant, settings: EngineSettings) -> Lifecycle? {
        let found = finding.severity
        let lifecycle = decide(&finding, now, settings)
        isHoldingSeverity = finding.severity != found
        guard let lifecycle else { return nil }
        if told != .open, lifecycle == .opened || told != .resolved { detectedAt = now }
        told =
            switch lifecycle {
            case .opened, .updated: .open
            case .resolved: .resolved
            case .superseded: .superseded
            case .retracted: .retracted
            }
        confirmed = finding.settled && finding.holds && lifecycle != .superseded
        severity = finding.severity
        figure = finding.figure
        shape = finding.shape
        facts = finding.factsHash
        toldAt = now
        return lifecycle
    }

    private func decide(_ finding: inout Finding, _ now: Instant, _ settings: EngineSettings) -> Lifecycle? {
        if finding.supersededBy != nil {
            return told == .open || told == .retracted && !finding.holds ? .superseded : nil
        }
        switch told {
        case .nothing, .retracted, .superseded:
            guard finding.holds else { return nil }
            return finding.over ? .resolved : .opened
        case .open:
            if finding.over { return finding.holds ? .resolved : .retracted }
            if finding.settled {
                guard finding.holds else { return .retracted }
                return confirmed && facts == finding.factsHash ? nil : .updated
            }
            guard finding.holds || finding.keeps else { return .retracted }
            return isWorthAnUpdate(&finding, now, settings) ? .updated : nil
        case .resolved:
            guard finding.holds else { return .retracted }
            if !finding.over { return .opened }
            return confirmed == finding.settled && facts == finding.factsHash ? nil : .resolved
        }
    }

    private func isWorthAnUpdate(_ finding: inout Finding, _ now: Instant, _ settings: EngineSettings) -> Bool {
        let moved = abs(finding.figure - figure)
        if finding.severity < severity, moved < settings[.flickerMinutes],
            now < toldAt.adding(minutes: settings[.flickerHoldMinutes])
        {
            finding.severity = severity
        }
        return finding.severity != severity || finding.shape != shape || moved >= settings[.updateMinutes]
    }
}

extension Episode {
    /// The least that it takes in a snapshot.
    static let snapshotBytes = 4 + 4 + 16 + 8 + 3

    func encodeSnapshot(into writer: inout ByteWriter) {
        let base = Int64(day.days) * 86_400_000
        writer.put8(told.rawValue | (confirmed ? 16 : 0) | (isHoldingSeverity ? 32 : 0) | (shape == 0 ? 0 : 64))
        writer.put8(pattern.rawValue)
        writer.put8(severity.rawValue)
        writer.put(day.days)
        writer.put(id.high)
        writer.put(id.low)
        writer.putSigned(figure)
        writer.put(facts)
        if shape != 0 { writer.put(shape) }
        writer.putInstant(toldAt, from: base)
        writer.putInstant(detectedAt, from: base)
    }

    init(restoring reader: inout SnapshotReader) {
        let flags: UInt8 = reader.read()
        told = reader.read(flags & 15, or: .nothing)
        confirmed = flags & 16 != 0
        isHoldingSeverity = flags & 32 != 0
        pattern = reader.read(reader.read(), or: .flightDelay)
        severity = reader.read(reader.read(), or: .none)
        day = CalendarDate(days: reader.read())
        let base = Int64(day.days) * 86_400_000
        id = DisruptionID(high: reader.read(), low: reader.read())
        figure = reader.signed(within: SnapshotReader.figureMax)
        facts = reader.read()
        if flags & 64 != 0 { shape = reader.read() }
        toldAt = reader.instant(from: base)
        detectedAt = reader.instant(from: base)
    }
}

extension [Episode] {
    init(restoring reader: inout SnapshotReader) {
        let count = reader.count(of: Episode.snapshotBytes)
        self = []
        reserveCapacity(count)
        for _ in 0..<count { append(Episode(restoring: &reader)) }
    }
}
