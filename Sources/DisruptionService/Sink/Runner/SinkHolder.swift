import Glibc

/// Who this process is, for the fence row and the log.
enum SinkHolder {
    /// The machine's name as the kernel has it.
    static var hostName: String {
        var name = utsname()
        uname(&name)
        return withUnsafePointer(to: &name.nodename) { tuple in
            tuple.withMemoryRebound(to: CChar.self, capacity: 65) { String(cString: $0) }
        }
    }

    /// The process id.
    static var processID: Int { Int(getpid()) }
}
