/// Reads a METAR or SPECI group by group.
struct MetarReader {
    var scanner: GroupScanner
    var report = Metar()
    /// Where wind, visibility, weather and sky go: the report's own, or those of the trend that was begun.
    var conditions = ReportedConditions()
    var trend = TrendGroup(.becoming)
    /// A trend was begun.
    var isInTrend = false
    /// Behind temperature or pressure a bare number may be the pressure, and wind begins a forecast.
    var isBehindTemperature = false
    /// Plain language runs on to the next word of the code.
    var isPlain = false

    init(_ bytes: UnsafeRawBufferPointer) { scanner = GroupScanner(bytes) }

    mutating func read(near reference: Instant) {
        var head = ReportHead()
        head.read(&scanner, issues: &report.issues)
        report.station = head.station
        report.kind = head.isSpecial ? .speci : .metar
        report.isCorrection = head.isCorrection
        report.time = head.time
        if let time = head.time {
            report.observedAt = time.last(before: reference)
        }
        while let group = scanner.next() {
            if isNextReport(group) {
                scanner.putBack(group)
                break
            }
            take(group)
        }
        endTrend()
        if scanner.isCut { report.issues.add(.tooLong, at: scanner.at, length: 0) }
        report.length = Int32(clamping: scanner.at)
        if let tenths = report.remarks.temperatureTenths {
            report.temperatureTenths = tenths
            if let dewPoint = report.remarks.dewPointTenths { report.dewPointTenths = dewPoint }
        }
    }

    /// The same station with another time, or the name of a report: another one follows without an end sign.
    func isNextReport(_ group: Group) -> Bool {
        if group.isWord("METAR") || group.isWord("SPECI") { return true }
        guard group.count == 4, !report.station.isNone, let ahead = scanner.peek(), ReportTime(ahead) != nil,
            ahead.count == 7
        else { return false }
        var packed: UInt64 = 0
        for at in 0..<4 { packed = packed << 6 | PackedText.code(group[at]) }
        return packed == report.station.packed
    }

    mutating func issue(_ reason: GroupIssue.Reason, _ group: Group) {
        report.issues.add(group.isText ? reason : .notText, at: group.offset, length: group.count)
    }

    /// Puts the conditions where they belong.
    mutating func endTrend() {
        guard isInTrend else {
            report.conditions = conditions
            return
        }
        guard report.trends.count < WeatherLimits.trends else {
            return report.issues.add(.tooMany, at: scanner.at, length: 0)
        }
        trend.conditions = conditions
        report.trends.append(trend)
    }

    mutating func begin(_ kind: TrendGroup.Kind) {
        endTrend()
        conditions = ReportedConditions()
        trend = TrendGroup(kind)
        isInTrend = true
        isPlain = false
    }
}

extension Metar {
    /// Reads a report, with or without the word METAR or SPECI before it and an end sign behind it.
    ///
    /// - Parameters:
    ///   - text: bytes of any content; what is behind `WeatherLimits.reportBytes` is not read.
    ///   - reference: tells the month that the day of the report is of: the last one in which it is not more than
    ///     `WeatherLimits.aheadHours` behind the reference.
    public init(_ text: UnsafeRawBufferPointer, near reference: Instant) {
        var reader = MetarReader(text)
        reader.read(near: reference)
        self = reader.report
    }

    /// Reads a report from a string.
    public init(_ text: String, near reference: Instant) {
        var text = text
        self = text.withUTF8 { Metar(UnsafeRawBufferPointer($0), near: reference) }
    }
}
