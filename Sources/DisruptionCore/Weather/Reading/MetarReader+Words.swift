extension MetarReader {
    /// Takes in one group, which may take those behind it along.
    mutating func take(_ group: Group) {
        if takeWord(group) { return }
        if isPlain { return add(group) }
        if takeCode(group) { return }
        if takeLocal(group) { return }
        issue(.unknownGroup, group)
    }

    /// Plain language and national groups.
    mutating func add(_ group: Group) {
        if group.isText { _ = report.additions.append(group.place) } else { issue(.notText, group) }
    }

    /// Words of the code.
    private mutating func takeWord(_ group: Group) -> Bool {
        switch group.word {
        case Group.word("AUTO"): report.isAutomatic = true
        case Group.word("COR"): report.isCorrection = true
        case Group.word("RTD"): add(group)
        case Group.word("NIL"): report.isNil = true
        case Group.word("NOSIG"): noChange()
        case Group.word("BECMG"): begin(.becoming)
        case Group.word("TEMPO"): begin(.temporary)
        case Group.word("INTER"): begin(.intermittent)
        case Group.word("CAVOK"): conditions.takeCavok()
        case Group.word("NSW"): conditions.endsWeather = true
        case Group.word("WS"): readWindShear(group)
        case Group.word("SNOCLO"), Group.word("R/SNOCLO"): report.isClosedBySnow = true
        case Group.word("//"), Group.word("RE//"): if group.count == 2 { conditions.weatherIsMissing = true }
        case Group.word("/"), Group.word("////"), Group.word("//////"):
            if group.count == 6, conditions.sky == .notReported { conditions.sky = .notObserved }
        case Group.word("M"), Group.word("MM"): return false
        default: return takeLongWord(group)
        }
        return true
    }

    private mutating func takeLongWord(_ group: Group) -> Bool {
        if group.has("RMK"), !group.isLetter(3) || group[3] == 0x53 && !group.isLetter(4) {
            // RMK, RMKS:, RMK/RWY03.
            readRemarks(group.part(0, group[3] == 0x53 ? 4 : 3))
            return true
        }
        if group.count == 3, group.has("CC"), group.isLetter(2) {
            report.isCorrection = true
            return true
        }
        if group.count == 9, group.isSlashes {
            if conditions.sky == .notReported { conditions.sky = .notObserved }
            return true
        }
        if group.has("R/SNOCLO") {
            report.isClosedBySnow = true
            return true
        }
        if let colour = ColourState(group) {
            if !isInTrend, report.colour == nil {
                report.colour = colour
            } else if !isInTrend {
                begin(.forecast)
                trend.colour = colour
            } else {
                trend.colour = colour
            }
            return true
        }
        // One letter beside the right one in a word of five.
        if group.count == 5, slips(group, Group.word("CAVOK")) {
            conditions.takeCavok()
            return true
        }
        if group.count == 5, isBehindTemperature, slips(group, Group.word("NOSIG")) {
            noChange()
            return true
        }
        return false
    }

    private func slips(_ group: Group, _ word: UInt64) -> Bool {
        let differs = group.word ^ word
        var count = 0
        for at in 0..<5 where differs >> UInt64(8 * (7 - at)) & 0xFF != 0 {
            count += 1
            if !group.isLetter(at) { return false }
        }
        return count == 1
    }

    private mutating func noChange() {
        if !isInTrend { report.expectsNoChange = true }
        isPlain = false
    }

    /// `WS R27L`, `WS RWY17`, `WS RWY 17`, `WS ALL RWY`, `WS LDG RWY12`, `WS TKOF RWY09L`.
    private mutating func readWindShear(_ ws: Group) {
        while let group = scanner.next() {
            if group.isWord("ALL") || group.isWord("LDG") || group.isWord("TKOF") || group.isWord("RWY") {
                if group.isWord("ALL") { noteShear(.all, group) }
                continue
            }
            let start = group.has("RWY") ? 3 : group[0] == 0x52 ? 1 : 0
            guard let (name, length) = RunwayName.read(group, at: start), start + length == group.count else {
                scanner.putBack(group)
                break
            }
            return noteShear(name, group)
        }
        if report.windShear.isEmpty { issue(.incomplete, ws) }
    }

    private mutating func noteShear(_ name: RunwayName, _ group: Group) {
        if !report.windShear.append(name) { issue(.tooMany, group) }
    }

    /// National groups and plain language that begins with a known word and goes on to the next word of the code.
    private mutating func takeLocal(_ group: Group) -> Bool {
        guard isBehindTemperature else { return false }
        let isPhrase =
            group.has("INFO") || group.has("RWY") || group.isWord("CB") || group.isWord("TCU") || group.isWord("CHECK")
            || group.isWord("WIND")
        if isPhrase {
            isPlain = !isInTrend
        } else {
            let isNumbered = group.has("QFF") || group.has("QFE") || group.has("RH")
            let isWindAt = Wind.read(group.dropFirst(2)) != nil
            let isAround = group.count > 6 && group.has("-ALQDS", at: group.count - 6)
            guard isNumbered && group.isDigit(group.count - 1) || isWindAt || isAround || group.isWord("S/VIS") else {
                return false
            }
        }
        add(group)
        return true
    }
}
