extension PartitionEngine {
    mutating func applyAirportStanding(_ head: MessageHead, _ reader: inout ByteReader) throws(FrameError) {
        guard let standing = AirportStanding(eventTime: head.eventTime, reading: &reader) else { throw .malformed }
        if isSettled(standing.bin) { return }
        network.take(standing)
    }

    mutating func applyDepartureTotals(_ head: MessageHead, _ reader: inout ByteReader) throws(FrameError) {
        guard let totals = DepartureTotals(eventTime: head.eventTime, reading: &reader) else { throw .malformed }
        if isSettled(totals.bin) { return }
        network.take(totals)
    }

    private mutating func isSettled(_ bin: QuarterHour) -> Bool {
        guard !networkSettled.isNone, bin <= networkSettled else { return false }
        counters.afterSettling += 1
        return true
    }

    mutating func applyNetworkTold(_ head: MessageHead, _ reader: inout ByteReader, at known: Int?) throws(FrameError) {
        guard let told = NetworkTold(eventTime: head.eventTime, reading: &reader) else { throw .malformed }
        guard let slot = known ?? airports.find(head.key.high, 0) else { return }
        airports[slot].network.take(told)
        touchAirport(slot, Trigger(eventTime: head.eventTime))
    }

    /// Hands over what airports said of the bins that have just settled.
    mutating func tellNetworkNews() {
        for standing in networkNews.standings {
            let at = settles.instant(of: standing.bin)
            outgoing.send(.airportStanding, to: .network, at: at) { standing.encode(into: &$0, eventTime: at) }
        }
        for totals in networkNews.totals {
            let at = settles.instant(of: totals.bin)
            outgoing.send(.departureTotals, to: .network, at: at) { totals.encode(into: &$0, eventTime: at) }
        }
        networkNews.removeAll()
    }

    /// Bins that are settled at a time where the network was at rest until then: as far as event time may run ahead.
    private static let binsAtOnce: Int32 = 8192

    /// Settles the bins of the network that the third watermark has passed: what they count came from airports.
    mutating func concludeNetwork() {
        guard settings[.networkEnabled] == 1, watermarks.w3 != .distantPast else { return }
        let last = settles.last(at: watermarks.w3)
        guard last > networkSettled else { return }
        var bin = networkSettled.isNone ? last + (1 - PartitionEngine.binsAtOnce) : networkSettled + 1
        networkSettled = last
        var settled: QuarterHour?
        while let next = network.next(from: bin), next <= last {
            settleNetwork(next)
            settled = next
            bin = next + 1
        }
        // Once, for a disruption has one version a record.
        guard let settled else { return }
        network.alarm = tellSettled(network.alarm, Trigger(eventTime: settles.instant(of: settled))) {
            NetworkDisruption.finding($0, $1, isOpen: $2, $3)
        }
    }

    private mutating func settleNetwork(_ bin: QuarterHour) {
        network.advance(to: bin)
        let traffic = network.traffic(upTo: bin)
        let usual = network.usual.limit(at: bin)
        let component = NetworkComponent(network.members, network.links, edgeLegs: settings[.networkEdgeLegs])
        let figures = NetworkDisruptionFigures(
            component, members: network.members, traffic, usual: usual, or: settings[.networkUsualPermille], at: bin)
        if Int64(figures.departed) >= settings[.networkDepartures] {
            network.learn(Int64(figures.latePermille), at: bin)
        }
        network.alarm.settle(
            bin, NetworkDisruption.verdict(figures, settings), figures, dwell: Int(settings[.networkDwellBins]),
            day: OperatingDay.utc)
        tellAirports(of: component, bin, at: settles.instant(of: bin))
    }

    /// Lets the airports of an open disruption know of it.
    private mutating func tellAirports(of component: NetworkComponent, _ bin: QuarterHour, at instant: Instant) {
        guard network.alarm.isOpen, component.members.count >= Int(settings[.networkAirports]),
            let day = network.alarm.days.first(where: { $0.day == network.alarm.openDay })
        else { return }
        let told = NetworkTold(id: day.episode.id, bin: bin)
        for member in component.members {
            outgoing.send(.networkTold, to: .airport(member.airport), at: instant) {
                told.encode(into: &$0, eventTime: instant)
            }
        }
    }
}
