/// What caused an entity to be looked at: an event, or time alone. Views into the record under way.
struct Trigger {
    var eventTime: Instant
    var eventID = UnsafeRawBufferPointer(start: nil, count: 0)
    var correlationID = UnsafeRawBufferPointer(start: nil, count: 0)

    /// The later of two causes; where that is time alone, the other's event with the later's time.
    func merged(with other: Trigger) -> Trigger {
        let (older, newer) = other.eventTime < eventTime ? (other, self) : (self, other)
        if newer.eventID.isEmpty, !older.eventID.isEmpty {
            return Trigger(eventTime: newer.eventTime, eventID: older.eventID, correlationID: older.correlationID)
        }
        return newer
    }

    func encode(into writer: inout ByteWriter) {
        writer.putCounted(eventID)
        writer.putCounted(correlationID)
    }
}

/// Entities of one kind that the record under way touched, in the order of first touch, with what caused it last.
struct Touched {
    private(set) var slots: [Int32] = []
    private(set) var triggers: [Trigger] = []

    var isEmpty: Bool { slots.isEmpty }

    /// Notes a touch.
    /// - Parameter place: the entity's place in the list, -1 when untouched so far; set to its place.
    mutating func note(_ slot: Int, place: inout Int32, _ trigger: Trigger) {
        if place >= 0 {
            triggers[Int(place)] = triggers[Int(place)].merged(with: trigger)
        } else {
            place = Int32(slots.count)
            slots.append(Int32(slot))
            triggers.append(trigger)
        }
    }

    mutating func removeAll() {
        slots.removeAll(keepingCapacity: true)
        triggers.removeAll(keepingCapacity: true)
    }

    /// - Parameter body: gets each slot.
    mutating func removeAll(_ body: (Int) -> Void) {
        for slot in slots { body(Int(slot)) }
        removeAll()
    }
}
