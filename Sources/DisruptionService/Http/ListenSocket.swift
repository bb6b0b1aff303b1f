import Glibc

/// Opens sockets that listen, with errors that say what to do.
enum ListenSocket {
    /// Connections that wait to be accepted.
    private static let backlog: Int32 = 64

    /// - Returns: a descriptor that the caller closes.
    static func open(_ address: ListenAddress) throws(HttpError) -> Int32 {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
        hints.ai_flags = AI_PASSIVE | AI_NUMERICSERV
        var found: UnsafeMutablePointer<addrinfo>?
        let failure = getaddrinfo(address.host, String(address.port), &hints, &found)
        guard failure == 0 else {
            throw HttpError(
                address, "the name is not known (\(String(cString: gai_strerror(failure)))); use an IP address")
        }
        defer { freeaddrinfo(found) }
        var lastError = EADDRNOTAVAIL
        var candidate = found
        while let info = candidate {
            let descriptor = listening(info.pointee)
            if descriptor >= 0 { return descriptor }
            lastError = errno
            candidate = info.pointee.ai_next
        }
        throw HttpError(address, errno: lastError)
    }

    /// The port that a socket has, which the system may have chosen; 0 when it has none.
    static func port(of descriptor: Int32) -> UInt16 {
        var address = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let isKnown = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) == 0 }
        }
        guard isKnown else { return 0 }
        // Both families have the port in the same two bytes behind the family.
        return withUnsafeBytes(of: &address) { UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self)) }
    }

    /// A descriptor, or -1 with `errno`.
    private static func listening(_ info: addrinfo) -> Int32 {
        let descriptor = socket(info.ai_family, info.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), info.ai_protocol)
        guard descriptor >= 0 else { return -1 }
        var yes: Int32 = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        if bind(descriptor, info.ai_addr, info.ai_addrlen) == 0, listen(descriptor, backlog) == 0 { return descriptor }
        let number = errno
        close(descriptor)
        errno = number
        return -1
    }
}
