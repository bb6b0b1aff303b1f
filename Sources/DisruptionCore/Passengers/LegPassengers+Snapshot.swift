extension LegPassengers {
    func encodeSnapshot(into writer: inout ByteWriter) {
        let parties = parties
        writer.putVarint(UInt64(parties.count))
        for party in parties {
            writer.put(party.high)
            writer.put(party.low)
            party.encode(into: &writer)
        }
        for onward in onward { writer.put(onward.told) }
        writer.put(toldBoarding)
        toldSegment.encode(into: &writer)
        toldNews.encode(into: &writer)
        writer.putVarint(UInt64(inbound.count))
        for flight in inbound { flight.encode(into: &writer) }
        writer.putVarint(UInt64(told.count))
        for told in told {
            writer.putLegKey(told.inbound)
            writer.put8(told.standing.rawValue | told.toldStanding.rawValue << 4)
            told.episode.encodeSnapshot(into: &writer)
        }
    }

    convenience init(restoring reader: inout SnapshotReader) {
        self.init()
        var last: (UInt64, UInt64)?
        for _ in 0..<reader.count(of: 16 + Party.bytesMin, atMost: LegPassengers.limit) {
            let (high, low): (UInt64, UInt64) = (reader.read(), reader.read())
            guard last.map({ $0 < (high, low) }) ?? true else {
                reader.refuse()
                return
            }
            last = (high, low)
            _ = take(Party(high: high, low: low, reading: &reader.bytes))
        }
        for at in onward.indices { onward[at].told = reader.read() }
        toldBoarding = reader.read()
        guard let segment = SegmentState(reading: &reader.bytes) else {
            reader.refuse()
            return
        }
        toldSegment = segment
        toldNews = NewsTold(reading: &reader.bytes)
        for _ in 0..<reader.count(of: InboundFlight.bytesMin, atMost: LegPassengers.limit) {
            guard let flight = InboundFlight(reading: &reader.bytes), inbound.last.map({ $0.leg < flight.leg }) ?? true
            else {
                reader.refuse()
                return
            }
            inbound.append(flight)
        }
        for _ in 0..<reader.count(of: 13 + Episode.snapshotBytes, atMost: LegPassengers.limit) {
            let inbound = reader.legKey()
            let standings = reader.read(UInt8.self)
            guard let standing = ConnectionRisk.Standing(rawValue: standings & 15),
                let toldStanding = ConnectionRisk.Standing(rawValue: standings >> 4)
            else {
                reader.refuse()
                return
            }
            told.append(
                ConnectionTold(
                    inbound: inbound, standing: standing, toldStanding: toldStanding,
                    episode: Episode(restoring: &reader)))
        }
    }
}
