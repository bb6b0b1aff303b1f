extension MetarReader {
    mutating func takeTemperatures(_ group: Group) -> Bool {
        guard !isInTrend, group.count >= 3, group.count <= 12 else { return false }
        switch Temperatures.read(group) {
        case nil: return false
        case .impossible: issue(.impossible, group)
        case .temperatures(let read):
            let rest = group.dropFirst(read.length)
            if rest.count > 0 {
                guard takePressure(rest) else { return false }
            }
            if !isBehindTemperature || report.temperatureTenths == nil {
                report.temperatureTenths = read.temperature
                report.dewPointTenths = read.dewPoint
            }
            isBehindTemperature = true
        }
        return true
    }

    mutating func takePressure(_ group: Group) -> Bool {
        switch Pressure.read(group) {
        case nil:
            if takeTornPressure(group) { return true }
            return group[0] == 0x41 && !group.isDigit(1) ? takeOther(group) : false
        case .impossible: issue(.impossible, group)
        case .pressure(let pressure): note(pressure)
        }
        return true
    }

    private mutating func takeOther(_ group: Group) -> Bool {
        // AT0930.
        guard isInTrend, group.has("AT") else { return false }
        return takeTime(group)
    }

    private mutating func note(_ pressure: Pressure) {
        if report.altimeterTenths == nil { report.altimeterTenths = pressure.tenths }
        if report.altimeterInches == nil { report.altimeterInches = pressure.inches }
        isBehindTemperature = true
    }

    /// `Q10 10`.
    private mutating func takeTornPressure(_ group: Group) -> Bool {
        guard group.count == 3, group[0] == 0x51, let hundreds = group.number(1, 2), let next = scanner.peek(),
            next.count == 2, let ones = next.number(0, 2),
            case .pressure(let pressure) = Pressure.checked(Pressure(tenths: Int32(hundreds * 1000 + ones * 10)))
        else { return false }
        _ = scanner.next()
        note(pressure)
        return true
    }

    /// `1007` behind the temperature.
    mutating func takeBarePressure(_ group: Group) -> Bool {
        guard report.altimeterTenths == nil, let whole = group.number(0, 4),
            case .pressure(let pressure) = Pressure.checked(Pressure(tenths: Int32(whole * 10)))
        else { return false }
        note(pressure)
        return true
    }

    mutating func takeRunway(_ group: Group) -> Bool {
        guard group.isDigit(1) else { return false }
        if let range = RunwayRange(group) {
            if !report.runwayRanges.append(range) { issue(.tooMany, group) }
            return true
        }
        guard let state = RunwayState(group) else { return false }
        if !report.runwayStates.append(state) { issue(.tooMany, group) }
        return true
    }

    mutating func takeRecent(_ group: Group) -> Bool {
        guard group.has("RE"), let weather = Phenomenon(group.dropFirst(2)) else { return false }
        if !report.recent.append(weather) { issue(.tooMany, group) }
        return true
    }

    /// `W12/S4`, `W///S/`, `W09/H12`, `WM01/S2`; other words with W are colours.
    mutating func takeSea(_ group: Group) -> Bool {
        var at = 1
        if !(group.isSlash(1) && group.isSlash(2)) {
            let isBelow = group[1] == 0x4D
            guard let degrees = group.number(isBelow ? 2 : 1, 2) else { return false }
            report.seaTemperature = Int16(isBelow ? -degrees : degrees)
            at = isBelow ? 4 : 3
        } else {
            at = 3
        }
        guard group.isSlash(at) else { return false }
        let rest = group.dropFirst(at + 1)
        if rest[0] == 0x53, rest.count == 2, rest.isDigit(1) || rest.isSlash(1) {
            if rest.isDigit(1) { report.seaState = rest[1] - 0x30 }
            return true
        }
        guard rest[0] == 0x48, rest.count >= 2, rest.count <= 4 else { return false }
        if rest.dropFirst(1).isSlashes { return true }
        guard rest.digits(1) == rest.count - 1, let decimetres = rest.number(1, rest.count - 1) else { return false }
        report.waveDecimetres = Int16(decimetres)
        return true
    }

    /// `FM0900`, `TL0830`, `AT1200`; `FM0900` without a trend begins one.
    mutating func takeTime(_ group: Group) -> Bool {
        guard group.count == 6 || group.count == 8, group.digits(2) == group.count - 2,
            let hour = group.number(group.count - 4, 2), let minute = group.number(group.count - 2, 2)
        else { return false }
        let isFrom = group.has("FM")
        guard isFrom || group.has("TL") || group.has("AT"), isInTrend || isFrom else { return false }
        guard hour <= 24, minute < 60, hour < 24 || minute == 0 else {
            issue(.impossible, group)
            return true
        }
        if isFrom, !isInTrend || trend.fromMinute != nil || conditions != ReportedConditions() { begin(.from) }
        let at = Int16(hour * 60 + minute)
        if isFrom {
            trend.fromMinute = at
        } else if group.has("TL") {
            trend.untilMinute = at
        } else {
            trend.atMinute = at
        }
        return true
    }

    /// `0755/0930`.
    mutating func takePeriod(_ group: Group) -> Bool {
        guard let fromHour = group.number(0, 2), let from = group.number(2, 2), let untilHour = group.number(5, 2),
            let until = group.number(7, 2)
        else { return false }
        guard fromHour < 24, from < 60, untilHour <= 24, until < 60 else {
            issue(.impossible, group)
            return true
        }
        trend.fromMinute = Int16(fromHour * 60 + from)
        trend.untilMinute = Int16(untilHour * 60 + until)
        return true
    }
}
