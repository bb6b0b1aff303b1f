import DisruptionCore

/// The invented airlines of a network.
enum Airlines {
    /// Those of the eleven airports. Their designators begin with Z; none of them flies in Europe.
    private static let names = [
        ("ZA", "Albion"), ("ZF", "Rhenus"), ("ZG", "Gallia"), ("ZL", "Lowland"), ("ZM", "Meseta"), ("ZT", "Tiber"),
        ("ZE", "Erin"), ("ZJ", "Jetway"),
    ]

    /// `ZA Albion, ZF Rhenus, …`.
    static var list: String { names.map { "\($0.0) \($0.1)" }.joined(separator: ", ") }

    /// The designator of an airline by its name.
    static func code(named name: String) -> CarrierCode? {
        names.first { $0.1.lowercased() == name.lowercased() }.flatMap { CarrierCode($0.0) }
    }

    private static let narrow = [1, 0, 2, 1, 3]
    private static let lowCost = [4]

    /// The airlines of the eleven airports.
    static func major(_ place: (String) -> Int) -> [Airline] {
        func base(_ airport: String, _ aircraft: Int, _ types: [Int]) -> Airline.Base {
            Airline.Base(airport: place(airport), aircraft: aircraft, types: types)
        }
        func airline(_ code: String, _ kind: Airline.Kind, _ bases: [Airline.Base]) -> Airline {
            let name = names.first { $0.0 == code }?.1 ?? code
            return Airline(code: CarrierCode(code) ?? .none, name: name, kind: kind, bases: bases)
        }
        return [
            airline("ZA", .hub, [base("LHR", 36, narrow), base("LGW", 8, [0, 1])]),
            airline("ZF", .hub, [base("FRA", 36, narrow), base("MUC", 26, narrow)]),
            airline("ZG", .hub, [base("CDG", 35, narrow)]),
            airline("ZL", .hub, [base("AMS", 33, [4, 3, 4, 3, 2])]),
            airline("ZM", .hub, [base("MAD", 30, narrow)]),
            airline("ZT", .hub, [base("FCO", 22, [1, 0])]),
            airline("ZE", .pointToPoint, [base("DUB", 18, lowCost)]),
            airline(
                "ZJ", .pointToPoint,
                [
                    base("LGW", 10, [1]), base("MAN", 12, [1]), base("BCN", 14, [1]),
                ]),
        ]
    }

    /// Those that a step of the scale adds: one with a hub at each of the step's airports, one without hubs.
    /// - Parameters:
    ///   - step: 1 and on.
    ///   - airports: places of the step's airports.
    static func further(step: Int, airports: [Int]) -> [Airline] {
        var airlines = airports.enumerated().map { index, airport in
            Airline(
                code: code(step * 4 + index), name: "Regional \(step)-\(index + 1)", kind: .hub,
                bases: [Airline.Base(airport: airport, aircraft: 70, types: narrow)])
        }
        airlines.append(
            Airline(
                code: code(step * 4 + 3), name: "Direct \(step)", kind: .pointToPoint,
                bases: airports.map { Airline.Base(airport: $0, aircraft: 40, types: lowCost) }))
        return airlines
    }

    /// A letter and a digit, then the other way round: `A0`, `B0`, … `A1`, … `0A`.
    private static func code(_ index: Int) -> CarrierCode {
        let letter = String(UnicodeScalar(UInt8(0x41 + index % 26)))
        let digit = "\(index / 26 % 10)"
        return CarrierCode(index < 260 ? letter + digit : digit + letter) ?? .none
    }
}
