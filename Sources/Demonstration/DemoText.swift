import DisruptionCore
import DisruptionService

/// How a demo writes what people read.
enum DemoText {
    /// Filled with spaces on the right.
    static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(0, width - text.count))
    }

    /// Filled with spaces on the left.
    static func right(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(0, width - text.count)) + text
    }

    /// `14:30 CST` in the airport's zone; UTC where that is not known.
    static func local(_ instant: Instant, at airport: String, _ airports: AirportDirectory) -> String {
        let zone = zone(airport, airports)
        let minute = zone.local(instant).minute
        return "\(twoDigits(minute / 60)):\(twoDigits(minute % 60)) \(zone.abbreviation(at: instant))"
    }

    /// The zone of an airport; UTC where that is not known.
    static func zone(_ airport: String, _ airports: AirportDirectory) -> ZoneTable {
        AirportCode(airport).flatMap { airports.zone(of: $0) } ?? ZoneTable.utc
    }

    static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
