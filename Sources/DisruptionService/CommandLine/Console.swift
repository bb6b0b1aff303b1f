import Glibc

/// Standard output and standard error, written whole and at once.
public struct Console: Sendable {
    private let outputDescriptor: Int32
    private let errorDescriptor: Int32

    /// The process's own.
    public static let standard = Console(output: STDOUT_FILENO, error: STDERR_FILENO)

    /// - Parameters: descriptors that stay open as long as this is used.
    public init(output: Int32, error: Int32) {
        outputDescriptor = output
        errorDescriptor = error
    }

    /// Whether a person reads standard output.
    public var isTerminal: Bool { isatty(outputDescriptor) == 1 }

    /// Writes results. A reader that has gone is no error: `iropsd help | head` is done when `head` is.
    public func output(_ text: String) { Self.write(text, to: outputDescriptor) }

    /// Writes what a person should know beside the results.
    public func error(_ text: String) { Self.write(text, to: errorDescriptor) }

    private static func write(_ text: String, to descriptor: Int32) {
        var text = text
        text.withUTF8 { bytes in
            var rest = UnsafeRawBufferPointer(bytes)
            while !rest.isEmpty {
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if count > 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest[count...])
                } else if errno == EAGAIN {
                    var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                    poll(&ready, 1, 1000)
                } else if errno != EINTR {
                    return
                }
            }
        }
    }
}
