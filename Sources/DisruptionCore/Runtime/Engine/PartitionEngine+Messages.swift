/// A message that was read and is about to be applied.
struct ArrivingMessage {
    let head: MessageHead
    let body: ByteReader
    /// The entity's slot; nil where it was not there when the message was read. It stays right while messages are
    /// applied, for entities are taken out of their tables only behind them, when the record is concluded.
    var slot: Int?
}

extension PartitionEngine {
    /// Entities fetched ahead of work on the first: as many as the processor can fetch at the same time.
    static let readAhead = 16

    /// Applies the messages of a frame, some at a time: first all of them are read and their entities' memory is
    /// fetched, so that the processor waits for it once and not for each in turn; then they are applied in order.
    mutating func applyMessages(_ reader: inout ByteReader, _ header: FrameHeader, source: Int) throws(FrameError) {
        let isInput = header.topic != .entities
        var left = Int(header.messages)
        while left > 0 {
            arriving.removeAll(keepingCapacity: true)
            for _ in 0..<min(left, PartitionEngine.readAhead) {
                let head = try MessageHead(reading: &reader, base: header)
                guard head.kind.isInput == isInput else { throw .malformed }
                let body = reader.readPart(head.bodyLength)
                let isNew = marks.admits(
                    source: source, incarnation: header.incarnation, origin: head.origin, number: head.number)
                if isNew { arriving.append(ArrivingMessage(head: head, body: body)) } else { counters.repeated += 1 }
                counters.messages += 1
                left -= 1
            }
            findEntities()
            prefetchEntities()
            for index in arriving.indices { try apply(arriving[index], header) }
        }
    }

    /// Finds the entities that are there.
    private mutating func findEntities() {
        var sum: UInt64 = 0
        for index in arriving.indices {
            let key = arriving[index].head.key
            switch key.kind {
            case .leg: sum &+= legs.prefetchIndex(key.high, key.low)
            case .aircraft: sum &+= aircraft.prefetchIndex(key.high, key.low)
            case .airport: sum &+= airports.prefetchIndex(key.high, key.low)
            case .booking: sum &+= bookings.prefetchIndex(key.high, key.low)
            case .airline, .network: break
            }
        }
        prefetched = sum
        for index in arriving.indices {
            let key = arriving[index].head.key
            arriving[index].slot =
                switch key.kind {
                case .leg: legs.find(key.high, key.low)
                case .aircraft: aircraft.find(key.high, key.low)
                case .airport: airports.find(key.high, key.low)
                case .booking: bookings.find(key.high, key.low)
                case .airline, .network: nil
                }
        }
    }

    /// Fetches the memory of the entities: first theirs, then what they hold apart.
    private mutating func prefetchEntities() {
        var sum: UInt64 = 0
        for index in arriving.indices {
            guard let slot = arriving[index].slot else { continue }
            switch arriving[index].head.key.kind {
            case .leg: sum &+= legs.prefetch(slot)
            case .aircraft: sum &+= aircraft.prefetch(slot)
            case .booking: sum &+= bookings.prefetch(slot)
            case .airport, .airline, .network: break
            }
        }
        for index in arriving.indices {
            guard let slot = arriving[index].slot else { continue }
            switch arriving[index].head.key.kind {
            case .leg: sum &+= legs[slot].prefetchParts()
            case .aircraft: sum &+= aircraft[slot].prefetchParts()
            case .airport, .booking, .airline, .network: break
            }
        }
        for index in arriving.indices where arriving[index].head.kind == .legReport {
            guard let slot = arriving[index].slot else { continue }
            var body = arriving[index].body
            sum &+= aircraft[slot].line.prefetch(LegKey(high: body.read(), low: body.read()))
        }
        prefetched &+= sum
    }

    private mutating func apply(_ message: ArrivingMessage, _ header: FrameHeader) throws(FrameError) {
        let head = message.head
        var body = message.body
        switch head.kind {
        case .flightFact: try applyFlightFact(head, &body, header, at: message.slot)
        case .stationFact: try applyStationFact(head, &body, at: message.slot)
        case .bookingFact: try applyBookingFact(head, &body, header, at: message.slot)
        case .legReport: try applyLegReport(head, &body, at: message.slot)
        case .legWithdrawn: try applyLegWithdrawn(head, &body)
        case .delayForecast: try applyDelayForecast(head, &body)
        case .cascadeMoved: try applyCascadeMoved(head, &body)
        case .cascadeTold: try applyCascadeTold(head, &body)
        case .rotationRisk: try applyRotationRisk(head, &body, at: message.slot)
        case .forecastAsked: try applyForecastAsked(head, &body, at: message.slot)
        case .movementSeen: try applyMovementSeen(head, &body, at: message.slot)
        case .forecastTold: try applyForecastTold(head, &body, at: message.slot)
        case .childTold: try applyChildTold(head, &body, at: message.slot)
        case .parentTold: try applyParentTold(head, &body)
        case .demandChange: try applyDemandChange(head, &body, at: message.slot)
        case .demandSettled: try applyDemandSettled(head, &body, at: message.slot)
        case .inboundOutcome: try applyInboundOutcome(head, &body, at: message.slot)
        case .networkTold: try applyNetworkTold(head, &body, at: message.slot)
        case .legFlown: try applyLegFlown(head, &body, at: message.slot)
        case .turnFlown: try applyTurnFlown(head, &body, at: message.slot)
        case .turnAsked: try applyTurnAsked(head, &body, at: message.slot)
        case .turnTold: try applyTurnTold(head, &body, at: message.slot)
        case .departureOutcome: try applyDepartureOutcome(head, &body)
        case .peerFigures: try applyPeerFigures(head, &body)
        case .airportStanding: try applyAirportStanding(head, &body)
        case .departureTotals: try applyDepartureTotals(head, &body)
        case .partyTold: try applyPartyTold(head, &body, at: message.slot)
        case .partyGone: try applyPartyGone(head, &body, at: message.slot)
        case .boardingTold: try applyBoardingTold(head, &body, at: message.slot)
        case .connectionTold: try applyConnectionTold(head, &body, at: message.slot)
        case .segmentTold: try applySegmentTold(head, &body, at: message.slot)
        }
    }
}
