import DisruptionCore
import Testing
import WireFormat

@testable import DisruptionService

@Suite("Figures as records of system.metrics")
struct MetricRecordsTests {
    @Test("The series of /metrics, each with its number, in one object")
    func record() {
        let metrics = MetricsRegistry()
        metrics.counter("iropsd_things_total", "Things.", labels: ["kind": "a\"b"]).add(3)
        metrics.gauge("iropsd_age_seconds", "Age.", unit: .milliseconds).set(1250)
        var json = JSONWriter()
        MetricRecords.write(
            metrics.text, host: "ops-1", instance: nil, at: Instant(ms: 1_000), into: &json)
        #expect(
            String(decoding: json.bytes, as: UTF8.self) == """
                {"host":"ops-1","at":"1970-01-01T00:00:01Z","version":"\(ServiceVersion.text)","metrics":{\
                "iropsd_age_seconds":1.25,"iropsd_things_total{kind=\\"a\\\\\\"b\\"}":3}}
                """)
    }

    @Test("A time from input to output falls into its range")
    func latencies() {
        let metrics = MetricsRegistry()
        let live = LaneLatencies(metrics, isLive: true)
        live.note(oldestInputMs: 1_000, toldMs: [990, 400], endedMs: 1_015)
        live.note(oldestInputMs: nil, toldMs: [], endedMs: 2_000)
        let text = metrics.text
        #expect(text.contains("iropsd_commit_latency_seconds_bucket{le=\"0.01\"} 0\n"))
        #expect(text.contains("iropsd_commit_latency_seconds_bucket{le=\"0.02\"} 1\n"))
        #expect(text.contains("iropsd_commit_latency_seconds_count 1\n"))
        #expect(text.contains("iropsd_disruption_latency_seconds_bucket{le=\"0.05\"} 1\n"))
        #expect(text.contains("iropsd_disruption_latency_seconds_sum 0.64\n"))
        // Where event time is history's, its distance from the clock says nothing.
        let replayed = MetricsRegistry()
        LaneLatencies(replayed, isLive: false).note(oldestInputMs: 1, toldMs: [1], endedMs: 5)
        #expect(!replayed.text.contains("disruption_latency"))
    }
}
