extension Booking {
    /// What each leg of the trip is told of it, in the order of travel; empty where nobody travels. Of a leg that
    /// stands in the trip twice the first counts.
    func parties() -> [(leg: LegKey, party: Party)] {
        if isCancelled || content.isEmpty { return [] }
        return withTrip { _, trip in
            var parties: [(leg: LegKey, party: Party)] = []
            parties.reserveCapacity(trip.segments.count)
            let people = Booking.distinct(trip.passengers)
            for (place, segment) in trip.segments.enumerated() {
                if parties.contains(where: { $0.leg == segment.leg }) { continue }
                var party = Party(high: high, low: low)
                count(people, on: segment, into: &party)
                // The journey there and the one back are two.
                var (first, last) = (place, place)
                while first > 0, Booking.connects(trip.segments[first - 1], trip.segments[first]) { first -= 1 }
                while last + 1 < trip.segments.count, Booking.connects(trip.segments[last], trip.segments[last + 1]) {
                    last += 1
                }
                party.origin = trip.segments[first].leg.origin
                party.destination = trip.segments[last].destination
                if first < place { party.inbound = trip.segments[place - 1].leg }
                if last > place { party.onward = trip.segments[place + 1].leg }
                parties.append((segment.leg, party))
            }
            return parties
        } ?? []
    }

    /// Passengers by their ids, each once: the first of an id counts.
    private static func distinct(_ passengers: [Trip.Passenger]) -> [(id: UInt64, passenger: Trip.Passenger)] {
        var held: [(id: UInt64, passenger: Trip.Passenger)] = []
        held.reserveCapacity(passengers.count)
        for passenger in passengers {
            let id = Hash64.of(passenger.id)
            if !held.contains(where: { $0.id == id }) { held.append((id, passenger)) }
        }
        return held
    }

    /// Hashes of the ids of who travels; empty where nobody does.
    func passengerIDs() -> [UInt64] {
        if isCancelled || content.isEmpty { return [] }
        return withTrip { _, trip in Booking.distinct(trip.passengers).map(\.id) } ?? []
    }

    private func count(
        _ people: [(id: UInt64, passenger: Trip.Passenger)], on segment: Trip.Segment, into party: inout Party
    ) {
        let isPremiumCabin = PassengerKind.isPremium(cabin: segment.cabin)
        for (id, passenger) in people {
            party[.all] &+= 1
            let tier = PassengerKind(tier: passenger.tier)
            if let tier { party[tier] &+= 1 }
            if isPremiumCabin || tier == .gold || tier == .platinum { party[.premium] &+= 1 }
            // Of two codes for one need only one counts.
            for kind in PassengerKind.needs where passenger.needs.contains(where: { PassengerKind(need: $0) == kind }) {
                party[kind] &+= 1
            }
            if checkIns.contains(where: { $0.passenger == id && $0.leg == segment.leg }) { party[.checkedIn] &+= 1 }
        }
    }

    /// Whether two flights that follow one another are a change of planes and not a stay, as far as the booking tells:
    /// the second leaves where the first ends, on the same day or the next, and does not go back. Legs know the times.
    private static func connects(_ first: Trip.Segment, _ second: Trip.Segment) -> Bool {
        let ends = first.destination.isNone ? second.leg.origin : first.destination
        let days = second.leg.date.days - first.leg.date.days
        return ends == second.leg.origin && second.destination != first.leg.origin && days >= 0 && days <= 1
    }
}
