import DisruptionCore
import Wording

extension Injection {
    /// One thing that can be ordered, and how it is written.
    private static let forms: [(verb: String, form: String)] = [
        ("delay", "delay FLIGHT MINUTES, e.g. delay ZA100 90"),
        ("cancel", "cancel FLIGHT, e.g. cancel ZA100"),
        ("gate", "gate FLIGHT [OLD] NEW, e.g. gate ZA100 A5 C15"),
        ("weather", "weather AIRPORT KIND DURATION, e.g. weather FRA snow 3h"),
        ("capacity", "capacity AIRPORT PERCENT DURATION, e.g. capacity CDG 60 4h"),
        ("ground", "ground AIRLINE [TYPE] DURATION, e.g. ground ZF A320 5h"),
        ("trouble", "trouble AIRLINE PERCENT DURATION, e.g. trouble ZJ 30 6h"),
    ]

    /// All that can be ordered, a line each.
    public static var help: [String] { forms.map(\.form) }

    /// Reads `delay ZA100 90` and the like; words are separated by spaces, letters may be small.
    /// - Throws: `SimulationError` that says what is allowed. Whether there is such a flight or airport only a
    ///   simulation knows.
    public init(_ text: String) throws(SimulationError) {
        let words = text.split(separator: " ").map(String.init)
        guard let verb = words.first?.lowercased() else { throw SimulationError("nothing is ordered: \(Self.choice)") }
        guard let form = Self.forms.first(where: { $0.verb == verb })?.form else {
            let nearest = NearestName.find(verb, among: Self.forms.map(\.verb))
            let hint = nearest.map { "; did you mean \($0)?" } ?? ""
            throw SimulationError(
                "\(QuotedText.of(words[0])) is nothing that can be ordered\(hint) \(Self.choice)")
        }
        let reader = WordReader(words: words, form: form)
        switch verb {
        case "delay":
            try reader.count(3...3)
            self = .delay(
                flight: try reader.flight(1), minutes: try reader.number(2, 1...Self.delayMinutesMax, "minutes"))
        case "cancel":
            try reader.count(2...2)
            self = .cancel(flight: try reader.flight(1))
        case "gate":
            try reader.count(3...4)
            let flight = try reader.flight(1)
            self = .gate(
                flight: flight, old: words.count == 4 ? try reader.gate(2) : nil, new: try reader.gate(words.count - 1))
        case "weather":
            try reader.count(4...4)
            self = .weather(airport: try reader.airport(1), kind: try reader.kind(2), minutes: try reader.duration(3))
        case "capacity":
            try reader.count(4...4)
            self = .capacity(
                airport: try reader.airport(1), percent: try reader.number(2, 0...100, "percent"),
                minutes: try reader.duration(3))
        case "ground":
            try reader.count(3...4)
            let type = words.count == 4 ? try reader.type(2) : nil
            self = .ground(airline: try reader.airline(1), type: type, minutes: try reader.duration(words.count - 1))
        default:
            try reader.count(4...4)
            self = .trouble(
                airline: try reader.airline(1), percent: try reader.number(2, 1...100, "percent"),
                minutes: try reader.duration(3))
        }
    }

    private static var choice: String { "(" + forms.map(\.verb).joined(separator: ", ") + ")" }
}

extension SimulationError {
    init(_ reason: String) { self.init(place: "", reason: reason) }
}

/// The words of one order, read one by one.
private struct WordReader {
    let words: [String]
    /// How it is written, for messages.
    let form: String

    private func wrong(_ index: Int, _ allowed: String) -> SimulationError {
        SimulationError("\(QuotedText.of(words[index])) is not \(allowed); write \(form)")
    }

    func count(_ range: ClosedRange<Int>) throws(SimulationError) {
        guard range.contains(words.count) else {
            let what = words.count < range.lowerBound ? "too few words" : "too many words"
            throw SimulationError("\(what); write \(form)")
        }
    }

    func flight(_ index: Int) throws(SimulationError) -> FlightNumber {
        guard let flight = FlightNumber(words[index]) else { throw wrong(index, "a flight number") }
        return flight
    }

    func airport(_ index: Int) throws(SimulationError) -> AirportCode {
        guard let airport = AirportCode(words[index]) else { throw wrong(index, "an airport's code") }
        return airport
    }

    func airline(_ index: Int) throws(SimulationError) -> CarrierCode {
        if let airline = CarrierCode(words[index]) ?? Airlines.code(named: words[index]) { return airline }
        throw wrong(index, "an airline (\(Airlines.list))")
    }

    func kind(_ index: Int) throws(SimulationError) -> WeatherKind {
        if let kind = WeatherKind(rawValue: words[index].lowercased()) { return kind }
        let names = WeatherKind.allCases.map(\.rawValue)
        let nearest = NearestName.find(words[index], among: names).map { "; did you mean \($0)?" } ?? ""
        throw wrong(index, "weather that can be ordered (\(names.joined(separator: ", ")))\(nearest)")
    }

    func number(_ index: Int, _ range: ClosedRange<Int>, _ unit: String) throws(SimulationError) -> Int {
        guard let number = Int(words[index]), range.contains(number) else {
            throw wrong(index, "\(range.lowerBound) to \(range.upperBound) \(unit)")
        }
        return number
    }

    /// `90m` or `3h`.
    func duration(_ index: Int) throws(SimulationError) -> Int {
        let text = words[index].lowercased()
        let unit = text.hasSuffix("h") ? 60 : 1
        guard text.hasSuffix("h") || text.hasSuffix("m"), let value = Int(text.dropLast()), value >= 1, value <= 2880,
            value * unit <= 2880
        else {
            throw wrong(index, "a time of 1m to 48h, like 90m or 3h")
        }
        return value * unit
    }

    func type(_ index: Int) throws(SimulationError) -> String {
        let text = words[index].uppercased()
        let types = AircraftType.all.map { "\($0.code)" }
        guard types.contains(text) else {
            throw wrong(index, "a type that is flown (\(types.joined(separator: ", ")))")
        }
        return text
    }

    func gate(_ index: Int) throws(SimulationError) -> String {
        let text = words[index].uppercased()
        guard let first = text.utf8.first, (0x41...0x5A).contains(first), let number = Int(text.dropFirst()),
            (1...99).contains(number)
        else { throw wrong(index, "a gate like A5") }
        return text
    }
}
