/// The runways of airports, by the station that reports their weather.
///
/// Immutable and shared by all lanes; a lookup is a binary search.
public struct RunwayDirectory: Sendable {
    /// Runways of one airport that are kept, both directions counted: O'Hare has sixteen.
    public static let runwaysPerStation = 32

    private let stations: [UInt32]
    private let runways: [[Runway]]

    /// - Parameter rows: in any order; of one station the first `runwaysPerStation` are kept.
    public init(_ rows: [(station: AirportCode, runway: Runway)]) {
        var order = Array(rows.indices)
        order.sort { (rows[$0].station, $0) < (rows[$1].station, $1) }
        var stations: [UInt32] = []
        var runways: [[Runway]] = []
        for at in order {
            let code = UInt32(rows[at].station.packed)
            if stations.last != code {
                stations.append(code)
                runways.append([])
            }
            if runways[runways.count - 1].count < RunwayDirectory.runwaysPerStation {
                runways[runways.count - 1].append(rows[at].runway)
            }
        }
        self.stations = stations
        self.runways = runways
    }

    /// No runway is known.
    public static let empty = RunwayDirectory([])

    /// Airports in it.
    public var count: Int { stations.count }

    /// Both directions of the runways of a station; empty where none is known.
    public func runways(of station: AirportCode) -> [Runway] {
        let wanted = UInt32(station.packed)
        var low = 0
        var high = stations.count
        while low < high {
            let middle = (low + high) / 2
            if stations[middle] < wanted { low = middle + 1 } else { high = middle }
        }
        return low < stations.count && stations[low] == wanted ? runways[low] : []
    }
}
