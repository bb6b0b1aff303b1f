import DisruptionCore

/// What one can change to: a day's legs by airline and airport of departure, in the order of their times.
struct Connections {
    /// What of a leg counts for those who change.
    private struct Stop: Sendable {
        let out: Int32
        let arrival: Int32
        let from: UInt16
        let to: UInt16
    }

    private let stops: [Stop]
    private let network: Network
    /// Places of the legs in the order of departure.
    let byDeparture: [Int]
    /// The same for each airline and airport; behind the last airline for all with hubs together.
    private var departures: [[Int32]]
    /// Whether an airline has its hub at an airport.
    private let isHub: [Bool]
    /// Kilometres between airports.
    private let kilometres: [Float]

    /// - Parameter legs: of one day.
    init(legs: ArraySlice<SimulatedLeg>, network: Network) {
        stops = legs.map { Stop(out: $0.scheduledOut, arrival: $0.scheduledIn, from: $0.from, to: $0.to) }
        self.network = network
        let places = network.airports.count
        byDeparture = legs.indices.map { $0 - legs.startIndex }
            .sorted {
                (legs[legs.startIndex + $0].scheduledOut, $0) < (legs[legs.startIndex + $1].scheduledOut, $1)
            }
        departures = [[Int32]](repeating: [], count: (network.airlines.count + 1) * places)
        for place in byDeparture {
            let leg = legs[legs.startIndex + place]
            departures[Int(leg.airline) * places + Int(leg.from)].append(Int32(place))
            guard network.airlines[Int(leg.airline)].kind == .hub else { continue }
            departures[network.airlines.count * places + Int(leg.from)].append(Int32(place))
        }
        var isHub = [Bool](repeating: false, count: places)
        for airline in network.airlines where airline.kind == .hub {
            for base in airline.bases { isHub[base.airport] = true }
        }
        self.isHub = isHub
        var kilometres = [Float](repeating: 0, count: places * places)
        for a in 0..<places {
            for b in 0..<places {
                kilometres[a * places + b] = Float(Network.kilometres(network.airports[a], network.airports[b]))
            }
        }
        self.kilometres = kilometres
    }

    private func kilometres(_ a: UInt16, _ b: UInt16) -> Double {
        Double(kilometres[Int(a) * network.airports.count + Int(b)])
    }

    /// Places of the legs that one can change to at a hub: those of all airlines with hubs, which sell one another's
    /// flights. Airlines without hubs take nobody on to another flight.
    /// - Parameters:
    ///   - minutes: behind the minimum connecting time.
    ///   - detour: how much longer than direct the way may be, in hundredths.
    func onward(from leg: SimulatedLeg, within minutes: Int32, detour: Double) -> [Int] {
        guard isHub[Int(leg.to)], network.airlines[Int(leg.airline)].kind == .hub else { return [] }
        let list = network.airlines.count * network.airports.count + Int(leg.to)
        let earliest = leg.scheduledIn + Int32(network.airports[Int(leg.to)].connecting)
        var found: [Int] = []
        for place in departures[list][self.first(in: list, from: earliest)...] {
            let next = stops[Int(place)]
            if next.out > earliest + minutes { break }
            let direct = kilometres(leg.from, next.to)
            guard next.to != leg.from, direct > 150,
                kilometres(leg.from, leg.to) + kilometres(leg.to, next.to) <= direct * detour / 100 + 300
            else { continue }
            found.append(Int(place))
        }
        return found
    }

    /// The first leg of one's airline straight back, for those who leave in the morning.
    func back(from leg: SimulatedLeg, after minutes: Int32) -> Int? {
        let offset = network.offset(Int(leg.from), at: leg.key.date.startUTC)
        guard Int(leg.scheduledOut) + offset - Int(leg.scheduledOut / 1440) * 1440 < 10 * 60 else { return nil }
        let list = Int(leg.airline) * network.airports.count + Int(leg.to)
        return departures[list][first(in: list, from: leg.scheduledIn + minutes)...].first {
            stops[Int($0)].to == leg.from
        }.map { Int($0) }
    }

    /// The leg that brings those home to `origin` who are back at the hub by which they left it.
    func home(to origin: UInt16, from back: SimulatedLeg) -> Int? {
        let list = Int(back.airline) * network.airports.count + Int(back.to)
        let earliest = back.scheduledIn + Int32(network.airports[Int(back.to)].connecting)
        return departures[list][first(in: list, from: earliest)...].first {
            stops[Int($0)].to == origin
        }.map { Int($0) }
    }

    private func first(in list: Int, from minute: Int32) -> Int {
        let departures = departures[list]
        var (low, high) = (0, departures.count)
        while low < high {
            let middle = (low + high) / 2
            if stops[Int(departures[middle])].out >= minute { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
