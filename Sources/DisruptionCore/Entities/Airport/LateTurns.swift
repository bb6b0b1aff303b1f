/// Which late departures of an airport the late arrivals of their aircraft made late, by settled bins.
///
/// Of a tail's late arrival i and its next late departure j: slack = scheduled turn − least turn, and what comes in is
/// max(0, arrival delay − max(0, slack)), no more than the departure's delay. Both sides are settled figures, told as
/// of the instant at which their bin settles, so the order of arrival does not matter.
///
/// Source: Lan, Clarke and Barnhart, reactionary delay of consecutive legs.
struct LateTurns {
    private struct Side: Equatable {
        var bin: QuarterHour
        var turn: LateTurn
        var delay: Int16
        var isArrival: Bool
    }

    /// Minutes that make a link. Source: US BTS, a flight is delayed from 15 minutes on.
    static let linkMinutes: Int64 = 15
    /// Sides kept: two days of the busiest airports. Further ones are not linked.
    static let limit = 4096
    /// Bins that a late arrival waits for its departure: eight hours, as long as an airport without movements is looked
    /// at.
    static let waitBins: Int32 = SettledDemand.behind

    /// Of bins that settle, in no order.
    private var waiting: ContiguousArray<Side> = []
    /// Late arrivals whose aircraft has not left late since, in the order of tails.
    private var held: ContiguousArray<Side> = []

    var isEmpty: Bool { waiting.isEmpty && held.isEmpty }

    mutating func add(_ turn: LateTurn, delay: Int16, isArrival: Bool, in bin: QuarterHour) {
        guard waiting.count < LateTurns.limit else { return }
        waiting.append(Side(bin: bin, turn: turn, delay: delay, isArrival: isArrival))
    }

    /// Settles the next bin.
    /// - Returns: what came in with it, in the order of origins.
    mutating func settle(_ bin: QuarterHour) -> [AirportStanding.Link] {
        if isEmpty { return [] }
        held.removeAll { bin - $0.bin > LateTurns.waitBins }
        var settled = waiting.filter { $0.bin <= bin }
        if settled.isEmpty { return [] }
        waiting.removeAll { $0.bin <= bin }
        settled.sort(by: LateTurns.isBefore)
        for side in settled where side.isArrival { hold(side) }
        var links: [AirportStanding.Link] = []
        for side in settled where !side.isArrival {
            guard let place = place(side.turn.tail) else { continue }
            let minutes = LateTurns.minutes(from: held[place], to: side)
            let from = held[place].turn.from
            held.remove(at: place)
            guard minutes >= LateTurns.linkMinutes, !from.isNone else { continue }
            if let at = links.firstIndex(where: { $0.from == from }) {
                links[at].legs += 1
                links[at].minutes &+= Int32(clamping: minutes)
            } else {
                links.append(AirportStanding.Link(from: from, legs: 1, minutes: Int32(clamping: minutes)))
            }
        }
        return links.sorted { $0.from < $1.from }
    }

    private static func minutes(from arrival: Side, to departure: Side) -> Int64 {
        let delay = Int64(arrival.delay)
        let beyondSlack = Int64(arrival.turn.at.minutes(since: departure.turn.at))
        return min(delay, beyondSlack, Int64(departure.delay))
    }

    private static func isBefore(_ a: Side, _ b: Side) -> Bool {
        if a.turn.at != b.turn.at { return a.turn.at < b.turn.at }
        if a.turn.tail != b.turn.tail { return a.turn.tail.packed < b.turn.tail.packed }
        return (a.turn.from.packed, a.delay) < (b.turn.from.packed, b.delay)
    }

    private func place(_ tail: Tail) -> Int? {
        let at = held.firstPlace { $0.turn.tail.packed >= tail.packed }
        return at < held.count && held[at].turn.tail == tail ? at : nil
    }

    /// Keeps the last arrival of a tail.
    private mutating func hold(_ side: Side) {
        let at = held.firstPlace { $0.turn.tail.packed >= side.turn.tail.packed }
        if at < held.count, held[at].turn.tail == side.turn.tail {
            held[at] = side
        } else if held.count < LateTurns.limit {
            held.insert(side, at: at)
        }
    }
}

extension LateTurns {
    /// The least that a side takes in a snapshot.
    private static let sideBytes = 4 + 8 + 1 + 4 + 2 + 1

    func encodeSnapshot(into writer: inout ByteWriter) {
        let sorted = waiting.sorted {
            if $0.bin != $1.bin { return $0.bin < $1.bin }
            if $0.isArrival != $1.isArrival { return $0.isArrival }
            return LateTurns.isBefore($0, $1)
        }
        for sides in [sorted, Array(held)] {
            writer.putVarint(UInt64(sides.count))
            for side in sides {
                writer.put(side.bin.index)
                writer.put(side.turn.tail.packed)
                writer.putInstant(side.turn.at, from: side.bin.start.ms)
                writer.put(UInt32(truncatingIfNeeded: side.turn.from.packed))
                writer.put(UInt16(bitPattern: side.delay))
                writer.put8(side.isArrival ? 1 : 0)
            }
        }
    }

    init(restoring reader: inout SnapshotReader) {
        waiting = LateTurns.sides(&reader)
        held = LateTurns.sides(&reader)
        for at in held.indices.dropFirst() where held[at - 1].turn.tail.packed >= held[at].turn.tail.packed {
            reader.refuse()
        }
    }

    private static func sides(_ reader: inout SnapshotReader) -> ContiguousArray<Side> {
        let count = reader.count(of: sideBytes, atMost: limit)
        var sides: ContiguousArray<Side> = []
        for _ in 0..<count {
            let bin = reader.bin()
            if bin.isNone { reader.refuse() }
            let tail = Tail(packed: reader.read())
            let at = reader.instant(from: bin.start.ms)
            sides.append(
                Side(
                    bin: bin, turn: LateTurn(tail: tail, at: at, from: reader.airport()),
                    delay: Int16(bitPattern: reader.read()), isArrival: reader.read(UInt8.self) != 0))
        }
        return sides
    }
}
