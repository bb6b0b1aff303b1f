import DisruptionCore
import Foundation
import History
import Learning
import ReferenceData
import Testing

/// Real data, where the machine has it: `DATA`, or a folder `shared/data` above the package.
private let realData: String? = {
    let manager = FileManager.default
    if let path = ProcessInfo.processInfo.environment["DATA"], manager.fileExists(atPath: path + "/bts2008") {
        return path
    }
    var folder = URL(fileURLWithPath: #filePath)
    while folder.path != "/" {
        folder.deleteLastPathComponent()
        let candidate = folder.appendingPathComponent("shared/data").path
        if manager.fileExists(atPath: candidate + "/bts2008") { return candidate }
    }
    return nil
}()

#if DEBUG
    private let isOptimised = false
#else
    private let isOptimised = true
#endif

/// January teaches, February scores: every airline's legs of 2008.
@Suite(
    .enabled(if: realData != nil, "no real data: neither DATA nor ../shared/data holds bts2008"),
    .enabled(if: isOptimised, "two months take minutes in a debug build; build the tests with -c release"))
struct RealDataTests {
    @Test func februaryIsPredictedAsDeployRotationSays() throws {
        let folder = try #require(realData) + "/bts2008/legs_2008_0"
        let files = try HistoryFiles(paths: [folder + "1.csv.gz", folder + "2.csv.gz"], airports: .empty)
        let airports = try ReferenceAirports.load().directory
        let february = try #require(CalendarDate(year: 2008, month: 2, day: 1))
        var source = LegSource(files)
        var legs: [FlownLeg] = []
        while let leg = try source.next() {
            let flown = FlownLeg(leg, airports: airports, teaches: leg.key.date < february)
            if let flown { legs.append(flown) }
        }
        let history = RotationHistory(legs)
        let tables = try #require(Learner(history).learn())
        let expected: [(InformationTime, error: Double, f1: Double)] = [
            (.previousArrival, 2.568, 0.7736), (.previousDeparture, 3.522, 0.6797), (.twoLegsOff, 5.237, 0.4883),
            (.twoLegsIn, 4.803, 0.5302),
        ]
        func text(_ value: Double) -> String { String(format: "%.4f", value) }
        for (time, error, f1) in expected {
            let (ours, oneLine) = history.score(time, tables)
            print(
                "\(time.name): one line \(text(oneLine.meanError)) / \(text(oneLine.f1)), "
                    + "learned \(text(ours.meanError)) / \(text(ours.f1))")
            #expect(abs(ours.meanError - error) < 0.03 && abs(ours.f1 - f1) < 0.005)
            #expect(ours.meanError < oneLine.meanError && ours.f1 > oneLine.f1)
        }
        let departures: [(InformationTime, auc: Double, brier: Double, error: Double)] = [
            (.previousArrival, 0.8699, 0.0931, 9.84), (.previousDeparture, 0.8231, 0.1149, 11.65),
            (.twoLegsOff, 0.7455, 0.1463, 14.83),
        ]
        for (time, auc, brier, error) in departures {
            let score = DepartureScore(history, time, tables)
            print(
                "\(time.name): departing 15 late AUC \(text(score.auc)), Brier \(text(score.brier)); "
                    + "departure delay \(text(score.meanError))")
            #expect(abs(score.auc - auc) < 0.003 && abs(score.brier - brier) < 0.001)
            #expect(abs(score.meanError - error) < 0.03)
        }
        let bytes = LearnedTablesText.bytes(tables)
        #expect(try bytes.withUnsafeBytes { try LearnedTables(text: $0) }[.gain] == tables[.gain])
        print("\(tables.count) rows, \(bytes.count) bytes")
    }
}
