extension PartitionEngine {
    /// Whether a snapshot of the state can be taken: no record waits for the log's first configuration, nor is the log
    /// to be read again from one. Such records are not done, so their offset is not committed; there is nothing to
    /// remember but them.
    public var canSnapshot: Bool { firstWaiting == nil && rereadFrom == nil }

    /// Writes the whole state: all that what the partition says from now on depends on. An engine restored from it
    /// answers the records that follow with the same bytes.
    ///
    /// To be called as a commit is closed: no record under way, `canSnapshot`, frames flushed and handed over, outputs
    /// and states taken. Equal states give equal bytes, whatever their history.
    ///
    /// What is left out has no say in what follows: counters; the version of a leg's state, which is set
    /// whenever it is handed out; the numbers of slots.
    public mutating func encodeSnapshot(into writer: inout ByteWriter) {
        let version = version
        precondition(canSnapshot, "a snapshot while records wait for a configuration")
        precondition(outgoing.isDrained && outputs.isEmpty && !hasStaleStates, "a snapshot before all was handed over")
        precondition(touchedLegs.isEmpty && touchedAircraft.isEmpty && touchedAirports.isEmpty, "a record is under way")
        SnapshotHead(
            rules: PartitionEngine.rules, partition: partition, incarnation: incarnation, layout: layout, sizes: sizes
        ).encode(into: &writer)
        writer.putSection(.log) {
            $0.put(version)
            marks.encodeSnapshot(into: &$0)
            outgoing.encodeSnapshot(into: &$0)
            openDisruptions.forget(before: marks.stages.w1)
            openDisruptions.encodeSnapshot(into: &$0)
        }
        writer.putSection(.configuration) {
            $0.put8(configuration == nil ? 0 : 1)
            $0.put(learnedInForce.hash)
            $0.put(learnedInForce.from.days)
            configuration?.encodeBody(into: &$0)
        }
        writer.putSection(.sources) { names.encodeSnapshot(into: &$0) }
        var places = [Int32](repeating: -1, count: legs.slotsEnd)
        writer.putSection(.legs) { encodeLegs(into: &$0, places: &places) }
        writer.putSection(.legTimers) { firstTimers.encodeSnapshot(into: &$0) }
        writer.putSection(.demandTimers) { demandTimers.encodeSnapshot(into: &$0, places: places) }
        writer.putSection(.aircraft) {
            for slot in aircraft.slotsByKey() { aircraft[slot].encodeSnapshot(into: &$0) }
        }
        writer.putSection(.aircraftTimers) { secondTimers.encodeSnapshot(into: &$0) }
        writer.putSection(.airports) {
            $0.put(airportsSettled.index)
            for slot in airportOrder { airports[Int(slot)].encodeSnapshot(into: &$0) }
        }
        writer.putSection(.airlines) {
            $0.put(airlinesSettled.index)
            for slot in airlineOrder { airlines[Int(slot)].encodeSnapshot(into: &$0) }
        }
        writer.putSection(.bookings) { encodeBookings(into: &$0) }
        writer.putSection(.network) {
            $0.put(networkSettled.index)
            network.encodeSnapshot(into: &$0)
        }
    }

    /// Writes the legs by date, within one in the order in which they came up.
    /// - Parameter places: set to the place of each slot's leg.
    private mutating func encodeLegs(into writer: inout ByteWriter, places: inout [Int32]) {
        var place: Int32 = 0
        var ahead: [Int] = []
        for date in legsByDate.keys.sorted() {
            let keys = legsByDate[date] ?? []
            writer.put(UInt16(truncatingIfNeeded: date))
            writer.putVarint(UInt64(keys.count))
            for start in stride(from: 0, to: keys.count, by: PartitionEngine.readAhead) {
                ahead.removeAll(keepingCapacity: true)
                for key in keys[start..<min(start + PartitionEngine.readAhead, keys.count)] {
                    if let slot = legs.find(key.high, UInt64(key.low)) { ahead.append(slot) }
                }
                fetchLegs(ahead)
                for slot in ahead {
                    places[slot] = place
                    place += 1
                    legs[slot].encodeSnapshot(into: &writer)
                }
            }
        }
    }

    /// Fetches the memory of some legs, so that the processor waits for it once: the state of a partition is many times
    /// a core's cache.
    private mutating func fetchLegs(_ slots: [Int]) {
        var sum: UInt64 = 0
        for slot in slots { sum &+= legs.prefetch(slot) }
        for slot in slots { sum &+= legs[slot].prefetchParts() &+ legs[slot].seen.prefetchParts() }
        prefetched &+= sum
    }

    /// Writes the bookings by their last date, within one in the order in which they came to it.
    private func encodeBookings(into writer: inout ByteWriter) {
        for date in bookingsByDate.keys.sorted() {
            // A booking that ends later by now is forgotten with its later date.
            let slots = (bookingsByDate[date] ?? []).filter { bookings[Int($0)].lastDate.days == date }
            if slots.isEmpty { continue }
            writer.put(UInt16(truncatingIfNeeded: date))
            writer.putVarint(UInt64(slots.count))
            for slot in slots { bookings[Int(slot)].encodeSnapshot(into: &writer) }
        }
    }
}
