/// What kind of cause a leg's carrier reports for its delay: may an airport or its weather be it? Raw values stand in
/// the log and in state and never change.
///
/// Source: IATA delay codes (AHM 730): 71-77 weather, 81-89 air traffic flow management, airport and authorities, 98
/// strikes outside the airline, 91-96 reactionary, 99 other; the others are the airline's or its handling's own.
enum DelayCauseClass: UInt8 {
    /// Nothing is reported, or only that it is reactionary or something else.
    case unknown = 0
    case weather = 1
    /// Air traffic flow, airport facilities, authorities.
    case airport = 2
    /// The airline's own: passengers, cargo, handling, technical, crew.
    case airline = 3

    /// As events name it.
    var name: String {
        switch self {
        case .unknown: "unknown"
        case .weather: "weather"
        case .airport: "airport"
        case .airline: "airline"
        }
    }

    /// The class with most minutes; of equals the one with the lower number.
    /// - Parameter codes: `code/minutes` with commas between, codes of two digits or letters.
    init(codes: String) {
        var minutes: (Int64, Int64, Int64) = (0, 0, 0)
        for item in codes.utf8.split(separator: 0x2C) {
            let parts = item.split(separator: 0x2F, maxSplits: 1)
            guard let code = parts.first.flatMap({ Int(String($0) ?? "") }), (0...99).contains(code) else { continue }
            // A code without minutes counts as a minute.
            let told = parts.count > 1 ? Int64(String(parts[1]) ?? "") ?? 0 : 0
            let weight = max(1, min(told, 10_080))
            switch code {
            case 71...77: minutes.0 += weight
            case 81...89, 98: minutes.1 += weight
            case 91...96, 99: break
            default: minutes.2 += weight
            }
        }
        let most = max(minutes.0, minutes.1, minutes.2)
        self = most == 0 ? .unknown : minutes.0 == most ? .weather : minutes.1 == most ? .airport : .airline
    }
}
