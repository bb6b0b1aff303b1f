/// One airline: how its departures come out, how others fare at the same airports, and what was told of it.
struct Airline: ~Copyable {
    let code: CarrierCode
    var departures = FleetBins(changeLimit: Airline.changeLimit)
    var usual = UsualShare()
    /// The last figures of peers by airport, for bins that are not settled here; in no order.
    var peers: ContiguousArray<PeerFigures> = []
    /// By subject, in the order of subjects: the airline first, then its bases, then its types.
    var alarms: ContiguousArray<AirlineDisruption.Episodes> = []

    /// The disruption of its airport that a base's alarm is a part of, by airport; in the order in which they came up.
    var causes: ContiguousArray<(airport: AirportCode, id: DisruptionID)> = []

    /// Figures of peers kept: two bins of all airports that an airline serves.
    static let peerLimit = 2048
    /// Outcomes that wait for their bin: an airline's of some days.
    private static let changeLimit = 65_536
    /// Subjects of one airline that are told or watched at a time. Further ones have to wait.
    static let alarmLimit = 256

    init(code: CarrierCode) { self.code = code }

    /// A bin that settles changes nothing.
    var isAtRest: Bool { departures.isEmpty && peers.isEmpty && alarms.isEmpty }

    /// Keeps what an airport says of peers until its bin settles.
    mutating func take(_ figures: PeerFigures) {
        if peers.count < Airline.peerLimit { peers.append(figures) }
    }

    /// Notes what the alarms of bases are a part of, by what peers suffer in a bin that settles.
    mutating func note(_ peers: [PeerFigures]) {
        causes.removeAll { cause in !alarms.contains { $0.subject == .base(code, cause.airport) } }
        for figures in peers {
            guard let id = figures.cause, alarms.contains(where: { $0.subject == .base(code, figures.airport) }) else {
                continue
            }
            if let place = causes.firstIndex(where: { $0.airport == figures.airport }) {
                causes[place].id = id
            } else {
                causes.append((figures.airport, id))
            }
        }
    }

    /// What an alarm is a part of. One of the whole airline, or of a fleet, is of no single airport.
    func cause(of subject: Subject) -> DisruptionID? {
        guard case .base(_, let airport) = subject else { return nil }
        return causes.first { $0.airport == airport }?.id
    }
}

extension Airline: Keyed {
    var tableKey: (high: UInt64, low: UInt64) { (code.packed, 0) }
}

extension Airline {
    /// The least that it takes in a snapshot.
    static let snapshotBytes = 4 + FleetBins.snapshotBytes + 3 + 1 + 1 + 1

    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put(UInt32(truncatingIfNeeded: code.packed))
        departures.encodeSnapshot(into: &writer)
        usual.encodeSnapshot(into: &writer)
        let held = peers.sorted { ($0.bin, $0.airport) < ($1.bin, $1.airport) }
        writer.putVarint(UInt64(held.count))
        for figures in held { figures.encodeSnapshot(into: &writer) }
        writer.putVarint(UInt64(alarms.count))
        for alarm in alarms {
            let (kind, airport, type) = AirlineDisruption.parts(of: alarm.subject)
            writer.put8(kind)
            writer.put(UInt32(truncatingIfNeeded: airport.packed))
            writer.put(type.packed)
            alarm.encodeSnapshot(into: &writer)
        }
        writer.putVarint(UInt64(causes.count))
        for cause in causes {
            writer.put(UInt32(truncatingIfNeeded: cause.airport.packed))
            writer.put(cause.id.high)
            writer.put(cause.id.low)
        }
    }

    init(restoring reader: inout SnapshotReader) {
        self.init(code: CarrierCode(packed: UInt64(reader.read(UInt32.self))))
        departures = FleetBins(changeLimit: Airline.changeLimit, restoring: &reader)
        usual = UsualShare(restoring: &reader)
        for _ in 0..<reader.count(of: 14, atMost: Airline.peerLimit) { peers.append(PeerFigures(restoring: &reader)) }
        for _ in 0..<reader.count(of: 21, atMost: Airline.alarmLimit) {
            let kind: UInt8 = reader.read()
            let subject = AirlineDisruption.subject(
                kind, code, reader.airport(), AircraftType(packed: reader.read()))
            alarms.append(AirlineDisruption.Episodes(.airlineDisruption, subject, restoring: &reader))
        }
        for _ in 0..<reader.count(of: 20, atMost: Airline.alarmLimit) {
            causes.append((reader.airport(), DisruptionID(high: reader.read(), low: reader.read())))
        }
    }
}

extension PeerFigures {
    fileprivate func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put(UInt32(truncatingIfNeeded: airport.packed))
        writer.put(bin.index)
        for share in [outbound, inbound] {
            for count in [share.flights, share.late, share.cancelled] { writer.putSigned(Int64(count)) }
        }
        writer.put8(cause == nil ? 0 : 1)
        if let cause {
            writer.put(cause.high)
            writer.put(cause.low)
        }
    }

    fileprivate init(restoring reader: inout SnapshotReader) {
        self.init(airport: reader.airport(), bin: reader.bin())
        outbound = Share(flights: reader.tally(), late: reader.tally(), cancelled: reader.tally())
        inbound = Share(flights: reader.tally(), late: reader.tally(), cancelled: reader.tally())
        if reader.read(UInt8.self) != 0 { cause = DisruptionID(high: reader.read(), low: reader.read()) }
    }
}
