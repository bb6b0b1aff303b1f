public import DisruptionCore
import Glibc

/// The system's time zone files.
public struct ZoneFiles: Sendable {
    /// The folder that holds them.
    public let directory: String

    /// Where Debian and most others keep them.
    public static let systemDirectory = "/usr/share/zoneinfo"

    public init(directory: String = ZoneFiles.systemDirectory) { self.directory = directory }

    /// Reads one zone.
    /// - Parameter name: of the tz database, e.g. `Europe/Berlin`; names that would leave the folder are refused.
    /// - Throws: `ZoneFileError`; nothing to retry.
    public func load(_ name: String) throws(ZoneFileError) -> ZoneTable {
        guard ZoneFiles.isName(name) else { throw ZoneFileError(zone: name, path: directory, reason: .badName) }
        let path = directory + "/" + name
        let bytes: [UInt8]
        switch ZoneFiles.read(path) {
        case .success(let read): bytes = read
        case .failure(let code): throw ZoneFileError(zone: name, path: path, reason: .unreadable(code.number))
        }
        do {
            return try TZif.parse(bytes, name: name)
        } catch {
            throw ZoneFileError(zone: name, path: path, reason: .malformed(error))
        }
    }

    /// Letters, digits, `_ + - /`, no empty part and no `..`.
    static func isName(_ name: String) -> Bool {
        guard (1...100).contains(name.utf8.count) else { return false }
        for part in name.utf8.split(separator: 0x2F, omittingEmptySubsequences: false) {
            guard !part.isEmpty else { return false }
            for byte in part {
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2B, 0x2D, 0x5F: continue
                default: return false
                }
            }
        }
        return true
    }

    private struct Errno: Error { let number: Int32 }

    private static func read(_ path: String) -> Result<[UInt8], Errno> {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return .failure(Errno(number: errno)) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while bytes.count < TZif.fileBytesMax {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { return .failure(Errno(number: errno)) }
            if count == 0 { break }
            bytes.append(contentsOf: chunk[..<count])
        }
        return .success(bytes)
    }
}

/// A time zone that cannot be had, and why.
public struct ZoneFileError: Error, Sendable, CustomStringConvertible {
    public enum Reason: Sendable, Equatable {
        case badName
        /// The `errno` of the read.
        case unreadable(Int32)
        case malformed(TZifError)
    }

    public let zone: String
    public let path: String
    public let reason: Reason

    public var description: String {
        switch reason {
        case .badName: "time zone \(zone): that is no name of the tz database"
        case .unreadable(let code):
            "time zone \(zone): cannot read \(path): \(String(cString: strerror(code))); install the package tzdata"
        case .malformed(let error): "time zone \(zone): \(path) is damaged: \(error); reinstall the package tzdata"
        }
    }
}
