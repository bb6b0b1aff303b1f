import DisruptionCore

/// Makes reports that nobody would send out of such that somebody did: the same for a seed, on every machine.
struct ReportMutator {
    private var state: UInt64
    private let seeds: [[UInt8]]

    init(seed: UInt64, reports: [String]) {
        state = seed
        seeds = reports.map { Array($0.utf8) }
    }

    private mutating func draw(below limit: Int) -> Int {
        state = state &+ 0x9E37_79B9_7F4A_7C15
        return Int(Hash64.mix(state) % UInt64(max(limit, 1)))
    }

    private mutating func groups(of report: [UInt8]) -> [ArraySlice<UInt8>] {
        report.split(separator: 0x20)
    }

    mutating func next() -> [UInt8] {
        var report = seeds[draw(below: seeds.count)]
        for _ in 0...draw(below: 4) {
            switch draw(below: 12) {
            case 0: report = report.isEmpty ? [] : Array(report.prefix(draw(below: report.count + 1)))
            case 1: flip(&report)
            case 2: report = (0..<draw(below: 400)).map { _ in UInt8(truncatingIfNeeded: draw(below: 256)) }
            case 3: report = splice(report, seeds[draw(below: seeds.count)])
            case 4: repeatGroup(&report)
            case 5: insert(&report, "/MPVRQAT+-=0123456789KTSMFG".utf8.map { $0 })
            case 6: swapGroups(&report)
            case 7: report = report.filter { $0 != 0x20 }
            case 8: cutGroup(&report)
            case 9: report += seeds[draw(below: seeds.count)]
            case 10: insert(&report, [0, 9, 10, 13, 0x20, 0x7F, 0x80, 0xFF, 0x3D])
            default: digits(&report)
            }
        }
        // Once in a while the longest that comes in.
        if draw(below: 500) == 0 {
            let part = report.isEmpty ? [0x41] : report
            report = []
            while report.count < 65_536 { report += part }
        }
        return report
    }

    private mutating func flip(_ report: inout [UInt8]) {
        guard !report.isEmpty else { return }
        report[draw(below: report.count)] ^= 1 << UInt8(draw(below: 8))
    }

    private mutating func digits(_ report: inout [UInt8]) {
        for at in report.indices where (0x30...0x39).contains(report[at]) {
            if draw(below: 4) == 0 { report[at] = 0x30 + UInt8(draw(below: 10)) }
        }
    }

    private mutating func insert(_ report: inout [UInt8], _ letters: [UInt8]) {
        report.insert(letters[draw(below: letters.count)], at: draw(below: report.count + 1))
    }

    private mutating func splice(_ a: [UInt8], _ b: [UInt8]) -> [UInt8] {
        Array(a.prefix(draw(below: a.count + 1))) + Array(b.suffix(draw(below: b.count + 1)))
    }

    private mutating func repeatGroup(_ report: inout [UInt8]) {
        let parts = groups(of: report)
        guard !parts.isEmpty else { return }
        let part = [0x20] + Array(parts[draw(below: parts.count)])
        for _ in 0..<draw(below: 40) { report += part }
    }

    private mutating func cutGroup(_ report: inout [UInt8]) {
        var parts = groups(of: report)
        guard !parts.isEmpty else { return }
        let at = draw(below: parts.count)
        parts[at] = parts[at].prefix(draw(below: parts[at].count))
        report = Array(parts.joined(separator: [0x20]))
    }

    private mutating func swapGroups(_ report: inout [UInt8]) {
        var parts = groups(of: report)
        guard parts.count > 1 else { return }
        parts.swapAt(draw(below: parts.count), draw(below: parts.count))
        report = Array(parts.joined(separator: [0x20]))
    }
}
