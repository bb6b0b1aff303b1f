/// Learned tables with the hash that configuration records name them by. The same on every machine.
public struct LearnedFile: Sendable, Equatable {
    /// Of the file's bytes; never 0, which says that there is none.
    public let hash: UInt64
    public let tables: LearnedTables

    /// Reads a file's bytes, which may hold anything; they are not kept.
    /// - Throws: `LearnedTablesError` at the first line that is not as `LearnedTablesText` writes it.
    public init(bytes: UnsafeRawBufferPointer) throws(LearnedTablesError) {
        tables = try LearnedTables(text: bytes)
        hash = LearnedFile.hash(of: bytes)
    }

    /// The hash that bytes have as a learned file.
    public static func hash(of bytes: UnsafeRawBufferPointer) -> UInt64 { max(1, Hash64.of(bytes)) }

    /// 16 hexadecimal digits.
    public var name: String { LearnedFile.name(of: hash) }

    /// A hash as keys and messages say it: 16 hexadecimal digits.
    public static func name(of hash: UInt64) -> String {
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }

    public static func == (a: LearnedFile, b: LearnedFile) -> Bool { a.hash == b.hash }
}
