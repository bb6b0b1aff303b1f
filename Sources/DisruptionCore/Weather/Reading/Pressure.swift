/// Pressure for altimeters (QNH) as a group tells it.
struct Pressure {
    /// Tenths of hPa; nil where it is not known.
    var tenths: Int32?
    /// Hundredths of an inch of mercury, where it is told in inches.
    var inches: Int32?

    enum Reading {
        case pressure(Pressure)
        case impossible
    }

    /// hPa that can be: the records are 870 and 1,084.
    private static let tenthsAllowed: ClosedRange<Int32> = 8_500...11_000

    /// `Q1011`, `A3008`, `Q////`, `QNH1013`, `QNH2992INS`, `Q1020.5`, `Q.1020`, `A30.15`, `Q1021/A30.15`.
    static func read(_ group: Group) -> Reading? {
        guard group.count >= 4, group.count <= 14 else { return nil }
        let isInInches = group[0] == 0x41
        guard isInInches || group[0] == 0x51 else { return nil }
        var at = 1
        if group.has("QNH") { at = 3 }
        if group[at] == 0x2E { at += 1 }
        if group.dropFirst(at).isSlashes { return .pressure(Pressure()) }
        let digits = group.digits(at)
        if isInInches || group.has("INS", at: at + digits) {
            var value = group.number(at, min(digits, 4))
            var end = at + digits
            if digits == 2, group[at + 2] == 0x2E, group.digits(at + 3) == 2, let whole = value,
                let hundredths = group.number(at + 3, 2)
            {
                value = whole * 100 + hundredths
                end = at + 5
            } else if digits != 4 {
                return nil
            }
            guard let value, end == group.count || group.has("INS", at: end) && end + 3 == group.count else {
                return nil
            }
            return checked(Pressure(hundredthsOfInch: Int32(value)))
        }
        guard digits == 3 || digits == 4, let whole = group.number(at, digits) else { return nil }
        var tenths = Int32(whole * 10)
        at += digits
        if group[at] == 0x2E, group.digits(at + 1) == 1, let tenth = group.number(at + 1, 1) {
            tenths += Int32(tenth)
            at += 2
        }
        guard at == group.count || group.isSlash(at) || group.dropFirst(at).isWord("HPA") else { return nil }
        return checked(Pressure(tenths: tenths))
    }

    /// - Parameter hundredths: of an inch of mercury.
    /// Source: 1 inHg is 33.8639 hPa (US NIST Special Publication 811, appendix B.8).
    init(hundredthsOfInch hundredths: Int32) {
        inches = hundredths
        tenths = Int32((Int64(hundredths) * 338_639 + 50_000) / 100_000)
    }

    init(tenths: Int32? = nil) { self.tenths = tenths }

    static func checked(_ pressure: Pressure) -> Reading {
        guard let tenths = pressure.tenths, tenthsAllowed.contains(tenths) else { return .impossible }
        return .pressure(pressure)
    }
}
