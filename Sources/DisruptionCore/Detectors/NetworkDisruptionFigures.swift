/// How the network stands at the end of a bin: its largest connected component of disrupted airports, and the share of
/// late departures.
struct NetworkDisruptionFigures: Equatable {
    /// Airports named at the most; of more those with the most departures.
    static let airportsNamed = 24

    /// Airports of the component, and those named of them, in the order of codes.
    var size: Int32 = 0
    var airports: [AirportCode] = []
    /// Of the component: departures made late, and reactionary minutes.
    var legs: Int32 = 0
    var minutes: Int32 = 0
    /// Its share of all departures of three hours, thousandths.
    var sharePermille: Int32 = 0
    /// The share of all disrupted airports (NDI), thousandths.
    var disruptedPermille: Int32 = 0
    /// Airports of the component that became disrupted within the last hour.
    var newAirports: Int32 = 0
    var root = AirportCode.none
    var rootTrouble: AirportStanding.Trouble = []
    /// Departures of the last hour where these speak for the network, and the share of these that was 15 or more
    /// minutes late, thousandths.
    var departed: Int32 = 0
    var latePermille: Int32 = 0
    /// What that share is below on 95 % of usual days.
    var usualPermille: Int32 = 0
    /// That is a default: too few days are known.
    var isUnlearned = false
    /// Cancelled departures of all airports in three hours, thousandths.
    var cancelledPermille: Int32 = 0

    init() {}

    /// - Parameter usual: what the share of late departures is below on usual days, thousandths; nil while too few are
    ///   known.
    init(
        _ component: NetworkComponent, members: ContiguousArray<Network.Member>, _ traffic: NetworkTraffic,
        usual: Int64?, or usualPermille: Int64, at bin: QuarterHour
    ) {
        func permille(_ part: Int64, _ all: Int64) -> Int32 {
            all > 0 ? Int32(clamping: min(part, all) * 1000 / all) : 0
        }
        size = Int32(clamping: component.members.count)
        let byWeight = component.members.sorted { ($0.departures, $1.airport) > ($1.departures, $0.airport) }
        airports = byWeight.prefix(NetworkDisruptionFigures.airportsNamed).map(\.airport).sorted()
        legs = Int32(clamping: component.legs)
        minutes = Int32(clamping: component.minutes)
        sharePermille = permille(component.departures, traffic.due)
        disruptedPermille = permille(members.reduce(0) { $0 + Int64($1.departures) }, traffic.due)
        newAirports = Int32(clamping: component.members.count { bin - $0.since < QuarterHour.perHour })
        root = component.root?.airport ?? .none
        rootTrouble = component.root?.trouble ?? []
        departed = traffic.isBusy ? traffic.hour.departed : 0
        latePermille = permille(Int64(traffic.hour.late), Int64(traffic.hour.departed))
        cancelledPermille = permille(max(0, Int64(traffic.window.cancelled)), traffic.due)
        self.usualPermille = Int32(clamping: usual ?? usualPermille)
        isUnlearned = usual == nil
    }
}

extension NetworkDisruptionFigures: SettledFigures {
    private var numbers: [Int32] {
        [
            size, legs, minutes, sharePermille, disruptedPermille, newAirports, departed, latePermille, usualPermille,
            cancelledPermille,
        ]
    }

    var hash: UInt64 {
        let head = numbers.reduce(root.packed ^ UInt64(rootTrouble.rawValue) << 32) {
            Hash64.mix($0 ^ UInt64(UInt32(bitPattern: $1)))
        }
        return airports.reduce(head) { Hash64.mix($0 ^ $1.packed) }
    }

    func encodeSnapshot(into writer: inout ByteWriter) {
        for number in numbers { writer.putSigned(Int64(number)) }
        writer.put(UInt32(truncatingIfNeeded: root.packed))
        writer.put8(rootTrouble.rawValue)
        writer.put8(isUnlearned ? 1 : 0)
        writer.putVarint(UInt64(airports.count))
        for airport in airports { writer.put(UInt32(truncatingIfNeeded: airport.packed)) }
    }

    init(restoring reader: inout SnapshotReader) {
        size = reader.tally()
        legs = reader.tally()
        minutes = reader.minutes()
        sharePermille = reader.tally()
        disruptedPermille = reader.tally()
        newAirports = reader.tally()
        departed = reader.tally()
        latePermille = reader.tally()
        usualPermille = reader.tally()
        cancelledPermille = reader.tally()
        root = reader.airport()
        rootTrouble = AirportStanding.Trouble(rawValue: reader.read())
        isUnlearned = reader.read(UInt8.self) != 0
        for _ in 0..<reader.count(of: 4, atMost: NetworkDisruptionFigures.airportsNamed) {
            airports.append(reader.airport())
        }
    }
}
