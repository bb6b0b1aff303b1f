import DisruptionCore

/// Registrations that no state gives: `Z0-AAA`, `Z0-AAB`, …
enum Tails {
    static func tail(_ number: Int) -> Tail {
        func letter(_ value: Int) -> String { String(UnicodeScalar(UInt8(0x41 + value % 26))) }
        let series = number / (26 * 26 * 26)
        return Tail("Z\(series)-" + letter(number / 676) + letter(number / 26) + letter(number)) ?? .none
    }
}
