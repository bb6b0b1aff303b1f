import DisruptionCore
import Wording

/// What there is by name, and what to say where there is no such thing.
extension Network {
    /// The leg of the timetable with a flight number, a place in `timetable.legs`.
    func plan(of flight: FlightNumber) -> Int? {
        timetable.legs.firstIndex { self.flight($0) == flight }
    }

    func unknown(_ flight: FlightNumber) -> SimulationError {
        let names = timetable.legs.lazy.map { "\(self.flight($0))" }
        let nearest = NearestName.find("\(flight)", among: Array(names))
        let hint = nearest.map { "; did you mean \($0)?" } ?? "; " + numbers(of: flight.carrier)
        return SimulationError("no flight \(flight) is in the timetable\(hint)")
    }

    /// Which flights an airline has, or which airlines there are.
    private func numbers(of carrier: CarrierCode) -> String {
        let legs = timetable.legs.lazy.filter { airlines[Int($0.airline)].code == carrier }
        guard let least = legs.map(\.number).min(), let most = legs.map(\.number).max() else {
            return "its airlines are \(Airlines.list)"
        }
        return "\(carrier) flies \(carrier)\(least) to \(carrier)\(most)"
    }

    func unknown(_ airport: AirportCode) -> SimulationError {
        let names = airports.map { "\($0.iata)" }
        let nearest = NearestName.find("\(airport)", among: names).map { "; did you mean \($0)?" } ?? ""
        let list = names.count <= 11 ? " (\(names.joined(separator: ", ")))" : ""
        return SimulationError("the network has no airport \(airport)\(nearest)\(list)")
    }

    func unknown(_ airline: CarrierCode) -> SimulationError {
        let names = airlines.map { "\($0.code)" }
        let nearest = NearestName.find("\(airline)", among: names).map { "; did you mean \($0)?" } ?? ""
        let list = names.count <= 20 ? " (\(Airlines.list))" : ""
        return SimulationError("the network has no airline \(airline)\(nearest)\(list)")
    }

    /// Checks that all names of an order are there.
    func check(_ injection: Injection) throws(SimulationError) {
        switch injection {
        case .delay(let flight, _), .cancel(let flight):
            guard plan(of: flight) != nil else { throw unknown(flight) }
        case .gate(let flight, let old, let new):
            guard let plan = plan(of: flight) else { throw unknown(flight) }
            let airport = airports[Int(timetable.legs[plan].from)]
            for name in [old, new] {
                guard let name, Gates.number(name, at: airport) == nil else { continue }
                throw SimulationError("\(airport.iata) has no gate \(name); it has \(Gates.range(at: airport))")
            }
        case .weather(let airport, _, _), .capacity(let airport, _, _):
            guard place(airport) != nil else { throw unknown(airport) }
        case .ground(let airline, _, _), .trouble(let airline, _, _):
            guard airlines.contains(where: { $0.code == airline }) else { throw unknown(airline) }
        }
    }
}
