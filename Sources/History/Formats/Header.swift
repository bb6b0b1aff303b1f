/// Which cell of a row holds which column.
struct Header: Sendable {
    let format: HistoryFormat
    /// Place by column; −1 where the file has no such column.
    let places: [Int]
    /// Cells that a row needs, so that every needed column is there.
    let cellsNeeded: Int
    /// Cells up to the last column that is read at all.
    let cellsRead: Int

    /// Reads the first line of a file.
    /// - Throws: `HistoryError.unknownHeader`, with what is missing for the likeliest format.
    init(line: UnsafeRawBufferPointer, path: String) throws(HistoryError) {
        var line = line
        if line.starts(with: [0xEF, 0xBB, 0xBF]) { line = UnsafeRawBufferPointer(rebasing: line.dropFirst(3)) }
        if line.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            throw .unknownHeader(path: path, reason: "it is a zip archive; unpack it and give the .csv inside")
        }
        var splitter = RowSplitter()
        guard splitter.split(line) else { throw .unknownHeader(path: path, reason: RowProblem.badQuotes.description) }
        var names: [String: Int] = [:]
        for at in (0..<splitter.count).reversed() { names[Header.plain(splitter[at])] = at }

        var best: (format: HistoryFormat, missing: [Column])?
        for format in HistoryFormat.allCases {
            let places = Header.places(format, names)
            let missing = format.required.filter { group in group.allSatisfy { places[$0.rawValue] < 0 } }
            if missing.isEmpty {
                let needed = format.required.compactMap { group in
                    group.map { places[$0.rawValue] }.filter { $0 >= 0 }.min()
                }
                self.format = format
                self.places = places
                cellsNeeded = (needed.max() ?? 0) + 1
                cellsRead = (places.max() ?? 0) + 1
                return
            }
            if missing.count < best?.missing.count ?? .max { best = (format, missing.compactMap(\.first)) }
        }
        throw .unknownHeader(path: path, reason: Header.complaint(best, of: names.count))
    }

    private static func places(_ format: HistoryFormat, _ names: [String: Int]) -> [Int] {
        Column.allCases.map { column in format.names(column).lazy.compactMap { names[$0] }.first ?? -1 }
    }

    private static func complaint(_ best: (format: HistoryFormat, missing: [Column])?, of count: Int) -> String {
        guard let best, best.missing.count < best.format.required.count / 2 else {
            return "the first line has to name the columns (flight_date,carrier,flight_num,… or "
                + "\"Year\",\"Quarter\",…,\"FlightDate\",…); it names none of them"
        }
        let lacking = best.missing.map { "\($0.meaning) (\(best.format.names($0).first ?? ""))" }.joined(
            separator: ", ")
        return "for \(best.format.rawValue) its first line names no column for: \(lacking)"
    }

    /// A column's name in lower case, letters and digits alone.
    private static func plain(_ cell: UnsafeRawBufferPointer) -> String {
        var bytes: [UInt8] = []
        for byte in cell.prefix(64) {
            switch byte {
            case 0x41...0x5A: bytes.append(byte + 0x20)
            case 0x61...0x7A, 0x30...0x39: bytes.append(byte)
            default: continue
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
