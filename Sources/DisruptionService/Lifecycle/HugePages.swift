import Glibc

/// Memory in huge pages: the entities of a day are many times what a processor knows the addresses of in small ones.
///
/// glibc reads its tunables once, before `main`, so the program starts itself anew with the one that asks for them
/// (same process id, same arguments). The kernel gives them where /sys/kernel/mm/transparent_hugepage/enabled says
/// `madvise` or `always`; elsewhere nothing changes.
public enum HugePages {
    private static let variable = "GLIBC_TUNABLES"
    /// Source: glibc manual, "Memory Allocation Tunables": 1 makes malloc ask for transparent huge pages.
    private static let tunable = "glibc.malloc.hugetlb=1"

    /// What the environment has to say for huge pages to be asked for.
    /// - Parameter held: what it says; whoever set tunables knows why, so they stay as they are.
    /// - Returns: nil where nothing is to be changed.
    static func wanted(_ held: String?) -> String? { held == nil ? tunable : nil }

    /// Whether this process asked for them, or was told to.
    static var areAsked: Bool { getenv(variable).map { String(cString: $0).contains(tunable) } ?? false }

    /// Starts the program anew where it was not started with them; returns when there is nothing to do, or when that
    /// failed, which costs speed and nothing else: /status says `huge_pages` false then. To be called first of all.
    public static func ask() {
        guard let value = wanted(getenv(variable).map { String(cString: $0) }), let program = path() else { return }
        guard setenv(variable, value, 1) == 0 else { return }
        execv(program, CommandLine.unsafeArgv)
        unsetenv(variable)
    }

    /// The program's own file by its own name, which the process then has too; nil where it was replaced meanwhile.
    private static func path() -> String? {
        var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &bytes, bytes.count)
        guard count > 0, count < bytes.count else { return nil }
        let path = String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return access(path, X_OK) == 0 ? path : nil
    }
}
