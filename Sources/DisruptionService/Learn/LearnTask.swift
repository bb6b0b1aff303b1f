import DisruptionCore
import Glibc
public import History
import Learning
import ReferenceData

/// What `iropsd learn` does: history in, tables out.
public struct LearnTask: Sendable {
    public var files: [String] = []
    /// A path, or `-` for standard output.
    public var output = "-"
    public var selection = LegSelection()

    private let console: Console

    public init(console: Console = .standard) { self.console = console }

    /// Legs between two looks at the clock and the wish to stop.
    private static let legsPerLook = 16_384
    /// Seconds that a clean stop may take.
    private static let stopSeconds = 5

    static var legsText: String { FeedText.count(LearningLimits.legsMax) }

    /// - Throws: `HistoryError`, `CommandError`.
    public func run() throws -> ExitCode {
        let log = Log(format: .standardError(.text), level: .warning)
        let stop = try Lifecycle.start(deadlineSeconds: Self.stopSeconds, log: log).stop
        let display = FeedDisplay(console: console, clockMs: SystemClock.monotonicMs)
        // Before anything is read: a place that cannot be written to is told at once.
        let file = try RecordFile(output)
        var isWritten = false
        // What was begun under the other name and is not whole goes.
        defer { if !isWritten, let partial = file.partial { unlink(partial) } }
        let told = try learn(file, display, isStopped: { stop.isRequested })
        isWritten = told != nil
        display.tell(told ?? "stopped; nothing is written to \(file.name)")
        return isWritten ? .ok : .failed
    }

    /// - Returns: what was learned, for people; nil when stopped.
    func learn(
        _ file: RecordFile, _ display: FeedDisplay, isStopped: @escaping () -> Bool
    ) throws -> String? {
        guard let (legs, stations, comments) = try read(display, isStopped) else { return nil }
        guard !legs.isEmpty else { throw CommandError("no leg of these files was flown in that time") }
        display.show("putting \(FeedText.count(legs.count)) legs in order")
        let learner = Learner(RotationHistory(legs), isStopped: isStopped) { display.show("learning \($0)") }
        guard var tables = learner.learn(), !isStopped() else { return nil }
        display.show("learning airports, airlines and routes")
        stations.learn(&tables)
        tables.comments = comments
        try LearnedTablesText.bytes(tables).withUnsafeBytes { try file.write(lines: $0) }
        let place = try file.finish(isComplete: true)
        return "\(place): \(FeedText.count(tables.count)) rows from \(FeedText.count(legs.count)) legs"
    }

    /// The flown legs, and what the tables say of where they come from; nil when stopped.
    private func read(
        _ display: FeedDisplay, _ isStopped: () -> Bool
    ) throws -> (legs: [FlownLeg], stations: StationLearner, comments: [String])? {
        let airports = try ReferenceAirports.load()
        for failure in airports.failures { display.tell("note: \(failure)") }
        var history = try HistoryFiles(paths: files, airports: airports.directory, selection: selection) { survey in
            for row in survey.reported { display.tell("\(row)") }
            let more = survey.badRows - survey.reported.count
            if more > 0 { display.tell("\(survey.path): \(FeedText.count(more)) more rows are left out") }
        }
        var legs: [FlownLeg] = []
        var stations = StationLearner(airports: airports.directory)
        var (count, first, last) = (0, Instant.distantFuture, Instant.distantPast)
        while let leg = try history.next() {
            count += 1
            if count % Self.legsPerLook == 0 {
                if isStopped() { return nil }
                display.show("reading \(FeedText.minute(leg.scheduledDeparture))  \(FeedText.count(count)) legs")
            }
            stations.add(leg)
            guard let flown = FlownLeg(leg, airports: airports.directory) else { continue }
            guard legs.count < LearningLimits.legsMax else {
                throw CommandError("more than \(Self.legsText) legs; choose fewer by --from and --to")
            }
            (first, last) = (min(first, leg.scheduledDeparture), max(last, leg.scheduledDeparture))
            legs.append(flown)
        }
        guard !isStopped() else { return nil }
        // Names without folders: the same history gives the same bytes wherever it lies.
        let names = files.map { String($0.split(separator: "/").last ?? "") }.sorted()
        var comments = names.prefix(LearnedLimits.commentsMax - 2).map { "learned from \($0)" }
        if !legs.isEmpty {
            comments.append("\(FeedText.count(legs.count)) flown legs of \(FeedText.count(count))")
            comments.append("scheduled from \(FeedText.minute(first)) to \(FeedText.minute(last))")
        }
        return (legs, stations, comments)
    }
}
