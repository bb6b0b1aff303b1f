extension MetarReader {
    /// Coded groups, by their first character.
    mutating func takeCode(_ group: Group) -> Bool {
        switch group[0] {
        case 0x30...0x39: return takeNumber(group)
        case 0x51, 0x41: return takePressure(group)
        case 0x4D:  // M
            return takeTemperatures(group) || takeVisibility(group) || takeWeather(group)
        case 0x2F:
            return takeWind(group) || takeTemperatures(group) || takeSky(group)
        case 0x56:  // V
            return takeWind(group) || takeSky(group) || takeWeather(group)
        case 0x46:  // F
            return takeSky(group) || takeWeather(group) || takeTime(group)
        case 0x52:  // R
            return takeRunway(group) || takeRecent(group) || takeWeather(group)
        case 0x57: return takeSea(group)
        case 0x50: return takeVisibility(group) || takeWeather(group)
        case 0x54: return takeWeather(group) || takeTime(group)
        case 0x58: return takeTemperatures(group)
        default: return takeSky(group) || takeWeather(group)
        }
    }

    private mutating func takeNumber(_ group: Group) -> Bool {
        if group.isLetter(group.count - 1) {
            if takeWind(group) || takeVisibility(group) { return true }
        }
        if group.count == 7, let sector = Wind.Sector(group) {
            conditions.wind?.sector = sector
            return true
        }
        if group.count == 4, group.digits(0) == 4 {
            if !isInTrend, isBehindTemperature { return takeBarePressure(group) }
            return takeVisibility(group)
        }
        if group.count == 8, let state = RunwayState(group) {
            if !report.runwayStates.append(state) { issue(.tooMany, group) }
            return true
        }
        if takeTemperatures(group) || takeVisibility(group) { return true }
        if group.count == 9, isInTrend, group.isSlash(4) { return takePeriod(group) }
        return settle(conditions.takeWholeMiles(group, &scanner), group)
    }

    /// Notes what became of a group.
    /// - Returns: whether it was one of its kind.
    mutating func settle(_ taken: Taken, _ group: Group) -> Bool {
        switch taken {
        case .no: return false
        case .yes: break
        case .tooMany: issue(.tooMany, group)
        case .impossible: issue(.impossible, group)
        }
        return true
    }

    /// A second wind is a forecast behind a colour, and nothing known elsewhere.
    mutating func takeWind(_ group: Group) -> Bool {
        if !isInTrend, conditions.wind != nil || isBehindTemperature {
            guard report.colour != nil, Wind.read(group) != nil else { return false }
            begin(.forecast)
        }
        return settle(conditions.takeWind(group), group)
    }

    private mutating func takeVisibility(_ group: Group) -> Bool {
        settle(conditions.takeVisibility(group, replaces: isInTrend), group)
    }

    private mutating func takeWeather(_ group: Group) -> Bool { settle(conditions.takeWeather(group), group) }

    private mutating func takeSky(_ group: Group) -> Bool { settle(conditions.takeSky(group), group) }
}
