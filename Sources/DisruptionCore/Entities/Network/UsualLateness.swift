/// What share of all departures is late at an hour of a usual day: the 95 % point of a fixed histogram by hour of the
/// day (UTC) and class of day (weekday, weekend).
///
/// What an operating day teaches counts from the day after next. A day on which the network was badly disrupted teaches
/// nothing, unless all of the last week were such: then it is what is usual now. Back-off: hour and class of day → hour
/// → nothing is known.
struct UsualLateness {
    private struct Sample: Equatable {
        var cell: UInt8
        var bucket: UInt8
    }

    /// Width of a bucket, thousandths.
    static let bucketPermille: Int64 = 20
    private static let buckets = 50
    private static let cells = 48
    /// Bins in force that must be known: ten days of an hour.
    static let samplesAtLeast = 40
    /// Bins in force of a cell from which all its counts are halved, so that the last weeks weigh most: eight weeks.
    static let samplesAtMost = 224
    /// Disrupted days in a row that teach nothing.
    static let leftOutMax: UInt8 = 7
    /// Source: domain rule of network effects, the 95 % baseline.
    static let percent = 95

    private var day = Int32.min
    private var today: [Sample] = []
    private var yesterday: [Sample] = []
    private var leftOut: UInt8 = 0
    private var inForce = ContiguousArray<UInt16>(repeating: 0, count: buckets * cells)

    var isEmpty: Bool { day == .min }

    /// Takes in the share of a bin; bins come in order.
    /// - Parameter wasDisrupted: whether the network was, on the operating day that is over.
    mutating func learn(_ permille: Int64, at bin: QuarterHour, wasDisrupted: (CalendarDate) -> Bool) {
        let date = OperatingDay.utc(bin.start)
        if date.days != day { turn(to: date.days, wasDisrupted(CalendarDate(days: day))) }
        guard today.count < Int(24 * QuarterHour.perHour) else { return }
        let bucket = min(max(0, permille / UsualLateness.bucketPermille), Int64(UsualLateness.buckets - 1))
        today.append(
            Sample(
                cell: UInt8(truncatingIfNeeded: UsualLateness.cell(bin, date)),
                bucket: UInt8(truncatingIfNeeded: bucket)))
    }

    /// The share that 95 % of the bins of that hour stay below, thousandths; nil while too little is known.
    func limit(at bin: QuarterHour) -> Int64? {
        let date = OperatingDay.utc(bin.start)
        let cell = UsualLateness.cell(bin, date)
        return limit([cell]) ?? limit([cell, (cell + 24) % UsualLateness.cells])
    }

    private static func cell(_ bin: QuarterHour, _ date: CalendarDate) -> Int {
        let hour = Int(floorDivide(bin.start.ms, 3_600_000) % 24)
        return (hour < 0 ? hour + 24 : hour) + (date.isWeekend ? 24 : 0)
    }

    private func limit(_ cells: [Int]) -> Int64? {
        func count(_ bucket: Int) -> Int {
            cells.reduce(0) { $0 + Int(inForce[$1 * UsualLateness.buckets + bucket]) }
        }
        let all = (0..<UsualLateness.buckets).reduce(0) { $0 + count($1) }
        if all < UsualLateness.samplesAtLeast { return nil }
        var below = 0
        for bucket in 0..<UsualLateness.buckets {
            below += count(bucket)
            if below * 100 >= all * UsualLateness.percent { return Int64(bucket + 1) * UsualLateness.bucketPermille }
        }
        return 1000
    }

    private mutating func turn(to date: Int32, _ wasDisrupted: Bool) {
        defer { day = date }
        if day == .min { return }
        merge(yesterday)
        yesterday.removeAll(keepingCapacity: true)
        if wasDisrupted, leftOut < UsualLateness.leftOutMax {
            leftOut += 1
        } else {
            leftOut = 0
            swap(&yesterday, &today)
        }
        today.removeAll(keepingCapacity: true)
        if date &- day >= 2 {
            merge(yesterday)
            yesterday.removeAll(keepingCapacity: true)
        }
    }

    private mutating func merge(_ samples: [Sample]) {
        for sample in samples {
            inForce[Int(sample.cell) * UsualLateness.buckets + Int(sample.bucket)] &+= 1
        }
        for cell in Set(samples.map(\.cell)) { halve(Int(cell)) }
    }

    private mutating func halve(_ cell: Int) {
        let places = cell * UsualLateness.buckets..<(cell + 1) * UsualLateness.buckets
        if places.reduce(0, { $0 + Int(inForce[$1]) }) <= UsualLateness.samplesAtMost { return }
        for place in places { inForce[place] /= 2 }
    }
}

extension UsualLateness {
    func encodeSnapshot(into writer: inout ByteWriter) {
        writer.put(day)
        writer.put8(leftOut)
        for samples in [today, yesterday] {
            writer.putVarint(UInt64(samples.count))
            for sample in samples {
                writer.put8(sample.cell)
                writer.put8(sample.bucket)
            }
        }
        let busy = inForce.indices.filter { inForce[$0] > 0 }
        writer.putVarint(UInt64(busy.count))
        for place in busy {
            writer.put(UInt16(truncatingIfNeeded: place))
            writer.put(inForce[place])
        }
    }

    init(restoring reader: inout SnapshotReader) {
        day = reader.read()
        leftOut = reader.read()
        today = UsualLateness.samples(&reader)
        yesterday = UsualLateness.samples(&reader)
        for _ in 0..<reader.count(of: 4, atMost: inForce.count) {
            let (place, count): (UInt16, UInt16) = (reader.read(), reader.read())
            if Int(place) < inForce.count, Int(count) <= 2 * UsualLateness.samplesAtMost {
                inForce[Int(place)] = count
            } else {
                reader.refuse()
            }
        }
    }

    private static func samples(_ reader: inout SnapshotReader) -> [Sample] {
        let count = reader.count(of: 2, atMost: Int(24 * QuarterHour.perHour))
        return (0..<count).map { _ in
            let sample = Sample(cell: reader.read(), bucket: reader.read())
            if Int(sample.cell) < cells, Int(sample.bucket) < buckets { return sample }
            reader.refuse()
            return Sample(cell: 0, bucket: 0)
        }
    }
}
