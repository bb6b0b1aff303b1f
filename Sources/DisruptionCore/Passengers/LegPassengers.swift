/// Who is booked on a leg: parties in the order of their bookings' keys, their sums, and the flights that they change
/// from and to. Legs without bookings have none.
final class LegPassengers {
    /// A flight that passengers of the leg change to.
    struct Onward {
        let leg: LegKey
        var parties: Int32 = 0
        /// Hash of what it was told last of this leg's arrival; 0 of nothing.
        var told: UInt64 = 0
    }

    /// A party in 40 bytes: most of what a day's passengers take in memory.
    private struct Seat {
        let high: UInt64
        let low: UInt64
        let counts: InlineArray<12, UInt8>
        let origin: AirportCode
        let destination: AirportCode
        /// Places in `neighbours`, from 1 on; 0 for none.
        let inbound: UInt16
        let onward: UInt16
    }

    /// In the order of the bookings' keys.
    private var seats: ContiguousArray<Seat> = []
    /// Flights that parties come from and go on to. What nobody names any more goes when it is too much.
    private var neighbours: ContiguousArray<LegKey> = []
    private(set) var counts = PassengerCounts()
    /// In the order of their keys.
    var onward: ContiguousArray<Onward> = []
    /// Flights that passengers come from, in the order of their keys.
    var inbound: ContiguousArray<InboundFlight> = []
    /// What was told of connections, in the order of the inbound legs.
    var told: [ConnectionTold] = []

    /// Hash of what the leg's aircraft was told last; 0 of nothing.
    var toldBoarding: UInt64 = 0
    /// What bookings were told of the leg last, but for how they come to it.
    var toldSegment = SegmentState()
    /// What they were told last of where it is boarded.
    var toldNews = NewsTold()

    /// Parties of one leg at the most, and flights that they change from: the largest aircraft have 853 seats. More
    /// have no effect and are counted.
    static let limit = 2_000

    /// All parties, in the order of their bookings' keys.
    var parties: [Party] { seats.map(party) }

    /// Nothing is known of it any more.
    var isEmpty: Bool { seats.isEmpty && inbound.isEmpty && told.isEmpty }

    /// Nobody is booked.
    var hasNoParties: Bool { seats.isEmpty }

    /// Whether a booking has a party.
    func holds(_ high: UInt64, _ low: UInt64) -> Bool {
        let at = seats.place { ($0.high, $0.low) < (high, low) }
        return at < seats.count && seats[at].high == high && seats[at].low == low
    }

    /// How who comes from a flight stands.
    func standing(from inbound: LegKey) -> ConnectionRisk.Standing {
        if inbound.isNone { return .safe }
        return told.first { $0.inbound == inbound }?.standing ?? .safe
    }

    private func party(_ seat: Seat) -> Party {
        var party = Party(high: seat.high, low: seat.low)
        party.counts = seat.counts
        (party.origin, party.destination) = (seat.origin, seat.destination)
        if seat.inbound > 0 { party.inbound = neighbours[Int(seat.inbound) - 1] }
        if seat.onward > 0 { party.onward = neighbours[Int(seat.onward) - 1] }
        return party
    }

    private func seat(_ party: Party) -> Seat {
        Seat(
            high: party.high, low: party.low, counts: party.counts, origin: party.origin,
            destination: party.destination, inbound: neighbour(party.inbound), onward: neighbour(party.onward))
    }

    private func neighbour(_ leg: LegKey) -> UInt16 {
        if leg.isNone { return 0 }
        if let held = neighbours.firstIndex(of: leg) { return UInt16(held + 1) }
        if neighbours.count == Int(UInt16.max) { forgetNeighbours() }
        neighbours.append(leg)
        return UInt16(neighbours.count)
    }

    /// Keeps those alone that a party names: two for each at the most, so there is room again.
    private func forgetNeighbours() {
        let held = parties
        neighbours = []
        seats = ContiguousArray(held.map(seat))
    }

    /// Takes in what a booking says.
    /// - Returns: false where there is no room.
    func take(_ party: Party) -> Bool {
        let at = seats.place { ($0.high, $0.low) < (party.high, party.low) }
        if at < seats.count, seats[at].high == party.high, seats[at].low == party.low {
            subtract(self.party(seats[at]))
            seats[at] = seat(party)
        } else {
            guard seats.count < LegPassengers.limit else { return false }
            // By a quarter: twice the room would be a good part of what all take.
            if seats.count == seats.capacity { seats.reserveCapacity(seats.count + seats.count / 4 + 4) }
            seats.insert(seat(party), at: at)
        }
        counts.add(party)
        if !party.onward.isNone {
            let at = onward.place { $0.leg < party.onward }
            if at == onward.count || onward[at].leg != party.onward {
                onward.insert(Onward(leg: party.onward), at: at)
            }
            onward[at].parties += 1
        }
        return true
    }

    /// Takes a booking's party out; nothing where it has none.
    func remove(_ high: UInt64, _ low: UInt64) {
        let at = seats.place { ($0.high, $0.low) < (high, low) }
        guard at < seats.count, seats[at].high == high, seats[at].low == low else { return }
        subtract(party(seats[at]))
        seats.remove(at: at)
    }

    private func subtract(_ party: Party) {
        counts.remove(party)
        guard !party.onward.isNone else { return }
        let at = onward.place { $0.leg < party.onward }
        onward[at].parties -= 1
        if onward[at].parties == 0 { onward.remove(at: at) }
    }

    /// Takes in how a flight that passengers come from stands.
    /// - Returns: false where there is no room.
    func take(_ flight: InboundFlight) -> Bool {
        let at = inbound.place { $0.leg < flight.leg }
        if at < inbound.count, inbound[at].leg == flight.leg {
            inbound[at] = flight
            return true
        }
        guard inbound.count < LegPassengers.limit else { return false }
        inbound.insert(flight, at: at)
        return true
    }

    /// Those who come from a flight.
    func arriving(from leg: LegKey) -> PassengerCounts {
        var counts = PassengerCounts()
        guard let held = neighbours.firstIndex(of: leg) else { return counts }
        let place = UInt16(held + 1)
        for seat in seats where seat.inbound == place { counts.add(seat.counts) }
        return counts
    }
}

extension ContiguousArray {
    /// The place of the first element that is not below something, in an array in order.
    func place(_ isBelow: (Element) -> Bool) -> Int {
        var (from, to) = (0, count)
        while from < to {
            let middle = (from + to) / 2
            if isBelow(self[middle]) { from = middle + 1 } else { to = middle }
        }
        return from
    }
}
