import DisruptionCore
import WireFormat

/// How each leg of a day stands in bookings, written once: `{"flight_number":"ZA100",…,"destination":"AMS","cabin":"`.
struct SegmentTexts: ~Copyable {
    private var text = ByteWriter(capacity: 64 * 1024)
    /// Where each leg's text begins; one more than legs.
    private var begins: [Int32] = [0]
    private let first: Int32

    /// - Parameter first: the number of the first leg that is added.
    init(first: Int32) { self.first = first }

    mutating func add(_ leg: SimulatedLeg, to destination: AirportCode) {
        text.put("{\"flight_number\":\"")
        text.put(packed: leg.key.flight.packed, capacity: FlightNumber.capacity)
        text.put("\",\"flight_date\":\"")
        text.put(date: leg.key.date)
        text.put("\",\"origin\":\"", leg.key.origin)
        text.put(",\"destination\":\"", destination)
        text.put(",\"cabin\":\"")
        begins.append(Int32(text.count))
    }

    func holds(_ number: Int32) -> Bool { number >= first && Int(number - first) + 1 < begins.count }

    /// Writes a leg's text; the leg is held.
    @inline(__always) func put(_ number: Int32, to out: inout ByteWriter) {
        let place = Int(number - first)
        out.putBytes(UnsafeRawBufferPointer(rebasing: text.bytes[Int(begins[place])..<Int(begins[place + 1])]))
    }
}
