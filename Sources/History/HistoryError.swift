import Glibc

/// Why history files cannot be read on. Bad rows are no error: they are counted, see `BadRow`.
public enum HistoryError: Error, Sendable, Equatable {
    /// The file cannot be opened or read: path and `errno`.
    case unreadable(path: String, code: Int32)
    /// The compressed data is damaged or cut off: path, lines read before, what zlib says.
    case damaged(path: String, line: Int, reason: String)
    /// The header is that of no known format: path, what is wrong with it.
    case unknownHeader(path: String, reason: String)
    /// No file was given, or a file holds no usable row.
    case empty(path: String)
}

extension HistoryError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let path, let code): "\(path): cannot read it: \(String(cString: strerror(code)))"
        case .damaged(let path, let line, let reason):
            "\(path):\(line): the compressed data cannot be read on (\(reason)): the file is damaged or cut off; "
                + "fetch it again"
        case .unknownHeader(let path, let reason): "\(path):1: no history file that is known here: \(reason)"
        case .empty(let path):
            path.isEmpty ? "no history file was given" : "\(path): there is no row in it that could be used"
        }
    }
}

/// A row that was left out, and why.
public struct BadRow: Sendable, Equatable, CustomStringConvertible {
    public let path: String
    /// Line in the file; the header is line 1.
    public let line: Int
    public let reason: RowProblem

    public var description: String { "\(path):\(line): \(reason.description); the row is left out" }
}
