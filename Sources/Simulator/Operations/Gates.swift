import WireFormat
import DisruptionCore

/// Gates by name: a pier's letter and a number; every pier is a terminal of its own.
enum Gates {
    /// Gates of a pier.
    private static let perPier = 30

    /// A gate of an airport as a number, 1 and on; 0 is none.
    static func pick(_ airport: NetworkAirport, _ draw: Draw, _ leg: UInt64, _ index: Int = 0) -> UInt16 {
        let piers = airport.piers.utf8CodeUnitCount
        return UInt16(draw.number(below: piers * perPier, leg, .gate, index) + 1)
    }

    /// The number of `A5`; nil where the airport has no such gate.
    static func number(_ text: String, at airport: NetworkAirport) -> UInt16? {
        let letters = "\(airport.piers)".utf8
        guard let first = text.utf8.first, let pier = letters.firstIndex(of: first),
            let gate = Int(text.dropFirst()), (1...perPier).contains(gate)
        else { return nil }
        return UInt16(letters.distance(from: letters.startIndex, to: pier) * perPier + gate)
    }

    static func name(_ gate: UInt16, at airport: NetworkAirport) -> String {
        let letters = Array("\(airport.piers)".utf8)
        let letter = letters[(Int(gate) - 1) / perPier % letters.count]
        return String(UnicodeScalar(letter)) + "\((Int(gate) - 1) % perPier + 1)"
    }

    /// Terminals count from 1.
    static func terminal(_ gate: UInt16) -> Int { (Int(gate) - 1) / perPier + 1 }

    /// What gates an airport has, for messages.
    static func range(at airport: NetworkAirport) -> String {
        "\(airport.piers)".map { "\($0)1 to \($0)\(perPier)" }.joined(separator: ", ")
    }
}
