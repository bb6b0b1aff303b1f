/// What is wrong with a file of reference data, and where.
public struct ReferenceFileError: Error, Equatable, CustomStringConvertible {
    public let path: String
    /// 1 is the first; 0 where it is none of a line.
    public let line: Int
    public let reason: String

    public var description: String { line == 0 ? "\(path): \(reason)" : "\(path):\(line): \(reason)" }
}
