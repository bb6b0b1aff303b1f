import Foundation

/// Counts passengers by leg from the events of bookings.
struct BookingCount {
    func count(_ value: UnsafeRawBufferPointer, _ onBoard: inout [String: Int], _ segments: inout [Int]) throws {
        let body = try JSONSerialization.jsonObject(with: Data(value)) as? [String: Any] ?? [:]
        guard body["event_type"] as? String == "BOOKING_CREATED", let payload = body["payload"] as? [String: Any]
        else { return }
        let people = (payload["passengers"] as? [Any])?.count ?? 0
        let legs = payload["segments"] as? [[String: Any]] ?? []
        segments[min(legs.count, 4)] += 1
        for leg in legs {
            let number = leg["flight_number"] as? String ?? ""
            let date = leg["flight_date"] as? String ?? ""
            onBoard["\(number)/\(date)/\(leg["origin"] as? String ?? "")", default: 0] += people
        }
    }
}
