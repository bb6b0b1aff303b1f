import Testing

@testable import DisruptionService

@Suite("Metrics: the text for Prometheus")
struct MetricsTests {
    private let metrics = MetricsRegistry()

    @Test("Counters, gauges and histograms have their help, type and lines, by name")
    func text() {
        metrics.gauge("iropsd_lag_records", "Records not yet read.", labels: ["topic": "a", "partition": "0"]).set(-3)
        metrics.counter("iropsd_reads_total", "Records read.").add(7)
        let commit = metrics.histogram("iropsd_commit_seconds", "Commits.", unit: .milliseconds, bounds: [5, 10, 2500])
        for ms in [1, 5, 6, 3000] as [Int64] { commit.observe(ms) }
        metrics.collectGauges("iropsd_state_bytes", "State.", unit: .bytes) {
            [MetricSample(10, labels: ["partition": "1"]), MetricSample(20, labels: ["partition": "2"])]
        }
        #expect(
            metrics.text == """
                # HELP iropsd_commit_seconds Commits.
                # TYPE iropsd_commit_seconds histogram
                iropsd_commit_seconds_bucket{le="0.005"} 2
                iropsd_commit_seconds_bucket{le="0.01"} 3
                iropsd_commit_seconds_bucket{le="2.5"} 3
                iropsd_commit_seconds_bucket{le="+Inf"} 4
                iropsd_commit_seconds_sum 3.012
                iropsd_commit_seconds_count 4
                # HELP iropsd_lag_records Records not yet read.
                # TYPE iropsd_lag_records gauge
                iropsd_lag_records{topic="a",partition="0"} -3
                # HELP iropsd_reads_total Records read.
                # TYPE iropsd_reads_total counter
                iropsd_reads_total 7
                # HELP iropsd_state_bytes State.
                # TYPE iropsd_state_bytes gauge
                iropsd_state_bytes{partition="1"} 10
                iropsd_state_bytes{partition="2"} 20

                """)
    }

    @Test("Cells of several threads are written as their sum")
    func cells() async {
        let cells = (0..<4).map { _ in metrics.counter("iropsd_x_total", "X.", labels: ["lane": "all"]) }
        await withTaskGroup(of: Void.self) { group in
            for cell in cells { group.addTask { for _ in 0..<10_000 { cell.add(1) } } }
        }
        #expect(metrics.text.contains("iropsd_x_total{lane=\"all\"} 40000\n"))
        #expect(cells.allSatisfy { $0.value == 10_000 })
        #expect(metrics.gauge("iropsd_y", "Y.") === metrics.gauge("iropsd_y", "Y."))
    }

    @Test("Cells and series are bounded, and nothing is lost at the bounds")
    func bounds() {
        for _ in 0..<1000 { metrics.counter("iropsd_x_total", "X.").add(1) }
        for number in 0..<1000 { metrics.counter("iropsd_z_total", "Z.", labels: ["n": "\(number)"]).add(1) }
        let lines = metrics.text.split(separator: "\n")
        #expect(lines.contains("iropsd_x_total 1000"))
        let series = lines.filter { $0.hasPrefix("iropsd_z_total{") }
        #expect(series.count == ServiceLimits.metricSeries)
        #expect(series.last == "iropsd_z_total{n=\"other\"} \(1001 - ServiceLimits.metricSeries)")
    }

    @Test("What labels and helps hold cannot break the format")
    func escaping() {
        metrics.gauge("iropsd_x", "A \\ and\na line.", labels: ["l": "q\"b\\n\nz"]).set(1)
        #expect(
            metrics.text == """
                # HELP iropsd_x A \\\\ and\\na line.
                # TYPE iropsd_x gauge
                iropsd_x{l="q\\"b\\\\n\\nz"} 1

                """)
    }

    @Test(
        "Numbers are exact in the unit that is written",
        arguments: [
            (0, MetricUnit.milliseconds, "0"), (1, .milliseconds, "0.001"), (1500, .milliseconds, "1.5"),
            (-1, .milliseconds, "-0.001"), (1, .microseconds, "0.000001"), (2_000_000, .microseconds, "2"),
            (1_010_000, .microseconds, "1.01"), (.max, .count, "9223372036854775807"),
            (.min, .count, "-9223372036854775808"), (.min, .bytes, "-9223372036854775808"),
        ] as [(Int64, MetricUnit, String)])
    func numbers(value: Int64, unit: MetricUnit, text: String) {
        #expect(MetricText.number(value, unit) == text)
    }

    @Test("The process tells what it uses, and what it logged")
    func process() throws {
        let output = CapturedOutput()
        let log = Log(format: .json, level: .error, descriptor: output.descriptor)
        ProcessMetrics.register(in: metrics, log: log)
        log.emit(LogEvent(.info, "a.b", "m"))
        let text = metrics.text
        func value(_ name: String) throws -> Double {
            let line = try #require(text.split(separator: "\n").first { $0.hasPrefix(name + " ") })
            return try #require(Double(line.dropFirst(name.count + 1)))
        }
        #expect(try value("process_resident_memory_bytes") > 1_000_000)
        #expect(try value("process_open_fds") >= 3)
        #expect(try value("process_cpu_seconds_total") > 0)
        #expect(try value("process_start_time_seconds") > 1.6e9)
        #expect(text.contains("iropsd_build_info{version=\"\(ServiceVersion.text)\"} 1\n"))
        #expect(text.contains("iropsd_log_events_total{code=\"a.b\",level=\"info\"} 1\n"))
    }
}
