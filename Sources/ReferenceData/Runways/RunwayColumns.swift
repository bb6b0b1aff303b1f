import DisruptionCore

/// Where the columns of a file of runways stand, and how its cells are read.
struct RunwayColumns {
    private let station: Int
    private let length: Int
    private let closed: Int
    private let ends: [(name: Int, heading: Int)]
    /// The last column that is read.
    let last: Int

    init(_ header: [String], _ lines: borrowing ReferenceLines) throws(ReferenceFileError) {
        func column(_ name: String) throws(ReferenceFileError) -> Int {
            guard let at = header.firstIndex(of: name) else {
                throw ReferenceFileError(path: lines.path, line: 1, reason: "there is no column \(name)")
            }
            return at
        }
        station = try column("airport_ident")
        length = try column("length_ft")
        closed = try column("closed")
        ends = [
            (try column("le_ident"), try column("le_heading_degT")),
            (try column("he_ident"), try column("he_heading_degT")),
        ]
        last = ([station, length, closed] + ends.flatMap { [$0.name, $0.heading] }).max() ?? 0
    }

    /// Both directions of a row; none where it is no runway that one could use.
    func runways(
        _ cells: [String], _ lines: borrowing ReferenceLines
    ) throws(ReferenceFileError) -> [(station: AirportCode, runway: Runway)] {
        guard cells[closed] != "1", cells[station].utf8.count == 4, let code = AirportCode(cells[station]) else {
            return []
        }
        let feet = try number(cells[length], "length_ft", 0...30_000, lines) ?? 0
        var headings: [Int16?] = []
        for end in ends {
            // Some rows have 363 and the like: then the other end tells, or the designator.
            let degrees = try number(cells[end.heading], "heading", nil, lines)
            headings.append(degrees.flatMap { (-360...360).contains($0) ? Int16($0) : nil })
        }
        // The other direction of one whose heading is known is half a turn away.
        if headings[0] == nil, let other = headings[1] { headings[0] = other - 180 }
        if headings[1] == nil, let other = headings[0] { headings[1] = other + 180 }
        var found: [(station: AirportCode, runway: Runway)] = []
        for (end, heading) in zip(ends, headings) {
            guard let name = RunwayName(cells[end.name]) else { continue }
            let runway = Runway(name: name, headingDeg: heading, lengthFt: Int32(feet))
            found.append((code, runway))
        }
        return found
    }

    /// The whole part, rounded; nil of an empty cell.
    private func number(
        _ cell: String, _ name: String, _ allowed: ClosedRange<Int>?, _ lines: borrowing ReferenceLines
    ) throws(ReferenceFileError) -> Int? {
        if cell.isEmpty { return nil }
        guard let value = Double(cell), value >= -1e6, value <= 1e6 else {
            throw lines.error("\(name) is no number")
        }
        let whole = Int(value < 0 ? value - 0.5 : value + 0.5)
        if let allowed, !allowed.contains(whole) {
            throw lines.error("\(name) is \(whole); allowed: \(allowed.lowerBound) to \(allowed.upperBound)")
        }
        return whole
    }
}

extension RunwayName {
    /// `09L`, `9`, `27`; nil of helipads, compass points and the like.
    init?(_ text: String) {
        let digits = text.utf8.prefix { (0x30...0x39).contains($0) }
        let side = text.utf8.dropFirst(digits.count)
        guard (1...2).contains(digits.count), let number = UInt8(String(decoding: digits, as: UTF8.self)),
            (1...36).contains(number), side.count <= 1
        else { return nil }
        let letter = side.first ?? 0
        // W of water and others name no side.
        self.init(number: number, side: letter == 0x4C || letter == 0x43 || letter == 0x52 ? letter : 0)
    }
}
