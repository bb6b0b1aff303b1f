/// Cuts a report into its groups. Ends behind `=`, at the limit, or where the bytes end.
struct GroupScanner {
    let report: UnsafeRawBufferPointer
    private(set) var at = 0
    let end: Int
    /// The end sign was read.
    private(set) var isClosed = false

    init(_ bytes: UnsafeRawBufferPointer) {
        report = bytes
        end = min(bytes.count, WeatherLimits.reportBytes)
    }

    /// Whether bytes are left that are not read.
    var isCut: Bool { !isClosed && at >= end && end < report.count }

    /// Blanks, line ends and other controls that text lines hold.
    @inline(__always) private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte &- 9 <= 4 }

    /// The next group; nil behind the last.
    @inline(__always) mutating func next() -> Group? {
        while !isClosed {
            while at < end, GroupScanner.isBlank(report[at]) { at += 1 }
            guard at < end else { return nil }
            let start = at
            while at < end, !GroupScanner.isBlank(report[at]), report[at] != 0x3D { at += 1 }
            let count = at - start
            if at < end, report[at] == 0x3D {
                isClosed = true
                at += 1
            }
            if count > 0 { return Group(report, offset: start, count: count) }
        }
        return nil
    }

    /// The next group without taking it.
    @inline(__always) func peek() -> Group? {
        var ahead = self
        return ahead.next()
    }

    /// Goes back to the begin of a group.
    @inline(__always) mutating func putBack(_ group: Group) {
        at = group.offset
        isClosed = false
    }

    /// Goes on behind a part of the last group.
    @inline(__always) mutating func goOn(behind part: Group) {
        let place = part.offset + part.count
        if place < at, report[place] != 0x3D, !GroupScanner.isBlank(report[place]) {
            at = place
            isClosed = false
        }
    }
}
