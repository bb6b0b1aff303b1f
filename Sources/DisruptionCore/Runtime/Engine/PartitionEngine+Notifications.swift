/// Timers of bookings.
enum BookingTimer: UInt8 {
    /// What waited may be said.
    case notification = 1
}

extension PartitionEngine {
    /// Tells the passengers of a booking what is new of a flight of it, or notes when they may be told.
    /// - Parameter now: event time.
    mutating func notify(_ slot: Int, of leg: LegKey, at now: Instant, _ trigger: Trigger) {
        guard let rules = notificationRules else { return }
        let place = bookings[slot].place(of: leg)
        guard place < bookings[slot].segments.count, bookings[slot].segments[place].leg == leg else { return }
        let segment = bookings[slot].segments[place]
        let zone = reference.zone(of: leg.origin) ?? .utc
        var told = segment.told
        var wakesAt = Instant.distantFuture
        for subject in NotificationSubject.allCases {
            guard
                let new = Statement(
                    subject, segment.state, segment.news, told: told[subject], delayMinutes: rules.delayMinutes),
                !new.repeats(told[subject]), let template = NotificationTemplate(new, told: told[subject])
            else { continue }
            let earliest = rules.earliest(
                new, told: (told[subject], told.at(subject)), now: now, departure: segment.news.departure, zone: zone)
            if earliest > now {
                wakesAt = min(wakesAt, earliest)
                continue
            }
            let urgency = new.urgency(told: told[subject])
            told.say(new, of: subject, at: now)
            tell(slot, segment, (template, urgency, subject, told.number(subject), new.figure), at: now, trigger)
        }
        told.cause = wakesAt == .distantFuture ? [] : trigger.bytes
        if wakesAt < told.wakesAt {
            told.wakesAt = wakesAt
            firstTimers.set(BookingTimer.notification.rawValue, for: bookings[slot].key, at: wakesAt)
        }
        bookings[slot].segments[place].told = told
    }

    private mutating func tell(
        _ slot: Int, _ segment: SegmentTold,
        _ what: (
            template: NotificationTemplate, urgency: Urgency, subject: NotificationSubject, number: UInt8,
            figure: UInt32
        ),
        to audience: [UInt64]? = nil, at now: Instant, _ trigger: Trigger
    ) {
        if outgoing.isSuppressed { return }
        let inbound = bookings[slot].flight(before: segment.leg)
        outputs.notifications.append(
            PassengerNotification(
                template: what.template, urgency: what.urgency, subject: what.subject, leg: segment.leg,
                inbound: inbound, delayMinutes: segment.state.departureMinutes, news: segment.news,
                disruption: disruption(what.template, segment, from: inbound), eventTime: now,
                triggerEventID: String(decoding: trigger.eventID, as: UTF8.self),
                correlationID: String(decoding: trigger.correlationID, as: UTF8.self), number: what.number,
                figure: what.figure, booking: bookings[slot], audience: audience))
    }

    /// The disruption of which a notification says what it says to controllers.
    private func disruption(
        _ template: NotificationTemplate, _ segment: SegmentTold, from inbound: LegKey
    ) -> DisruptionID? {
        guard let departure = segment.news.departure else { return nil }
        let day = reference.operatingDay(departure, at: segment.leg.origin)
        func id(_ pattern: Pattern, _ enabled: SettingID, _ subject: Subject) -> DisruptionID? {
            settings[enabled] == 1 ? DisruptionID(pattern: pattern, subject: subject, day: day) : nil
        }
        let leg = Subject.leg(segment.leg)
        return switch template {
        case .flightDelay, .flightOnTime: id(.flightDelay, .flightDelayEnabled, leg)
        case .flightCancelled, .flightReinstated: id(.flightCancelled, .flightCancelledEnabled, leg)
        case .flightDiverted, .flightNotDiverted: id(.flightDiverted, .flightDivertedEnabled, leg)
        case .gateChange: id(.gateChange, .gateChangeEnabled, leg)
        case .connectionAtRisk, .connectionMissed, .connectionKept:
            inbound.isNone
                ? nil : id(.missedConnection, .connectionEnabled, .connection(inbound: inbound, outbound: segment.leg))
        case .flightStatus: nil
        }
    }

    /// Tells those who have joined a booking what the others were told.
    /// - Parameter before: hashes of the ids of who was in it; nobody is told where nobody was.
    mutating func notifyNewcomers(_ slot: Int, before: [UInt64], at now: Instant, _ trigger: Trigger) {
        guard notificationRules != nil, !before.isEmpty, !bookings[slot].segments.isEmpty else { return }
        let newcomers = bookings[slot].passengerIDs().filter { !before.contains($0) }
        if newcomers.isEmpty { return }
        for segment in bookings[slot].segments {
            for subject in NotificationSubject.allCases {
                let said = segment.told[subject]
                guard let template = NotificationTemplate(said, told: .nothing) else { continue }
                tell(
                    slot, segment,
                    (template, said.urgency(told: .nothing), subject, segment.told.number(subject), said.figure),
                    to: newcomers, at: now, trigger)
            }
        }
    }

    /// Says what waited and is still to be said.
    mutating func fireBooking(_ entry: Timers.Entry) {
        guard let slot = bookings.find(entry.key.high, entry.key.low) else { return }
        for leg in bookings[slot].segments.map(\.leg) {
            let place = bookings[slot].place(of: leg)
            guard bookings[slot].segments[place].told.wakesAt <= entry.at else { continue }
            bookings[slot].segments[place].told.wakesAt = .distantFuture
            let cause = bookings[slot].segments[place].told.cause
            cause.withUnsafeBytes { notify(slot, of: leg, at: entry.at, Trigger(eventTime: entry.at, reading: $0)) }
            bookings[slot].dropIfPlain(leg)
        }
    }
}

extension Trigger {
    /// What `encode` writes.
    fileprivate var bytes: [UInt8] {
        var writer = ByteWriter(capacity: eventID.count + correlationID.count + 8)
        encode(into: &writer)
        return Array(writer.bytes)
    }

    fileprivate init(eventTime: Instant, reading bytes: UnsafeRawBufferPointer) {
        var reader = ByteReader(bytes)
        self.init(eventTime: eventTime, eventID: reader.readCounted(), correlationID: reader.readCounted())
    }
}

extension Booking {
    /// The flight from which its passengers change to one of the trip; none where they do not.
    fileprivate func flight(before leg: LegKey) -> LegKey { parties().first { $0.leg == leg }?.party.inbound ?? .none }
}
