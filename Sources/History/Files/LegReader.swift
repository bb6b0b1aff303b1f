import DisruptionCore

/// The legs of one file in its own order. Bad rows come out as such; what stops a file is thrown.
struct LegReader: ~Copyable {
    enum Row {
        case leg(HistoricLeg)
        case bad(BadRow)
        case end
    }

    let path: String
    let format: HistoryFormat
    private let airports: AirportDirectory
    private var lines: LineReader
    private var cells: Cells

    /// Opens a file and reads its header.
    /// - Throws: `HistoryError`.
    init(path: String, airports: AirportDirectory) throws(HistoryError) {
        var lines = try LineReader(path: path)
        let header: Header
        switch try lines.next() {
        case .end: throw .empty(path: path)
        case .tooLong: throw .unknownHeader(path: path, reason: "its first line is no list of columns")
        case .text(let line): header = try Header(line: line, path: path)
        }
        self.path = path
        self.airports = airports
        self.lines = lines
        format = header.format
        cells = Cells(header: header)
    }

    /// Lines read so far.
    var line: Int { lines.number }

    /// - Throws: `HistoryError`.
    mutating func next() throws(HistoryError) -> Row {
        while true {
            switch try lines.next() {
            case .end: return .end
            case .tooLong: return .bad(BadRow(path: path, line: lines.number, reason: .lineTooLong))
            case .text(let line):
                if line.isEmpty { continue }
                do throws(RowProblem) {
                    return .leg(try leg(line))
                } catch {
                    return .bad(BadRow(path: path, line: lines.number, reason: error))
                }
            }
        }
    }

    private mutating func leg(_ line: UnsafeRawBufferPointer) throws(RowProblem) -> HistoricLeg {
        guard cells.splitter.split(line, wanted: cells.header.cellsRead) else { throw .badQuotes }
        guard cells.splitter.count >= cells.header.cellsNeeded else { throw .tooFewCells(cells.splitter.count) }
        let leg: HistoricLeg
        switch format {
        case .legs: leg = try UTCRow.leg(&cells)
        case .carrierOnTime: leg = try LocalRow.leg(&cells, airports: airports)
        }
        if let problem = leg.problem() { throw problem }
        return leg
    }
}
