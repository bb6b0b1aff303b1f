public import DisruptionCore

/// Runways read from a file in the form of OurAirports' `runways.csv`, plain or compressed by gzip.
///
/// Needed are the columns airport_ident, length_ft, closed, le_ident, le_heading_degT, he_ident and he_heading_degT; in
/// any order, others are passed over. Rows of airports without a code of four characters, of closed runways, of
/// helipads and of directions without a number are counted and left out; rows that are damaged are an error.
public struct RunwayFile: Sendable {
    public let directory: RunwayDirectory
    /// Directions of runways that were taken.
    public let directions: Int
    /// Rows that are of no runway that one could use here.
    public let rowsLeftOut: Int

    /// Rows: OurAirports has 47,000.
    static let rowsMax = 500_000

    /// - Throws: `ReferenceFileError`, with path and line, at the first row that is damaged.
    public init(path: String) throws(ReferenceFileError) {
        var lines = try ReferenceLines(path: path)
        guard let header = try lines.next() else { throw lines.error("the file is empty") }
        let columns = try RunwayColumns(header, lines)
        var rows: [(station: AirportCode, runway: Runway)] = []
        var (count, leftOut) = (0, 0)
        while let cells = try lines.next() {
            count += 1
            if count > RunwayFile.rowsMax { throw lines.error("more than \(RunwayFile.rowsMax) rows") }
            guard cells.count > columns.last else {
                throw lines.error("\(cells.count) cells, where the header has at least \(columns.last + 1)")
            }
            let found = try columns.runways(cells, lines)
            if found.isEmpty { leftOut += 1 }
            rows += found
        }
        directory = RunwayDirectory(rows)
        directions = rows.count
        rowsLeftOut = leftOut
    }
}
