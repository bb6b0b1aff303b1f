import Foundation
import Harness
import Testing

/// January and February 2008 as every airline reported them; skipped where the files are not.
@Suite("The backtest, as a process", .enabled(if: history != nil, "neither DATA nor ../shared/data holds bts2008"))
struct BacktestTests {
    @Test(
        "scores the one-line rule as its reference does, to the digit, tells the named episodes and predicts better",
        arguments: [1, 2])
    func month(_ number: Int) throws {
        let data = try #require(history)
        let scratch = try TemporaryFolder()
        let report = scratch.path + "/report"
        let run = try CommandRun(
            ["backtest", "\(data)/bts2008/legs_2008_0\(number).csv.gz", "--report", report], seconds: 300)
        #expect(run.exitCode == 0, "\(run.errors)")
        #expect(run.errors.contains("events/s"), "\(run.errors)")
        let scores = try document(report + "/scores.json")
        let reference = try document("\(data)/baseline/result_2008_0\(number).json")
        for (name, expected) in reference where name != "min_turn" && name != "score_month" && name != "scores" {
            expectEqual(scores[name], expected, name)
        }
        let bars = try #require(reference["scores"] as? [String: Any])
        for name in ["baseline", "at_prev_departure", "two_legs_ahead"] {
            expectEqual((scores["scores"] as? [String: Any])?[name], try #require(bars[name]), name)
        }
        let memory = try #require((scores["run"] as? [String: Any])?["peak_memory_bytes"] as? Int)
        #expect(memory < 500 * 1_048_576)
        #expect(TextFile.read(report + "/report.html").hasSuffix("</html>\n"))
        let told = try NamedEpisode.told(in: report + "/disruptions.jsonl")
        for episode in NamedEpisode.months[number] ?? [] { try episode.expectToBeTold(scores, told) }
        NamedEpisode.expectNoAlarm(of: "B6", on: "2008-01-14", told)
        try expectPredictions(scores)
    }

    /// Nothing was learned: the rules must be better than the one-line rule where that knows the same.
    private func expectPredictions(_ scores: [String: Any]) throws {
        let predictions = try #require(scores["predictions"] as? [String: Any])
        let bars = try #require(scores["scores"] as? [String: Any])
        func error(_ of: [String: Any]?) throws -> Double {
            try #require((of?["all_flown"] as? [String: Any])?["mae_all"] as? Double)
        }
        let names = [
            ("prev_arrival", "baseline"), ("prev_departure", "at_prev_departure"), ("two_legs_ahead", "two_legs_ahead"),
        ]
        for (name, bar) in names {
            let ours = try #require(predictions[name] as? [String: Any], "\(name)")
            #expect(
                try error(ours["minutes"] as? [String: Any]) < error(bars[bar] as? [String: Any]), "\(name)")
        }
        for (name, least) in [("prev_arrival", 0.83), ("prev_departure", 0.77), ("t-2h", 0.74), ("t-4h", 0.68)] {
            let chance = (predictions[name] as? [String: Any])?["probability_15"] as? [String: Any]
            #expect(try #require(chance?["auc"] as? Double) > least, "\(name)")
        }
    }

    @Test("leaves an older report as it was when it is stopped")
    func controlC() throws {
        let data = try #require(history)
        let scratch = try TemporaryFolder()
        let output = scratch.path + "/output.log"
        let process = try SpawnedProcess(
            [
                try Daemon.binary(), "backtest", "\(data)/bts2008/legs_2008_01.csv.gz", "--report",
                scratch.path + "/report",
            ], environment: [:], output: output)
        let isRunning: Bool? = Deadline.poll(seconds: 120) {
            TextFile.exists(scratch.path + "/report/disruptions.jsonl.part") ? true : nil
        }
        #expect(isRunning == true, "\(TextFile.read(output))")
        process.send(2)
        #expect(process.exitCode(within: 30) == 1)
        #expect(TextFile.read(output).hasSuffix("stopped; nothing was written\n"), "\(TextFile.read(output))")
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path + "/report").isEmpty)
    }

    @Test("says what is wrong with the call")
    func usage() throws {
        let scratch = try TemporaryFolder()
        let report = scratch.path + "/report"
        #expect(try CommandRun(["backtest", "--report", report]).exitCode == 2)
        #expect(try CommandRun(["backtest", "a.csv"]).exitCode == 2)
        #expect(try CommandRun(["backtest", "a.csv", "--report", report, "--partitions", "9"]).exitCode == 2)
        #expect(try CommandRun(["backtest", "a.csv", "--report", report, "--weather"]).exitCode == 2)
        let missing = try CommandRun(["backtest", scratch.path + "/none.csv", "--report", report])
        #expect(missing.exitCode == 1 && missing.errors.contains("none.csv"), "\(missing.errors)")
        #expect(!TextFile.exists(report))
    }

    private func document(_ path: String) throws -> [String: Any] {
        let data = try #require(FileManager.default.contents(atPath: path), "\(path)")
        return try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
    }

    /// Everything that the reference has is there, and the same.
    private func expectEqual(_ found: Any?, _ expected: Any, _ path: String) {
        if let expected = expected as? [String: Any] {
            for (name, value) in expected {
                expectEqual((found as? [String: Any])?[name], value, "\(path)/\(name)")
            }
        } else {
            #expect(found as? Double == expected as? Double && found != nil, "\(path)")
        }
    }
}

/// Real data, where the machine has it: `DATA`, or a folder `shared/data` above the package.
private let history: String? = {
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
