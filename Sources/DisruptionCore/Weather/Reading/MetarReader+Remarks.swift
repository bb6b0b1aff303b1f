extension MetarReader {
    /// Remarks up to the end of the report. What is not known there is text and no issue.
    mutating func readRemarks(_ rmk: Group) {
        scanner.goOn(behind: rmk)
        let start = rmk.offset + rmk.count
        var end = start
        while let group = scanner.next() {
            if isNextReport(group) {
                scanner.putBack(group)
                break
            }
            end = group.offset + group.count
            takeRemark(group)
        }
        var from = start
        while from < end, scanner.report[from] == 0x20 { from += 1 }
        report.remarksPlace = TextPlace(offset: Int32(clamping: from), length: Int32(clamping: end - from))
    }

    private mutating func takeRemark(_ group: Group) {
        switch group.word {
        case Group.word("AO1"), Group.word("A01"), Group.word("AO1A"):
            report.remarks.stationType = .withoutPrecipitationSensor
        case Group.word("AO2"), Group.word("A02"), Group.word("AO2A"), Group.word("A02A"):
            report.remarks.stationType = .withPrecipitationSensor
        case Group.word("PK"): readPeakWind()
        case Group.word("WSHFT"): readWindShift()
        case Group.word("CIG"): readCeiling()
        case Group.word("VIS"): readVisibility(.prevailing)
        case Group.word("TWR"): readVisibility(.tower)
        case Group.word("SFC"): readVisibility(.surface)
        default:
            if let flag = MetarRemarks.Flags(group) {
                report.remarks.flags.insert(flag)
            } else {
                takeNumberedRemark(group)
            }
        }
    }

    private mutating func takeNumberedRemark(_ group: Group) {
        switch group[0] {
        case 0x54 where group.isDigit(1): takeExactTemperature(group)
        case 0x53 where group.has("SLP"): takeSeaLevelPressure(group)
        case 0x50 where group.count == 5:
            if let hundredths = group.number(1, 4) { report.remarks.hourPrecipitation = Int32(hundredths) }
        case 0x30...0x39: takeFigures(group)
        default:
            if group.last == 0x24, group.count > 1 {
                report.remarks.flags.insert(.needsMaintenance)
                takeTimings(group.part(0, group.count - 1))
            } else if group.count >= 5 {
                takeTimings(group)
            }
        }
    }

    /// `T00221056`, `T0028`: exact temperature and dew point, 1 before those below zero.
    private mutating func takeExactTemperature(_ group: Group) {
        guard group.count == 9 || group.count == 5, let temperature = Self.tenths(group, 1) else { return }
        if group.count == 9 {
            guard let dewPoint = Self.tenths(group, 5) else { return }
            report.remarks.dewPointTenths = dewPoint
        }
        report.remarks.temperatureTenths = temperature
    }

    /// Four digits, the first 0 or 1 for the sign.
    private static func tenths(_ group: Group, _ at: Int) -> Int16? {
        guard group[at] == 0x30 || group[at] == 0x31, let value = group.number(at + 1, 3), value <= 950 else {
            return nil
        }
        return Int16(group[at] == 0x31 ? -value : value)
    }

    /// `SLP191`: 1019.1 hPa; from 500 on the hundreds are 9.
    private mutating func takeSeaLevelPressure(_ group: Group) {
        guard group.count == 6, let tenths = group.number(3, 3) else { return }
        report.remarks.seaLevelPressureTenths = Int32(tenths < 500 ? 10_000 + tenths : 9_000 + tenths)
    }

    /// Groups of five and nine digits, by the first.
    private mutating func takeFigures(_ group: Group) {
        if group.count == 9, group[0] == 0x34, group.digits(0) == 9 {
            report.remarks.dayHighTenths = Self.tenths(group, 1)
            report.remarks.dayLowTenths = Self.tenths(group, 5)
            return
        }
        if group.count == 5, group.has("4/"), let inches = group.number(2, 3) {
            report.remarks.snowDepth = Int32(inches)
            return
        }
        guard group.count == 5, group.isDigit(0) else { return }
        let value = group.number(1, 4)
        switch group[0] {
        case 0x31: report.remarks.sixHourHighTenths = Self.tenths(group, 1)
        case 0x32: report.remarks.sixHourLowTenths = Self.tenths(group, 1)
        case 0x35:
            guard let value, value / 1000 <= 8 else { return }
            report.remarks.pressureTendency = (UInt8(value / 1000), Int16(value % 1000))
        case 0x36:
            if let value {
                report.remarks.sixHourPrecipitation = Int32(value)
            } else if group.dropFirst(1).isSlashes {
                report.remarks.sixHourPrecipitation = -1
            }
        case 0x37: if let value { report.remarks.dayPrecipitation = Int32(value) }
        case 0x39:
            if group[1] == 0x38, let minutes = group.number(2, 3) { report.remarks.sunshineMinutes = Int16(minutes) }
        default: break
        }
    }

    /// `RAB05E30SNB20E55`, `TSB0159E30`.
    private mutating func takeTimings(_ group: Group) {
        var at = 0
        while at < group.count {
            var letters = at
            if group[letters] == 0x2D || group[letters] == 0x2B { letters += 1 }
            // Kinds and descriptors come in pairs; a B or E with a digit behind it ends them.
            while group.isLetter(letters), group.isLetter(letters + 1),
                !(group[letters] == 0x42 || group[letters] == 0x45) || !group.isDigit(letters + 1)
            {
                letters += 2
            }
            guard letters > at, let weather = Phenomenon(group.part(at, letters - at)) else { return }
            at = letters
            var isAny = false
            while group[at] == 0x42 || group[at] == 0x45, group.isDigit(at + 1) {
                let isBegin = group[at] == 0x42
                let digits = group.digits(at + 1)
                guard let time = HourMinute(group, at: at + 1, digits: digits) else { return }
                _ = report.remarks.timings.append(WeatherTiming(weather: weather, isBegin: isBegin, at: time))
                at += 1 + digits
                isAny = true
            }
            if !isAny { return }
        }
    }
}

extension HourMinute {
    /// `0715` or `15`.
    init?(_ group: Group, at place: Int, digits: Int) {
        if digits == 2, let minute = group.number(place, 2), minute < 60 {
            self.init(hour: nil, minute: UInt8(minute))
        } else if digits == 4, let hour = group.number(place, 2), let minute = group.number(place + 2, 2), hour < 24,
            minute < 60
        {
            self.init(hour: UInt8(hour), minute: UInt8(minute))
        } else {
            return nil
        }
    }
}
