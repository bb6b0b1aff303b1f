import DisruptionCore
import WireFormat

/// How the events of bookings begin that are told at one instant: written once, then copied, and the code put in.
struct BookingHead: ~Copyable {
    private var text = ByteWriter(capacity: 512)
    /// Where the booking's code stands.
    private let places: (Int, Int)

    init(_ kind: BookingRecord.Kind, at time: Instant) {
        text.put("{\"event_id\":\"")
        let first = text.count
        text.put(0 as UInt64)
        switch kind {
        case .created: text.put(":1\",\"event_type\":\"BOOKING_CREATED\",\"timestamp\":\"", time)
        case .changed: text.put(":2\",\"event_type\":\"BOOKING_CHANGED\",\"timestamp\":\"", time)
        case .cancelled: text.put(":3\",\"event_type\":\"BOOKING_CANCELLED\",\"timestamp\":\"", time)
        }
        text.put(",\"source\":\"simulated-pss\",\"payload\":{\"booking_id\":\"")
        places = (first, text.count)
        text.put(0 as UInt64)
        text.put(kind == .cancelled ? "\"}}" : "\",\"passengers\":[")
    }

    @inline(__always) func put(_ code: BookingCode, to out: inout ByteWriter) {
        let begin = out.count
        out.putBytes(text.bytes)
        code.patch(&out, at: begin + places.0)
        code.patch(&out, at: begin + places.1)
    }
}

/// Those of all kinds.
struct BookingHeads: ~Copyable {
    let created: BookingHead
    let changed: BookingHead
    let cancelled: BookingHead

    init(at time: Instant) {
        created = BookingHead(.created, at: time)
        changed = BookingHead(.changed, at: time)
        cancelled = BookingHead(.cancelled, at: time)
    }
}
