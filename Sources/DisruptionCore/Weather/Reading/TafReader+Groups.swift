extension TafReader {
    /// Takes in one group, which may take those behind it along.
    mutating func take(_ next: Group) {
        if takeChange(next) || takeWord(next) || takeCode(next) { return }
        issue(.unknownGroup, next)
    }

    /// Words and groups that begin a change.
    private mutating func takeChange(_ next: Group) -> Bool {
        switch next.word {
        case Group.word("BECMG"): beginPeriod(.becoming, next)
        case Group.word("TEMPO"): beginPeriod(.temporary, next)
        case Group.word("INTER"): beginPeriod(.intermittent, next)
        case Group.word("PROB30"), Group.word("PROB40"), Group.word("PROB"): beginProbable(next)
        case Group.word("FM"): return beginFrom(next, digitsAt: 0)
        default:
            guard next.has("FM") else { return false }
            return beginFrom(next, digitsAt: 2)
        }
        return true
    }

    /// `PROB30 1808/1812`, `PROB40 TEMPO 1808/1812`, `PROB 30`.
    private mutating func beginProbable(_ prob: Group) {
        var percent = prob.number(4, 2)
        if percent == nil, let number = scanner.peek(), number.isWord("30") || number.isWord("40") {
            percent = number.number(0, 2)
            _ = scanner.next()
        }
        guard let percent else { return issue(.incomplete, prob) }
        if let word = scanner.peek(), word.isWord("TEMPO") || word.isWord("INTER") {
            _ = scanner.next()
            beginPeriod(word.isWord("TEMPO") ? .temporary : .intermittent, word)
        } else {
            beginPeriod(.probable, prob)
        }
        group.probability = UInt8(percent)
    }

    private mutating func beginPeriod(_ kind: TafGroup.Kind, _ word: Group) {
        begin(kind)
        guard let next = scanner.peek() else { return issue(.incomplete, word) }
        if let period = TafPeriod(next) {
            _ = scanner.next()
            guard let (from, until) = middle.flatMap({ period.instants(near: $0) }) else {
                return issue(.impossible, next)
            }
            group.from = from
            group.until = until
        } else if TafPeriod.hasForm(next) {
            _ = scanner.next()
            issue(.impossible, next)
        } else if next.count == 4, let first = next.number(0, 2), let last = next.number(2, 2), first < 24, last <= 24,
            first != last, first * 100 + last != 0
        {
            // `TEMPO 1620` as codes before 2008 have it.
            _ = scanner.next()
            group.from = firstInstant(hour: first, minute: 0, behind: report.validFrom)
            group.until = firstInstant(hour: last, minute: 0, behind: group.from?.adding(minutes: 1))
        } else {
            issue(.incomplete, word)
        }
    }

    /// `FM180800`, `FM 180800`, `FM0800`, `FM08`.
    private mutating func beginFrom(_ word: Group, digitsAt: Int) -> Bool {
        var digits = word.dropFirst(digitsAt)
        if digitsAt == 0 {
            guard let next = scanner.peek(), next.digits(0) == next.count else { return false }
            digits = next
            _ = scanner.next()
        }
        if digits[digits.count - 1] == 0x5A { digits = digits.part(0, digits.count - 1) }
        guard digits.digits(0) == digits.count, digits.count == 6 || digits.count == 4 || digits.count == 2 else {
            return false
        }
        begin(.from)
        if digits.count == 6 {
            guard let day = digits.number(0, 2), let hour = digits.number(2, 2), let minute = digits.number(4, 2),
                let time = ReportTime(day: day, hour: hour, minute: minute), let middle
            else {
                issue(.impossible, word)
                return true
            }
            group.from = time.nearest(to: middle)
        } else {
            guard let hour = digits.number(0, 2), hour <= 24,
                let minute = digits.count == 4 ? digits.number(2, 2) : 0, minute < 60
            else {
                issue(.impossible, word)
                return true
            }
            group.from = firstInstant(hour: hour, minute: minute, behind: report.validFrom)
        }
        return true
    }

    /// The first instant with a time of the day, at or behind another.
    private func firstInstant(hour: Int, minute: Int, behind start: Instant?) -> Instant? {
        guard let start else { return nil }
        let day = CalendarDate(utc: start).startUTC
        let same = day.adding(minutes: Int64(hour * 60 + minute))
        return same >= start ? same : same.adding(minutes: 24 * 60)
    }

    private mutating func takeWord(_ next: Group) -> Bool {
        switch next.word {
        case Group.word("CAVOK"): group.conditions.takeCavok()
        case Group.word("NSW"): group.conditions.endsWeather = true
        case Group.word("CNL"): report.isCancelled = true
        case Group.word("NIL"): report.isNil = true
        case Group.word("COR"): report.isCorrection = true
        case Group.word("//"): group.conditions.weatherIsMissing = true
        case Group.word("////"): break
        case Group.word("WSCONDS"): break
        case Group.word("RMK"), Group.word("AMD"), Group.word("LAST"), Group.word("NXT"), Group.word("NEXT"),
            Group.word("FCST"), Group.word("LTD"), Group.word("FN"), Group.word("CHECK"):
            takeRemarks(next)
        default:
            guard next.has("RMK"), !next.isLetter(3) else { return false }
            takeRemarks(next)
        }
        return true
    }

    /// From here on the text is no forecast.
    private mutating func takeRemarks(_ first: Group) {
        var end = first.offset + first.count
        while let next = scanner.next() {
            if next.isWord("TAF") {
                scanner.putBack(next)
                break
            }
            end = next.offset + next.count
        }
        report.remarksPlace = TextPlace(
            offset: Int32(clamping: first.offset), length: Int32(clamping: end - first.offset))
    }

    private mutating func settle(_ taken: Taken, _ next: Group) -> Bool {
        switch taken {
        case .no: return false
        case .yes: break
        case .tooMany: issue(.tooMany, next)
        case .impossible: issue(.impossible, next)
        }
        return true
    }

    private mutating func takeCode(_ next: Group) -> Bool {
        if next.isDigit(0), next.count == 6, next.digits(0) == 6 {
            return takeAirLayer(next)
        }
        if settle(group.conditions.takeWind(next), next) { return true }
        if next.count == 7, let sector = Wind.Sector(next) {
            group.conditions.wind?.sector = sector
            return true
        }
        if settle(group.conditions.takeVisibility(next, replaces: false), next) { return true }
        if settle(group.conditions.takeWholeMiles(next, &scanner), next) { return true }
        if settle(group.conditions.takeSky(next), next) { return true }
        if settle(group.conditions.takeWeather(next), next) { return true }
        if next.has("WS") { return takeShear(next) }
        if next.has("QNH") || next[0] == 0x41 || next[0] == 0x51 { return takePressure(next) }
        if next[0] == 0x54 { return takeExtreme(next) }
        return false
    }

    /// `WS010/31022KT`.
    private mutating func takeShear(_ next: Group) -> Bool {
        guard let top = next.number(2, 3), next.isSlash(5) else { return false }
        switch Wind.read(next.dropFirst(6)) {
        case nil: return false
        case .impossible: issue(.impossible, next)
        case .wind(let wind): group.windShear = WindShearLayer(topFt: Int32(top * 100), wind: wind)
        }
        return true
    }

    private mutating func takePressure(_ next: Group) -> Bool {
        switch Pressure.read(next) {
        case nil: return false
        case .impossible: issue(.impossible, next)
        case .pressure(let pressure): group.altimeterTenths = pressure.tenths
        }
        return true
    }

    /// `620304`: icing of kind 2 from 3,000 ft, 4,000 ft thick; turbulence begins with 5.
    private mutating func takeAirLayer(_ next: Group) -> Bool {
        guard next[0] == 0x36 || next[0] == 0x35, let base = next.number(2, 3), let depth = next.number(5, 1) else {
            return false
        }
        let layer = AirLayer(code: next[1] - 0x30, baseFt: Int32(base * 100), depthFt: Int32(depth * 1000))
        let hasRoom = next[0] == 0x36 ? group.icing.append(layer) : group.turbulence.append(layer)
        if !hasRoom { issue(.tooMany, next) }
        return true
    }

    /// `TX25/1815Z`, `TNM02/1906Z`, `T25/1812Z`, `TX12/15Z`; with `T` alone the higher of two is the high.
    private mutating func takeExtreme(_ next: Group) -> Bool {
        var at = 1
        let isNamed = next[1] == 0x58 || next[1] == 0x4E
        if isNamed { at = 2 }
        let isBelow = next[at] == 0x4D
        if isBelow { at += 1 }
        guard let degrees = next.number(at, 2), next.isSlash(at + 2) else { return false }
        at += 3
        let digits = next.digits(at)
        guard digits == 2 || digits == 4, at + digits == next.count || next[at + digits] == 0x5A,
            let hour = next.number(at + digits - 2, 2)
        else { return false }
        var when: Instant?
        if digits == 4, let day = next.number(at, 2), let time = ReportTime(day: day, hour: hour, minute: 0) {
            when = middle.flatMap { time.nearest(to: $0) }
        } else if digits == 2, hour <= 24 {
            when = firstInstant(hour: hour, minute: 0, behind: report.validFrom)
        } else {
            issue(.impossible, next)
            return true
        }
        let value = Int16(isBelow ? -degrees : degrees)
        let extreme = TemperatureExtreme(isHigh: next[1] != 0x4E, degrees: value, at: when)
        if !report.extremes.append(extreme) { issue(.tooMany, next) }
        return true
    }
}
