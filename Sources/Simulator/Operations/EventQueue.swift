import DisruptionCore

/// What is to happen, in order of time and then of when it was asked for.
///
/// A calendar queue: a list for each minute, sorted when its minute comes.
/// Source: Brown, "Calendar queues", CACM 31(10), 1988.
struct EventQueue {
    enum Kind: UInt8, Sendable {
        /// The schedule of a leg becomes known, and who has booked it.
        case publish
        /// More bookings, changes and cancellations of a leg; the index says which batch.
        case bookings
        /// A leg's gate is assigned.
        case gate
        /// A leg is looked at ahead of its departure.
        case review
        /// A leg is about to leave.
        case decide
        case out, off, approach, on, arrive
        /// A leg that left its gate comes back to it.
        case back
        /// A whole minute, for weather and programmes.
        case minute
        /// A step of a scenario.
        case step
        /// A day's timetable becomes legs.
        case day
    }

    struct Event: Sendable {
        /// Milliseconds from the first day's 00:00 UTC.
        let ms: Int64
        let order: UInt32
        let kind: Kind
        /// Which of several of the kind.
        let index: UInt8
        /// The leg's number, the step, the day.
        let subject: Int32
    }

    private struct Node {
        var event: Event
        var next: Int32
    }

    /// The first event of each minute from `firstMinute` on, in no order; -1 for none.
    private var heads: [Int32] = []
    private let firstMinute: Int64
    private var nodes: [Node] = []
    private var free: Int32 = -1
    private var asked: UInt32 = 0
    private var waiting = 0
    /// The events of the minute that is being told, in order, and how many of them are told.
    private var due: [Event] = []
    private var told = 0
    /// The minute behind that one.
    private var next: Int64

    /// - Parameter firstMinute: nothing is asked for before it.
    init(firstMinute: Int) {
        self.firstMinute = Int64(firstMinute)
        next = Int64(firstMinute)
    }

    mutating func push(_ kind: Kind, _ subject: Int32, at ms: Int64, index: Int = 0) {
        asked &+= 1
        let event = Event(ms: ms, order: asked, kind: kind, index: UInt8(index), subject: subject)
        let minute = max(floorDivide(ms, 60_000), next - 1)
        if minute < next { return insert(event) }
        let place = Int(minute - firstMinute)
        while heads.count <= place { heads.append(-1) }
        waiting += 1
        if free >= 0 {
            let node = free
            free = nodes[Int(node)].next
            nodes[Int(node)] = Node(event: event, next: heads[place])
            heads[place] = node
        } else {
            nodes.append(Node(event: event, next: heads[place]))
            heads[place] = Int32(nodes.count - 1)
        }
    }

    /// Puts an event into the minute that is being told.
    private mutating func insert(_ event: Event) {
        var at = due.count
        while at > told, EventQueue.isEarlier(event, due[at - 1]) { at -= 1 }
        due.insert(event, at: at)
    }

    mutating func pop() -> Event? {
        guard let event = peek() else { return nil }
        told += 1
        return event
    }

    /// What happens next; it stays.
    mutating func peek() -> Event? {
        while told == due.count {
            guard waiting > 0 else { return nil }
            gather()
        }
        return due[told]
    }

    /// Goes on to the next minute.
    private mutating func gather() {
        due.removeAll(keepingCapacity: true)
        told = 0
        var node = heads[Int(next - firstMinute)]
        while node >= 0 {
            due.append(nodes[Int(node)].event)
            let following = nodes[Int(node)].next
            nodes[Int(node)].next = free
            free = node
            node = following
        }
        waiting -= due.count
        next += 1
        due.sort(by: EventQueue.isEarlier)
    }

    @inline(__always) private static func isEarlier(_ a: Event, _ b: Event) -> Bool {
        a.ms != b.ms ? a.ms < b.ms : a.order < b.order
    }
}
