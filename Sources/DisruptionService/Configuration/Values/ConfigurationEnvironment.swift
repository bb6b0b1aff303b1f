import Glibc

/// What a configuration may refer to outside its own text.
struct ConfigurationEnvironment: Sendable {
    /// The value of an environment variable, nil when it is not set.
    let variable: @Sendable (String) -> String?
    /// The bytes of a file of at most so many bytes. Throws `FileProblem`.
    let readFile: @Sendable (String, Int) throws -> [UInt8]

    /// The environment of this process, with relative paths seen from `folder`.
    static func process(folder: String) -> ConfigurationEnvironment {
        ConfigurationEnvironment(
            variable: { name in getenv(name).map { String(cString: $0) } },
            readFile: { path, bytesMax in
                try BoundedFile.read(path.hasPrefix("/") ? path : "\(folder)/\(path)", bytesMax: bytesMax)
            })
    }
}

/// Why a file cannot be read, in words for a person.
struct FileProblem: Error, CustomStringConvertible {
    let path: String
    let reason: String

    var description: String { "\(path): \(reason)" }
}

/// Reads whole files that are small.
enum BoundedFile {
    /// - Throws: `FileProblem` when the file is not there, may not be read, or has more than `bytesMax` bytes.
    static func read(_ path: String, bytesMax: Int) throws(FileProblem) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileProblem(path: path, reason: SystemError.text(errno)) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while bytes.count <= bytesMax {
            let count = chunk.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw FileProblem(path: path, reason: SystemError.text(errno)) }
            if count == 0 { return bytes }
            bytes += chunk[..<count]
        }
        throw FileProblem(path: path, reason: "has more than \(bytesMax) bytes")
    }
}

/// Words for the numbers of the operating system.
package enum SystemError {
    /// The system's text for an `errno`, in the C locale, which the daemon never leaves.
    package static func text(_ number: Int32) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
            guard let start = buffer.baseAddress, strerror_r(number, start, buffer.count) == 0 else {
                return "error \(number)"
            }
            return String(cString: start)
        }
    }
}
