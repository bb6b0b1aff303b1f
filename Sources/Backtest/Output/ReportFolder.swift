import Glibc

/// The folder of a report and its files, which appear together when all of them are whole.
struct ReportFolder {
    let disruptions: OutputFile
    let predictions: OutputFile
    let scores: OutputFile
    let page: OutputFile

    /// Makes the folder where it is not there.
    /// - Throws: `BacktestError.unwritable`.
    init(path: String) throws(BacktestError) {
        try ReportFolder.make(path)
        disruptions = try OutputFile(path: path + "/disruptions.jsonl")
        predictions = try OutputFile(path: path + "/predictions.csv")
        scores = try OutputFile(path: path + "/scores.json")
        page = try OutputFile(path: path + "/report.html")
    }

    /// - Throws: `BacktestError.unwritable`; what has its name by then keeps it.
    func publish() throws(BacktestError) {
        try disruptions.finish()
        try predictions.finish()
        try scores.finish()
        try page.finish()
        try disruptions.publish()
        try predictions.publish()
        try scores.publish()
        try page.publish()
    }

    private static func make(_ path: String) throws(BacktestError) {
        var end = path.startIndex
        while end < path.endIndex {
            end = path[path.index(after: end)...].firstIndex(of: "/") ?? path.endIndex
            let part = String(path[..<end])
            if mkdir(part, 0o755) != 0, errno != EEXIST, errno != EISDIR {
                throw .unwritable(path: part, code: errno)
            }
        }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw .unwritable(path: path, code: ENOTDIR)
        }
    }
}
