import Glibc

/// Why HTTP cannot be served. It does not heal by itself, so the process does not start.
public struct HttpError: ExitCodeError, Equatable, CustomStringConvertible {
    public let description: String
    public var exitCode: ExitCode { .usage }

    init(_ address: ListenAddress, _ reason: String) {
        description = "http.listen \(address): \(reason)"
    }

    init(_ address: ListenAddress, errno number: Int32) {
        let reason =
            switch number {
            case EADDRINUSE: "the port is in use; stop the process that has it, or choose another port"
            case EADDRNOTAVAIL: "this machine has no such address; choose one of its own, or 127.0.0.1"
            case EACCES: "not allowed; ports below 1024 need a privilege, so choose another port"
            default: SystemError.text(number)
            }
        self.init(address, reason)
    }
}
