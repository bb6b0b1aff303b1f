public import DisruptionCore

/// Reads the time zone files of the tz database. Source: RFC 8536 (versions 1 to 4).
///
/// Hostile-safe: every count is checked against the bytes that are there before anything is read by it.
public enum TZif {
    /// Bytes of a file that are read at most; the largest of tzdata has under 4 KiB.
    public static let fileBytesMax = 1 << 20
    /// Transitions of a file that are read at most; tzdata has under 300.
    static let transitionsMax = 10_000

    /// - Parameters:
    ///   - bytes: the file.
    ///   - name: the zone's name, kept in the table.
    ///   - years: the calendar years for which the table answers; the rule at the file's end is spelled out to their
    ///   end.
    /// - Throws: `TZifError`.
    public static func parse(
        _ bytes: [UInt8], name: String, years: ClosedRange<Int> = 1970...2150
    ) throws(TZifError) -> ZoneTable {
        var reader = BigEndianReader(bytes: bytes)
        var header = try Header(&reader)
        var width = 4
        if header.version >= 2 {
            try reader.skip(header.blockBytes(timeWidth: 4))
            header = try Header(&reader)
            width = 8
        }
        let block = try Block(&reader, header: header, timeWidth: width)
        let rule = header.version >= 2 ? try readFooter(&reader) : nil
        return try table(block, rule: rule, name: name, years: years)
    }

    private static func readFooter(_ reader: inout BigEndianReader) throws(TZifError) -> ZoneRule? {
        guard try reader.uint8() == 0x0A else { throw .badFooter }
        var text: [UInt8] = []
        while true {
            let byte = try reader.uint8()
            if byte == 0x0A { break }
            text.append(byte)
            if text.count > 256 { throw .badFooter }
        }
        if text.isEmpty { return nil }
        guard let rule = ZoneRule(text) else { throw .badFooter }
        return rule
    }

    private static func table(
        _ block: Block, rule: ZoneRule?, name: String, years: ClosedRange<Int>
    ) throws(TZifError) -> ZoneTable {
        guard let first = CalendarDate(year: years.lowerBound, month: 1, day: 1) else { throw .badCount }
        let floor = first.startUTC.ms / 1000
        // RFC 8536 3.2: type 0 holds before the first transition.
        var periods = [block.types[0].period(from: .min)]
        for (time, type) in zip(block.times, block.indices) {
            append(block.types[type].period(from: time), to: &periods, floor: floor)
        }
        if let rule {
            let last = block.times.last ?? .min
            if block.times.isEmpty { append(rule.standard.period(from: .min), to: &periods, floor: floor) }
            for year in years {
                for change in rule.changes(in: year) where change.start > last {
                    append(change, to: &periods, floor: floor)
                }
            }
        }
        guard let table = ZoneTable(name: name, periods: periods) else { throw .badTransition }
        return table
    }

    /// Adds a period, unless it changes nothing; what begins before `floor` replaces the first.
    private static func append(_ period: ZoneTable.Period, to periods: inout [ZoneTable.Period], floor: Int64) {
        if period.start <= floor, periods.count == 1 {
            periods[0] = ZoneTable.Period(
                start: .min, offset: period.offset, isDaylight: period.isDaylight, abbreviation: period.abbreviation)
            return
        }
        // A year that is daylight-saving time throughout ends at the instant the next begins: the later word counts.
        if let last = periods.last, period.start == last.start { periods.removeLast() }
        guard let last = periods.last, period.start > last.start else { return }
        if last.offset == period.offset, last.abbreviation == period.abbreviation { return }
        periods.append(period)
    }
}
