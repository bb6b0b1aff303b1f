/// Remarks of more than one group.
extension MetarReader {
    enum Eye { case prevailing, tower, surface }

    /// `PK WND 13027/0752`, `PK WND 13027/52`.
    mutating func readPeakWind() {
        guard let wnd = scanner.peek(), wnd.isWord("WND") else { return }
        _ = scanner.next()
        guard let group = scanner.peek(), let direction = group.number(0, 3), direction <= 360 else { return }
        let digits = group.digits(3)
        guard digits == 2 || digits == 3, let speed = group.number(3, digits), speed <= WeatherLimits.windKt,
            group.isSlash(3 + digits),
            let time = HourMinute(group, at: 4 + digits, digits: group.count - 4 - digits)
        else { return }
        _ = scanner.next()
        report.remarks.peakWind = MetarRemarks.PeakWind(
            directionDeg: Int16(direction), speedKt: Int16(speed), at: time)
    }

    /// `WSHFT 0715 FROPA`, `WSHFT 15`.
    mutating func readWindShift() {
        guard let group = scanner.peek(), group.digits(0) == group.count,
            let time = HourMinute(group, at: 0, digits: group.count)
        else { return }
        _ = scanner.next()
        report.remarks.windShiftAt = time
    }

    /// `CIG 005V010`; `CIG 002 RWY11` at a second place.
    mutating func readCeiling() {
        guard let group = scanner.peek(), let least = group.number(0, 3) else { return }
        if group.count == 7, group[3] == 0x56, let most = group.number(4, 3) {
            _ = scanner.next()
            report.remarks.ceilingFt = (Int32(least * 100), Int32(most * 100))
        } else if group.count == 3 {
            _ = scanner.next()
            report.remarks.secondCeilingFt = Int32(least * 100)
        }
    }

    /// `VIS 1/2V2`, `VIS 3/4V1 1/2`, `VIS 2 1/2 RWY11`, `TWR VIS 1 1/2`, `SFC VIS 1/4`.
    mutating func readVisibility(_ eye: Eye) {
        if eye != .prevailing {
            guard let vis = scanner.peek(), vis.isWord("VIS") else { return }
            _ = scanner.next()
        }
        guard let (least, most) = miles() else { return }
        switch eye {
        case .tower: report.remarks.towerVisibility = least
        case .surface: report.remarks.surfaceVisibility = least
        case .prevailing:
            if let most {
                report.remarks.visibility = (least, most)
            } else if let place = scanner.peek(), place.has("RWY") {
                report.remarks.secondVisibility = least
            }
        }
    }

    /// A visibility in statute miles, or two with a `V` between them.
    private mutating func miles() -> (Visibility, Visibility?)? {
        guard let first = scanner.peek() else { return nil }
        if let place = Self.placeOfV(first) {
            guard let least = Visibility(fraction: first.part(0, place)) else { return nil }
            _ = scanner.next()
            return (least, restOfMiles(first.dropFirst(place + 1)))
        }
        guard let whole = Visibility(fraction: first) else { return nil }
        _ = scanner.next()
        guard let second = scanner.peek(), second.count >= 3, first.digits(0) == first.count else {
            return (whole, nil)
        }
        if let place = Self.placeOfV(second), let part = Visibility(fraction: second.part(0, place)),
            let least = part.adding(wholeMiles: Int(whole.sixteenths ?? 0) / 16)
        {
            _ = scanner.next()
            return (least, restOfMiles(second.dropFirst(place + 1)))
        }
        guard let part = Visibility(fraction: second),
            let sum = part.adding(wholeMiles: Int(whole.sixteenths ?? 0) / 16)
        else { return (whole, nil) }
        _ = scanner.next()
        return (sum, nil)
    }

    /// What stands behind the `V`, with a fraction in the next group.
    private mutating func restOfMiles(_ group: Group) -> Visibility? {
        guard let whole = Visibility(fraction: group) else { return nil }
        guard group.digits(0) == group.count, let next = scanner.peek(), next.count >= 3, next.isSlash(1),
            let part = Visibility(fraction: next), let sum = part.adding(wholeMiles: Int(whole.sixteenths ?? 0) / 16)
        else { return whole }
        _ = scanner.next()
        return sum
    }

    private static func placeOfV(_ group: Group) -> Int? {
        guard group.count <= 12 else { return nil }
        for at in 0..<group.count where group[at] == 0x56 { return at }
        return nil
    }
}

extension MetarRemarks.Flags {
    /// The flag that a word sets.
    init?(_ group: Group) {
        switch group.word {
        case Group.word("$"): self = .needsMaintenance
        case Group.word("PWINO"): self = .noPresentWeather
        case Group.word("FZRANO"): self = .noFreezingRain
        case Group.word("TSNO"): self = .noThunderstorm
        case Group.word("PNO"): self = .noPrecipitation
        case Group.word("RVRNO"): self = .noRunwayRange
        case Group.word("SLPNO"): self = .noSeaLevelPressure
        case Group.word("VISNO"): self = .noSecondVisibility
        case Group.word("CHINO"): self = .noSecondCeiling
        case Group.word("PRESFR"): self = .pressureFalls
        case Group.word("PRESRR"): self = .pressureRises
        case Group.word("FROPA"): self = .front
        case Group.word("FROIN"): self = .frost
        case Group.word("SNINCR"): self = .snowGrows
        case Group.word("VIRGA"): self = .virga
        default:
            guard group.has("LTG") else { return nil }
            self = .lightning
        }
    }
}
