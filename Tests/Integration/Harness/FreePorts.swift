import Glibc

/// TCP ports of the loopback interface that nobody listens on.
package enum FreePorts {
    /// Below the range from which the kernel takes ports for outgoing connections, so that none is taken meanwhile.
    private static let candidates: ClosedRange<UInt16> = 20_000...31_000
    private static let attemptsMax = 200

    /// The first of so many free ports in a row.
    package static func first(of count: UInt16 = 1) throws(HarnessError) -> UInt16 {
        for _ in 0..<attemptsMax {
            let first = UInt16.random(in: candidates)
            if (first..<(first + count)).allSatisfy(isFree) { return first }
        }
        throw HarnessError("found no \(count) free ports in a row between \(candidates)")
    }

    /// Whether somebody listens on a port.
    package static func isTaken(_ port: UInt16) -> Bool { LoopbackSocket.accepts(port: port) }

    private static func isFree(_ port: UInt16) -> Bool {
        let socket = LoopbackSocket.open()
        guard socket >= 0 else { return false }
        defer { close(socket) }
        return LoopbackSocket.withAddress(port: port) { bind(socket, $0, $1) } == 0
    }
}
