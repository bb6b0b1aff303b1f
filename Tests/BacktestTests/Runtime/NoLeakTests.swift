import DisruptionCore
import History
import Testing
import WireFormat

@testable import Backtest

/// What is said at an instant knows of nothing later.
@Suite struct NoLeakTests {
    private static let end = snowStart.adding(minutes: 2 * 1440)

    /// What Frankfurt's weather office told by an instant: a forecast of snow, half-hourly observations, snow from 9 to
    /// 15 h, and a forecast that takes it back.
    private static func weather(until cut: Instant = .distantFuture) -> String {
        func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
        var reports: [(minute: Int64, text: String)] = [
            (5 * 60 + 5, "TAF EDDF 200500Z 2006/2112 27010KT 9999 FEW040 FM200900 27010KT 0800 +SN OVC004"),
            (12 * 60 + 10, "TAF AMD EDDF 201200Z 2012/2112 27010KT 0800 +SN OVC004 FM201500 27010KT 9999 FEW040"),
        ]
        for half in 0..<48 {
            let body = (18..<30).contains(half) ? "27010KT 0800 +SN OVC004 M02/M03" : "27010KT 9999 FEW040 02/M01"
            let (hour, minute) = (half / 2, half % 2 * 30)
            reports.append((Int64(half * 30 + 2), "METAR EDDF 20\(two(hour))\(two(minute))Z \(body) Q1013"))
        }
        return reports.sorted { $0.minute < $1.minute }
            .map { (snowStart.adding(minutes: $0.minute), $0.text) }.filter { $0.0 <= cut }
            .map { "\($0.0.rfc3339) \($0.1)\n" }.joined()
    }

    @Test func aHistoryThatEndsThereTellsTheSameBytes() throws {
        let scratch = try Scratch()
        let file = try scratch.write("whole.csv", csv(snowLegs))
        let weather = try scratch.write("weather.txt", Self.weather())
        let whole = try told(file, in: scratch, last: Self.end, weather: weather)
        #expect(whole.disruptions.contains { $0.contains("WEATHER_IMPACT") })
        // In the morning, amid the snow, between two quarters of an hour, and when most have landed.
        for minutes: Int64 in [4 * 60, 9 * 60 + 37, 13 * 60, 22 * 60 + 1] {
            let cut = snowStart.adding(minutes: minutes)
            let marked = try told(file, in: scratch, last: cut, weather: weather)
            #expect(marked.disruptions == whole.disruptions(until: cut), "\(cut.rfc3339)")
            #expect(marked.predictions == whole.predictions(until: cut), "\(cut.rfc3339)")
            let known = try scratch.write("cut.csv", csv(snowLegs, cut: cut))
            let knownWeather = try scratch.write("cut.txt", Self.weather(until: cut))
            let blanked = try told(known, in: scratch, last: Self.end, weather: knownWeather)
            #expect(blanked.disruptions(until: cut) == whole.disruptions(until: cut), "\(cut.rfc3339)")
            #expect(blanked.predictions(until: cut) == whole.predictions(until: cut), "\(cut.rfc3339)")
            // What comes behind is not the same, or nothing was cut.
            #expect(blanked.disruptions != whole.disruptions)
            if minutes > 10 * 60 { #expect(marked.disruptions.count > 100) }
        }
    }
}
