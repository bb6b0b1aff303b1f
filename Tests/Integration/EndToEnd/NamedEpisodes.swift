import Foundation
import Harness
import Testing

/// Days on which an airport stood still, as everyone who flew then remembers: when it was told first, how bad, and
/// what was blamed.
struct NamedEpisode {
    let airport: String
    let date: String
    /// Hour (UTC) of the first word.
    let firstTold: String
    let severity: String
    let cause = "cancellations"

    /// By number of the month in 2008.
    static let months: [Int: [NamedEpisode]] = [
        1: [NamedEpisode(airport: "ATL", date: "2008-01-19", firstTold: "12", severity: "high")],
        2: [
            NamedEpisode(airport: "MDW", date: "2008-02-04", firstTold: "13", severity: "critical"),
            NamedEpisode(airport: "ORD", date: "2008-02-06", firstTold: "11", severity: "high"),
            NamedEpisode(airport: "STL", date: "2008-02-21", firstTold: "12", severity: "critical"),
            NamedEpisode(airport: "EWR", date: "2008-02-22", firstTold: "10", severity: "high"),
            NamedEpisode(airport: "LGA", date: "2008-02-22", firstTold: "10", severity: "high"),
            NamedEpisode(airport: "JFK", date: "2008-02-22", firstTold: "10", severity: "critical"),
        ],
    ]

    /// - Parameters:
    ///   - scores: `scores.json` of the month.
    ///   - told: the last versions of its disruptions.
    func expectToBeTold(_ scores: [String: Any], _ told: [[String: Any]]) throws {
        let name = Comment(rawValue: "\(airport) on \(date)")
        let episodes = try #require(scores["episodes"] as? [[String: Any]])
        let episode = try #require(
            episodes.first { $0["airport"] as? String == airport && $0["date"] as? String == date }, name)
        #expect((episode["first_told"] as? String)?.hasPrefix("\(date)T\(firstTold):") == true, name)
        #expect(episode["told_before_half_was_known"] as? Bool == true, name)
        let congestion = told.filter { version in
            version["pattern"] as? String == "AIRPORT_CONGESTION"
                && (version["subject"] as? [String: Any])?["id"] as? String == airport
                && (version["detected_at"] as? String)?.hasPrefix("\(date)T\(firstTold):") == true
        }
        let last = try #require(congestion.first, name)
        #expect(last["lifecycle"] as? String == "RESOLVED" && last["confirmed"] as? Bool == true, name)
        #expect(last["severity"] as? String == severity, name)
        #expect((last["root"] as? [String: Any])?["cause"] as? String == cause, name)
    }

    /// The weather of Boston on 14 January is no airline's: B6 cancelled 17 %, its peers there 22 %.
    static func expectNoAlarm(of airline: String, on date: String, _ told: [[String: Any]]) {
        let alarms = told.filter { version in
            version["pattern"] as? String == "AIRLINE_DISRUPTION"
                && (version["detected_at"] as? String)?.hasPrefix(date) == true
                && ((version["subject"] as? [String: Any])?["id"] as? String)?.hasPrefix(airline) == true
        }
        #expect(alarms.isEmpty, "\(airline) on \(date)")
    }

    /// The last version of each congestion and each airline's alarm in `disruptions.jsonl`.
    static func told(in path: String) throws -> [[String: Any]] {
        let file = try #require(fopen(path, "r"), "\(path)")
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer {
            free(line)
            fclose(file)
        }
        var last: [String: [String: Any]] = [:]
        while case let length = getline(&line, &capacity, file), length > 0, let text = line {
            guard strstr(text, "\"AIRPORT_CONGESTION\"") ?? strstr(text, "\"AIRLINE_DISRUPTION\"") != nil else {
                continue
            }
            let version = try JSONSerialization.jsonObject(with: Data(bytes: text, count: length)) as? [String: Any]
            if let version, let id = version["disruption_id"] as? String { last[id] = version }
        }
        return Array(last.values)
    }
}
