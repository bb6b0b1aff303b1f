/// The largest set of disrupted airports that late aircraft connect: a connected component of the graph whose edges are
/// links of the window between two of them, in either direction.
///
/// Largest by airports, then by legs, then by the least code, so that it is one whatever the order. Source: Fleurquin,
/// Ramasco and Eguiluz, Systemic delay propagation in the US airport network (2013): connected clusters of congested
/// airports.
struct NetworkComponent {
    /// In the order of their codes.
    private(set) var members: [Network.Member] = []
    /// Departures that late aircraft made 15 or more minutes late within it, and by how many minutes.
    private(set) var legs: Int64 = 0
    private(set) var minutes: Int64 = 0
    /// Departures due at its airports in three hours.
    private(set) var departures: Int64 = 0
    /// Where it began; nil where it is empty.
    private(set) var root: Network.Member?

    /// Links between two members, in either direction, by their places; `a` is below `b`.
    private struct Edge {
        var a: Int
        var b: Int
        var legs: Int64
        var minutes: Int64
        /// Minutes that went from `a` to `b` less those that came back.
        var balance: Int64
    }

    /// - Parameters:
    ///   - members: in the order of their codes.
    ///   - edgeLegs: links that connect two airports, at least.
    init(_ members: ContiguousArray<Network.Member>, _ links: ContiguousArray<Network.Link>, edgeLegs: Int64) {
        let edges = NetworkComponent.edges(members, links)
        var parents = Array(members.indices)
        func top(_ place: Int) -> Int {
            var at = place
            while parents[at] != at { at = parents[at] }
            return at
        }
        // The least place of a set stands for it.
        for edge in edges where edge.legs >= edgeLegs {
            let (a, b) = (top(edge.a), top(edge.b))
            if a != b { parents[max(a, b)] = min(a, b) }
            (parents[edge.a], parents[edge.b]) = (min(a, b), min(a, b))
        }
        for place in parents.indices { parents[place] = top(place) }
        var sizes = [Int](repeating: 0, count: members.count)
        var legs = [Int64](repeating: 0, count: members.count)
        for place in parents { sizes[place] += 1 }
        for edge in edges where parents[edge.a] == parents[edge.b] { legs[parents[edge.a]] += edge.legs }
        var best: Int?
        for place in parents.indices where sizes[place] > 0 {
            if let held = best, (sizes[place], legs[place]) <= (sizes[held], legs[held]) { continue }
            best = place
        }
        guard let best else { return }
        var balances = [Int64](repeating: 0, count: members.count)
        for edge in edges where parents[edge.a] == best && parents[edge.b] == best {
            self.legs += edge.legs
            minutes += edge.minutes
            balances[edge.a] += edge.balance
            balances[edge.b] -= edge.balance
        }
        // What gives more than it gets before what does not; then what began first, then what gives most.
        var first = (1, QuarterHour.none, Int64(0))
        for place in parents.indices where parents[place] == best {
            let member = members[place]
            self.members.append(member)
            departures += Int64(member.departures)
            let rank = (balances[place] > 0 ? 0 : 1, member.since, -balances[place])
            if root == nil || rank < first { (root, first) = (member, rank) }
        }
    }

    private static func edges(
        _ members: ContiguousArray<Network.Member>, _ links: ContiguousArray<Network.Link>
    ) -> [Edge] {
        func place(_ airport: AirportCode) -> Int? {
            let at = members.firstPlace { $0.airport >= airport }
            return at < members.count && members[at].airport == airport ? at : nil
        }
        var edges: [Edge] = []
        if members.count < 2 { return edges }
        for link in links {
            guard link.from != link.to, let from = place(link.from), let to = place(link.to) else { continue }
            let minutes = Int64(link.minutes)
            edges.append(
                Edge(
                    a: min(from, to), b: max(from, to), legs: Int64(link.legs), minutes: minutes,
                    balance: from < to ? minutes : -minutes))
        }
        edges.sort { ($0.a, $0.b) < ($1.a, $1.b) }
        var merged: [Edge] = []
        for edge in edges {
            if let last = merged.last, last.a == edge.a, last.b == edge.b {
                merged[merged.count - 1].legs += edge.legs
                merged[merged.count - 1].minutes += edge.minutes
                merged[merged.count - 1].balance += edge.balance
            } else {
                merged.append(edge)
            }
        }
        return merged
    }
}
