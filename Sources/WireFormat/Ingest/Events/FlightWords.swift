import CSimdjson
import DisruptionCore

/// The fields of a flight event that are text, and those that only disrupted flights have.
extension EventDecoder {
    mutating func words(_ fact: inout FlightFact, _ type: FlightEventType) throws(Refusal) {
        if has(FlightName.oldGate) {
            fact.formerGate = try readable(FlightName.oldGate, limit: IngestLimits.gateCharacters)
        }
        try word(.gate, .gate, limit: IngestLimits.gateCharacters, &fact)
        try word(.newGate, .gate, limit: IngestLimits.gateCharacters, &fact)
        try word(.terminal, .terminal, limit: IngestLimits.gateCharacters, &fact)
        if has(FlightName.terminalChange) {
            let slot = slot(FlightName.terminalChange)
            if slot.isString {
                try word(.terminalChange, .terminal, limit: IngestLimits.gateCharacters, &fact)
            } else if !slot.isA(JSON_TRUE), !slot.isA(JSON_FALSE) {
                throw bad(FlightName.terminalChange, slot, "true, false or the new terminal")
            }
        }
        try word(.status, .status, limit: IngestLimits.wordCharacters, &fact)
        if type == .updated, has(FlightName.status) {
            let status = slot(FlightName.status).view
            let isCancelled = TextRules.equals(status, "CANCELLED") || TextRules.equals(status, "CANCELED")
            if isCancelled { fact.set(.cancelled, 1) }
        }
        try word(.reason, .reason, limit: Limits.textFieldBytes, &fact)
        if has(FlightName.reasonDetail) {
            let detail = try readable(
                FlightName.reasonDetail, limit: IngestLimits.detailCharacters,
                bytes: IngestLimits.detailCharacters * 4)
            if detail.count > 0 { fact.set(.reasonDetail, TextRules.cut(detail, to: Limits.textFieldBytes)) }
        }
    }

    /// An empty text says nothing.
    private mutating func word(
        _ name: FlightName, _ field: FlightText, limit: Int, _ fact: inout FlightFact
    ) throws(Refusal) {
        guard has(name) else { return }
        let text = try readable(name, limit: limit)
        if text.count > 0 { fact.set(field, text) }
    }

    mutating func rare(
        _ fact: inout FlightFact, _ type: FlightEventType, _ date: CalendarDate
    ) throws(Refusal) {
        if has(FlightName.newDeparture) {
            fact.set(.estimatedDeparture, try near(FlightName.newDeparture, date).ms)
        }
        if has(FlightName.newArrival) { fact.set(.estimatedArrival, try near(FlightName.newArrival, date).ms) }
        if has(FlightName.divertedTo) { fact.set(.divertedTo, try diversion(type)) }
        if has(FlightName.rebookingPriority), let priority = try rebookingPriority() {
            fact.set(.rebookingPriority, priority)
        }
        if has(FlightName.delayCodes) {
            let codes = try codeList()
            if codes.count > 0 { fact.set(.delayCodes, codes) }
        }
    }

    private mutating func near(_ field: FlightName, _ date: CalendarDate) throws(Refusal) -> Instant {
        let time = try instant(field)
        let start = date.startUTC.ms
        let days = IngestLimits.actualDays
        guard time.ms >= start - days * 86_400_000, time.ms < start + (days + 1) * 86_400_000 else {
            throw farFromDate(field, time, date, days: days)
        }
        return time
    }

    /// An update with an empty text takes a diversion back; a diversion with one goes nobody says where.
    private mutating func diversion(_ type: FlightEventType) throws(Refusal) -> Int64 {
        let slot = slot(FlightName.divertedTo)
        if slot.isString, slot.length == 0 {
            if type == .updated { return 0 }
            if type == .diverted { return FlightFact.unstatedAirport }
        }
        return Int64(try airport(FlightName.divertedTo, slot).packed)
    }

    /// A number, or one of the words that sources use; another word says nothing that could be compared.
    private mutating func rebookingPriority() throws(Refusal) -> Int64? {
        let slot = slot(FlightName.rebookingPriority)
        guard slot.isString else { return try integer(FlightName.rebookingPriority, slot, 0...100) }
        let word = try readable(FlightName.rebookingPriority, limit: IngestLimits.wordCharacters)
        if TextRules.equals(word, "LOW") { return 25 }
        if TextRules.equals(word, "NORMAL") || TextRules.equals(word, "MEDIUM") { return 50 }
        if TextRules.equals(word, "HIGH") { return 75 }
        if TextRules.equals(word, "CRITICAL") || TextRules.equals(word, "URGENT") { return 100 }
        counters.unknownFields &+= 1
        return nil
    }

    /// `delay_codes` as `93/45,71/10`; minutes that are not said are 0.
    private mutating func codeList() throws(Refusal) -> UnsafeRawBufferPointer {
        let list = slot(FlightName.delayCodes)
        guard list.isA(JSON_ARRAY) else { throw bad(FlightName.delayCodes, list, "an array of {code, minutes}") }
        delayCodes.removeAll()
        var cursor = list.place
        var index = 0
        while let element = reader.next(&cursor) {
            let parent = RefusalText.Parent(name: FlightName.delayCodes.name, index: index)
            index += 1
            let found = reader.readInner(element, names: fieldNames)
            counters.unknownFields &+= UInt64(found.unknown)
            guard !found.failed else { throw bad(FlightName.delayCodes, element, "an array of {code, minutes}") }
            guard found.present & FlightName.code.bit != 0 else { throw absent(FlightName.code, in: parent) }
            if delayCodes.count > 0 { delayCodes.put8(0x2C) }
            try putCode(reader.inner[Int(FlightName.code.rawValue)], parent)
            delayCodes.put8(0x2F)
            let minutes = reader.inner[Int(FlightName.minutes.rawValue)]
            let isSaid = found.present & FlightName.minutes.bit != 0
            delayCodes.putDecimal(isSaid ? try integer(FlightName.minutes, minutes, 0...10_080, in: parent) : 0)
            guard delayCodes.count <= Limits.textFieldBytes else {
                throw bad(FlightName.delayCodes, list, "as many codes as fit into 200 bytes")
            }
        }
        return delayCodes.bytes
    }

    /// A code is text of at most four letters and digits, or a number that lost its leading zero.
    private mutating func putCode(_ code: json_slot, _ parent: RefusalText.Parent) throws(Refusal) {
        if let number = code.integer, number >= 0, number <= 99 {
            if number < 10 { delayCodes.put8(0x30) }
            return delayCodes.putDecimal(number)
        }
        guard code.isString, code.length >= 1, code.length <= 4,
            code.view.allSatisfy({ PackedText.code($0) != 0 && $0 != 0x2D })
        else { throw bad(FlightName.code, code, "1 to 4 letters and digits", in: parent) }
        for byte in code.view { delayCodes.put8(byte >= 0x61 ? byte & 0xDF : byte) }
    }
}
