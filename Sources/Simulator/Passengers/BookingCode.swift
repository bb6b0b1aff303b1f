import DisruptionCore

/// An id that looks drawn and is unlike all others: a number mixed by an odd factor, in eight letters and digits.
struct BookingCode {
    /// Eight characters, the first one lowest.
    private let characters: UInt64

    /// 32 that are not mistaken for one another.
    private static let letters: StaticString = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"

    /// - Parameter number: below 2^40.
    @inline(__always) init(_ number: UInt64) {
        let mask: UInt64 = 1 << 40 - 1
        var rest = number &* 0x51_F2A9_D6B5 & mask
        rest ^= rest >> 20
        var characters: UInt64 = 0
        for place in 0..<8 {
            characters |= UInt64(Self.letters.utf8Start[Int(rest & 31)]) << UInt64(8 * place)
            rest >>= 5
        }
        self.characters = characters
    }

    /// Writes it over eight bytes.
    @inline(__always) func patch(_ out: inout ByteWriter, at place: Int) { out.patch(characters, at: place) }

    @inline(__always) func put(to out: inout ByteWriter) { out.put(characters) }
}
