/// Reads a TAF group by group.
struct TafReader {
    var scanner: GroupScanner
    var report = Taf()
    /// The group under way.
    var group = TafGroup(.base)
    /// What lies outside the period is read as of the day that is nearest to the middle of it.
    var middle: Instant?

    init(_ bytes: UnsafeRawBufferPointer) { scanner = GroupScanner(bytes) }

    mutating func read(near reference: Instant) {
        var head = ReportHead()
        head.read(&scanner, issues: &report.issues)
        report.station = head.station
        report.isAmendment = head.isAmendment
        report.isCorrection = head.isCorrection
        report.issuedAt = head.time.flatMap { $0.last(before: reference) }
        report.groups.reserveCapacity(8)
        readPeriod(near: report.issuedAt ?? reference)
        if let from = report.validFrom, let until = report.validUntil {
            middle = Instant(ms: from.ms + (until.ms - from.ms) / 2)
        }
        group.from = report.validFrom
        while let next = scanner.next() {
            if isNextReport(next) {
                scanner.putBack(next)
                break
            }
            take(next)
        }
        endGroup()
        if scanner.isCut { report.issues.add(.tooLong, at: scanner.at, length: 0) }
        closePrevailing()
        report.length = Int32(clamping: scanner.at)
    }

    /// `1806/1912`, or `180624` as codes before 2008 have it.
    private mutating func readPeriod(near issued: Instant) {
        while let next = scanner.peek() {
            switch next.word {
            case Group.word("NIL"): report.isNil = true
            case Group.word("CNL"): report.isCancelled = true
            case Group.word("AMD"): report.isAmendment = true
            case Group.word("COR"): report.isCorrection = true
            default:
                guard let period = TafPeriod(next) else {
                    if TafPeriod.hasForm(next) {
                        _ = scanner.next()
                        report.issues.add(.impossible, at: next.offset, length: next.count)
                    }
                    report.issues.add(.noPeriod, at: next.offset, length: 0)
                    return
                }
                _ = scanner.next()
                return setPeriod(period, next, near: issued)
            }
            _ = scanner.next()
        }
        if !report.isNil, !report.isCancelled { report.issues.add(.noPeriod, at: scanner.at, length: 0) }
    }

    private mutating func setPeriod(_ period: TafPeriod, _ text: Group, near issued: Instant) {
        guard let (from, until) = period.instants(near: issued) else {
            report.issues.add(.impossible, at: text.offset, length: text.count)
            return
        }
        report.validFrom = from
        report.validUntil = until
    }

    /// Groups for good end where the next begins.
    private mutating func closePrevailing() {
        var end = report.validUntil
        for at in report.groups.indices.reversed() {
            switch report.groups[at].kind {
            case .base, .from:
                report.groups[at].until = end
                end = report.groups[at].from ?? end
            case .becoming, .temporary, .intermittent, .probable: break
            }
        }
    }

    /// Another report follows without an end sign.
    private func isNextReport(_ next: Group) -> Bool {
        if next.isWord("TAF") { return true }
        guard next.count == 4, !report.station.isNone, let ahead = scanner.peek(), ahead.count == 7,
            ReportTime(ahead) != nil
        else { return false }
        var packed: UInt64 = 0
        for at in 0..<4 { packed = packed << 6 | PackedText.code(next[at]) }
        return packed == report.station.packed
    }

    mutating func issue(_ reason: GroupIssue.Reason, _ group: Group) {
        report.issues.add(group.isText ? reason : .notText, at: group.offset, length: group.count)
    }

    /// Puts the group under way behind the others.
    mutating func endGroup() {
        // A cancelled or missing forecast has no first group.
        if group.kind == .base, report.isNil || report.isCancelled { return }
        guard report.groups.count <= WeatherLimits.changes else {
            return report.issues.add(.tooMany, at: scanner.at, length: 0)
        }
        report.groups.append(group)
    }

    mutating func begin(_ kind: TafGroup.Kind) {
        endGroup()
        group = TafGroup(kind)
    }
}

extension Taf {
    /// Reads a forecast, with or without the word TAF before it and an end sign behind it.
    ///
    /// - Parameters:
    ///   - text: bytes of any content; what is behind `WeatherLimits.reportBytes` is not read.
    ///   - reference: tells the month of issue, as for `Metar`.
    public init(_ text: UnsafeRawBufferPointer, near reference: Instant) {
        var reader = TafReader(text)
        reader.read(near: reference)
        self = reader.report
    }

    /// Reads a forecast from a string.
    public init(_ text: String, near reference: Instant) {
        var text = text
        self = text.withUTF8 { Taf(UnsafeRawBufferPointer($0), near: reference) }
    }
}
