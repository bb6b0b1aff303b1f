/// All airports together: which of them are disrupted, what late aircraft carry between them, and what was told of it.
///
/// What airports say of a bin is kept until the bin settles here, with the third watermark.
struct Network {
    /// A disrupted airport.
    struct Member: Equatable {
        var airport: AirportCode
        /// The first of the bins in a row in which it was disrupted.
        var since: QuarterHour
        var trouble: AirportStanding.Trouble
        /// Departures that became due in three hours.
        var departures: Int32
    }

    /// What late aircraft carried from one airport to another.
    struct Link: Equatable {
        var bin: QuarterHour
        var from: AirportCode
        var to: AirportCode
        var legs: Int32
        var minutes: Int32
    }

    /// Standings that wait for their bin: three bins of all airports that there may be. Further ones are not counted.
    static let standingLimit = 65_536
    /// Bins whose totals wait: as many as event time may run ahead.
    static let totalLimit = 8192
    /// Bins of a day.
    static let dayBins: Int32 = 96
    /// Links of the window: three hours of the whole world's late departures. Further ones are not counted.
    static let linkLimit = 65_536

    /// Of bins that are not settled, in no order.
    private var standings: ContiguousArray<AirportStanding> = []
    /// Of bins that are not settled, and of a day behind, in the order of bins.
    private var totals: ContiguousArray<DepartureTotals> = []
    /// Of the window, in the order of bins, then airports.
    private(set) var links: ContiguousArray<Link> = []
    /// At the last settled bin, in the order of airports.
    private(set) var members: ContiguousArray<Member> = []
    private(set) var usual = UsualLateness()
    var alarm = NetworkDisruption.Episodes(.networkDisruption, .network)

    /// The first bin from a given one on that changes anything; nil where none does.
    func next(from bin: QuarterHour) -> QuarterHour? {
        if !links.isEmpty || !members.isEmpty || !alarm.isAtRest { return bin }
        let standing = standings.lazy.map(\.bin).min()
        guard let total = totals.first(where: { $0.bin >= bin })?.bin else { return standing.map { max(bin, $0) } }
        return standing.map { min(max(bin, $0), total) } ?? total
    }

    mutating func take(_ standing: AirportStanding) {
        if standings.count < Network.standingLimit { standings.append(standing) }
    }

    mutating func take(_ counts: DepartureTotals) {
        let at = totals.firstPlace { $0.bin >= counts.bin }
        if at < totals.count, totals[at].bin == counts.bin {
            totals[at].add(counts)
        } else if totals.count < Network.totalLimit {
            totals.insert(counts, at: at)
        }
    }

    /// Settles the next bin: takes in what was said of it.
    mutating func advance(to bin: QuarterHour) {
        let window = bin + (1 - AirportState.networkBins)
        totals.removeAll { bin - $0.bin >= Network.dayBins }
        links.removeAll { $0.bin < window }
        var settled = standings.filter { $0.bin == bin }
        standings.removeAll { $0.bin <= bin }
        settled.sort { $0.airport < $1.airport }
        var now: ContiguousArray<Member> = []
        for standing in settled {
            if !standing.trouble.isEmpty, now.last?.airport != standing.airport {
                let since = member(standing.airport)?.since ?? bin
                now.append(
                    Member(
                        airport: standing.airport, since: since, trouble: standing.trouble,
                        departures: standing.departures))
            }
            for link in standing.links where links.count < Network.linkLimit {
                links.append(
                    Link(bin: bin, from: link.from, to: standing.airport, legs: link.legs, minutes: link.minutes))
            }
        }
        members = now
    }

    private func member(_ airport: AirportCode) -> Member? {
        let at = members.firstPlace { $0.airport >= airport }
        return at < members.count && members[at].airport == airport ? members[at] : nil
    }

    /// All airports' sums of what figures rest on, up to a bin.
    func traffic(upTo last: QuarterHour) -> NetworkTraffic {
        NetworkTraffic(
            hour: sums(upTo: last, bins: QuarterHour.perHour), window: sums(upTo: last, bins: AirportState.networkBins),
            day: sums(upTo: last, bins: Network.dayBins))
    }

    private func sums(upTo last: QuarterHour, bins count: Int32) -> DepartureTotals {
        var sum = DepartureTotals(bin: last)
        for one in totals where one.bin <= last && last - one.bin < count { sum.add(one) }
        return sum
    }

    /// Learns the share of late departures of a bin's hour.
    mutating func learn(_ latePermille: Int64, at bin: QuarterHour) {
        let disrupted = alarm.days.filter { ($0.settled?.severity ?? .none) >= .high }.map(\.day)
        usual.learn(latePermille, at: bin) { disrupted.contains($0) }
    }
}

extension Network {
    func encodeSnapshot(into writer: inout ByteWriter) {
        let waiting = standings.sorted { ($0.bin, $0.airport) < ($1.bin, $1.airport) }
        writer.putVarint(UInt64(waiting.count))
        for standing in waiting {
            writer.put(standing.bin.index)
            standing.encode(into: &writer, eventTime: standing.bin.start)
        }
        writer.putVarint(UInt64(totals.count))
        for one in totals {
            writer.put(one.bin.index)
            one.encode(into: &writer, eventTime: one.bin.start)
        }
        writer.putVarint(UInt64(links.count))
        for link in links {
            writer.put(link.bin.index)
            writer.put(UInt32(truncatingIfNeeded: link.from.packed))
            writer.put(UInt32(truncatingIfNeeded: link.to.packed))
            writer.putSigned(Int64(link.legs))
            writer.putSigned(Int64(link.minutes))
        }
        writer.putVarint(UInt64(members.count))
        for member in members {
            writer.put(UInt32(truncatingIfNeeded: member.airport.packed))
            writer.put(member.since.index)
            writer.put8(member.trouble.rawValue)
            writer.putSigned(Int64(member.departures))
        }
        usual.encodeSnapshot(into: &writer)
        alarm.encodeSnapshot(into: &writer)
    }

    init(restoring reader: inout SnapshotReader) {
        for _ in 0..<reader.count(of: 12, atMost: Network.standingLimit) {
            let bin = reader.bin()
            if let one = AirportStanding(eventTime: bin.start, reading: &reader.bytes), one.bin == bin, !bin.isNone {
                standings.append(one)
            } else {
                reader.refuse()
            }
        }
        for _ in 0..<reader.count(of: 8, atMost: Network.totalLimit) {
            let bin = reader.bin()
            if let one = DepartureTotals(eventTime: bin.start, reading: &reader.bytes), one.bin == bin,
                totals.last.map({ $0.bin < bin }) ?? !bin.isNone
            {
                totals.append(one)
            } else {
                reader.refuse()
            }
        }
        for _ in 0..<reader.count(of: 14, atMost: Network.linkLimit) {
            links.append(
                Link(
                    bin: reader.bin(), from: reader.airport(), to: reader.airport(), legs: reader.tally(),
                    minutes: reader.tally()))
        }
        for _ in 0..<reader.count(of: 10, atMost: Network.standingLimit) {
            let member = Member(
                airport: reader.airport(), since: reader.bin(),
                trouble: AirportStanding.Trouble(rawValue: reader.read()), departures: reader.tally())
            if let last = members.last, last.airport >= member.airport { reader.refuse() }
            members.append(member)
        }
        usual = UsualLateness(restoring: &reader)
        alarm = NetworkDisruption.Episodes(.networkDisruption, .network, restoring: &reader)
    }
}
