/// Which learned file a partition works by, and which one waits for the next day.
///
/// A file counts from the midnight UTC of the first watermark behind the record that names it; at the beginning of a
/// log, where no day has begun, at once. So every replay has the same file for the same records.
struct LearnedInForce {
    /// Hash of the file in force; 0 for none.
    private(set) var hash: UInt64 = 0
    /// Hash of the file that the configuration names, in force or not yet; 0 for none.
    private(set) var named: UInt64 = 0
    /// Day from which the named one is in force.
    private(set) var from = CalendarDate(days: .min)
    /// What is named and was not given yet: nothing can be processed until it is. The one in force comes first.
    private(set) var missing: UInt64?
    /// What the host gave: the files in force and named, and one that a record is about to name.
    private var files: [LearnedFile] = []

    init() {}

    /// As a snapshot has it; the files are missing until they are given.
    init(hash: UInt64, named: UInt64, from: CalendarDate) {
        self.hash = hash
        self.named = named
        self.from = from
        look()
    }

    /// What is in force; nil for none. Tables of which a file has no row are the defaults.
    var tables: LearnedTables? { file(hash)?.tables.completed }

    /// Whether a file can be named: it was given, or it is none.
    func canName(_ hash: UInt64) -> Bool { hash == 0 || file(hash) != nil }

    /// The configuration names a file.
    /// - Parameter watermark: the first one, as the record is read.
    mutating func name(_ hash: UInt64, at watermark: Instant) {
        if hash == named { return }
        named = hash
        if watermark == .distantPast {
            self.hash = hash
        } else {
            from = CalendarDate(days: CalendarDate(utc: watermark).days &+ 1)
        }
        look()
    }

    /// The first watermark has come to another day.
    /// - Returns: whether another file is in force now.
    mutating func turn(to day: CalendarDate) -> Bool {
        guard hash != named, day >= from else { return false }
        hash = named
        look()
        return true
    }

    /// The host has found a file.
    mutating func give(_ file: LearnedFile) {
        files.removeAll { $0.hash == file.hash || $0.hash != hash && $0.hash != named }
        files.append(file)
        missing = [hash, named].first { !canName($0) }
    }

    /// Lets go what nobody needs, and sees what is missing.
    private mutating func look() {
        files.removeAll { $0.hash != hash && $0.hash != named }
        missing = [hash, named].first { !canName($0) }
    }

    private func file(_ hash: UInt64) -> LearnedFile? { files.first { $0.hash == hash } }
}
