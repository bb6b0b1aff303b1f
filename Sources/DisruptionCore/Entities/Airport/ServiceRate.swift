/// An airport's capacity as it shows in its own movements: the service rate reached in the busiest hours.
///
/// Movements per rolling hour are counted at every settled bin that had any, in an exact histogram; capacity is the
/// rate that the top 1 % of these hours reach. What a day (UTC) teaches counts from the day after next, so that all
/// entities use the same capacity throughout a day.
///
/// Source: EUROCONTROL PRC, ATMAP Framework (2009), 4.5: movements per rolling hour, top 1 % in busy periods.
struct ServiceRate {
    /// Movements in an hour at the most; the busiest airports have about 200.
    static let limit = 511
    /// Busy bins that must have been seen: below two days' worth a maximum says little.
    static let samplesAtLeast: Int32 = 96
    /// Busy bins in force from which all counts are halved, so that the last two months weigh most: 56 days.
    static let samplesAtMost: Int32 = 5376

    private var day = Int32.min
    private var today: [UInt16] = []
    private var yesterday: [UInt16] = []
    private var inForce: [UInt32] = []
    private(set) var samples: Int32 = 0
    /// Movements per hour; nil while too little is known.
    private(set) var perHour: Int32?

    /// Takes in the movements of the hour that ends with a settled bin; bins come in order.
    mutating func learn(_ movements: Int32, at bin: QuarterHour) {
        let date = CalendarDate(utc: bin.start).days
        if date != day { turn(to: date) }
        guard movements > 0 else { return }
        let at = min(Int(movements), ServiceRate.limit)
        if at >= today.count { today.append(contentsOf: repeatElement(0, count: at + 1 - today.count)) }
        today[at] &+= 1
    }

    private mutating func turn(to date: Int32) {
        defer { day = date }
        if day == .min { return }
        merge(yesterday)
        if date &- day >= 2 {
            merge(today)
            yesterday.removeAll(keepingCapacity: true)
        } else {
            yesterday = today
        }
        today.removeAll(keepingCapacity: true)
        if samples > ServiceRate.samplesAtMost {
            samples = 0
            for at in inForce.indices {
                inForce[at] /= 2
                samples &+= Int32(truncatingIfNeeded: inForce[at])
            }
        }
        perHour = samples < ServiceRate.samplesAtLeast ? nil : rate(ofTop: max(1, samples / 100))
    }

    private mutating func merge(_ counts: [UInt16]) {
        if counts.count > inForce.count {
            inForce.append(contentsOf: repeatElement(0, count: counts.count - inForce.count))
        }
        for (at, count) in counts.enumerated() {
            inForce[at] &+= UInt32(count)
            samples &+= Int32(count)
        }
    }

    /// The rate that `count` of the busiest hours reach.
    private func rate(ofTop count: Int32) -> Int32? {
        var rest = count
        for at in inForce.indices.reversed() where inForce[at] > 0 {
            rest &-= Int32(truncatingIfNeeded: inForce[at])
            if rest <= 0 { return Int32(at) }
        }
        return nil
    }
}

extension ServiceRate {
    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put(day)
        writer.putSigned(Int64(samples))
        writer.putSigned(Int64(perHour ?? -1))
        ServiceRate.put(today, into: &writer)
        ServiceRate.put(yesterday, into: &writer)
        ServiceRate.put(inForce, into: &writer)
    }

    private static func put(_ counts: [some FixedWidthInteger], into writer: inout ByteWriter) {
        writer.putVarint(UInt64(counts.count))
        for count in counts { writer.putVarint(UInt64(count)) }
    }

    init(restoring reader: inout SnapshotReader) {
        day = reader.read()
        samples = reader.tally()
        let rate = reader.tally()
        if rate < -1 || rate > Int32(ServiceRate.limit) { reader.refuse() }
        perHour = rate < 0 ? nil : rate
        today = ServiceRate.counts(&reader)
        yesterday = ServiceRate.counts(&reader)
        inForce = ServiceRate.counts(&reader)
    }

    private static func counts<T: FixedWidthInteger>(_ reader: inout SnapshotReader) -> [T] {
        (0..<reader.count(of: 1, atMost: limit + 1)).map { _ in
            let count = reader.bytes.readVarint()
            if count > UInt64(SnapshotReader.countMax) || count > UInt64(T.max) { reader.refuse() }
            return T(truncatingIfNeeded: count)
        }
    }
}
