extension ReportTime {
    /// `180758Z`, `180758`; other zones there are none.
    init?(_ group: Group) {
        guard group.count == 6 || group.count == 7 && group[6] == 0x5A,
            let day = group.number(0, 2), let hour = group.number(2, 2), let minute = group.number(4, 2), hour < 24
        else { return nil }
        self.init(day: day, hour: hour, minute: minute)
    }

    /// Whether the group has the form of a time, which may be one that cannot be.
    static func hasForm(_ group: Group) -> Bool {
        group.digits(0) == 6 && (group.count == 6 || group.count == 7 && group[6] == 0x5A)
    }
}

/// The first groups of a report: what it is, of where and when.
struct ReportHead {
    var station = AirportCode.none
    var time: ReportTime?
    var isSpecial = false
    var isCorrection = false
    var isAmendment = false

    /// Reads up to the time, or up to the first group that is none of the head.
    mutating func read(_ scanner: inout GroupScanner, issues: inout GroupIssues) {
        while let group = scanner.next() {
            switch group.word {
            case Group.word("METAR"), Group.word("TAF"), Group.word("AUTO"): continue
            case Group.word("SPECI"): isSpecial = true
            case Group.word("COR"): isCorrection = true
            case Group.word("AMD"): isAmendment = true
            default:
                if station.isNone, let code = ReportHead.station(group) {
                    station = code
                } else if let read = ReportTime(group) {
                    time = read
                    return note(scanner, &issues)
                } else if ReportTime.hasForm(group) {
                    issues.add(.impossible, at: group.offset, length: group.count)
                    return note(scanner, &issues)
                } else if station.isNone, group.count == 4 || !group.isText {
                    issues.add(group.isText ? .noStation : .notText, at: group.offset, length: group.count)
                    if !group.isText { return }
                } else {
                    // No time where it belongs; the group is of the body.
                    issues.add(station.isNone ? .noStation : .noTime, at: group.offset, length: 0)
                    return scanner.putBack(group)
                }
            }
        }
        if station.isNone { issues.add(.noStation, at: scanner.at, length: 0) }
        if time == nil { issues.add(.noTime, at: scanner.at, length: 0) }
    }

    private func note(_ scanner: GroupScanner, _ issues: inout GroupIssues) {
        if station.isNone { issues.add(.noStation, at: 0, length: 0) }
    }

    private static func station(_ group: Group) -> AirportCode? {
        guard group.count == 4 else { return nil }
        return AirportCode(
            ascii: UnsafeRawBufferPointer(rebasing: group.report[group.offset..<group.offset + group.count]))
    }
}
