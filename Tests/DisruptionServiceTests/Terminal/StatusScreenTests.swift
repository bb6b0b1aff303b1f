import Testing

@testable import DisruptionService

@Suite("Terminal: how a daemon stands")
struct StatusScreenTests {
    private static let page = """
        # HELP iropsd_build_info 1, with the version of this build.
        # TYPE iropsd_build_info gauge
        iropsd_build_info{version="0.1.0"} 1
        process_start_time_seconds 1000
        process_resident_memory_bytes 612000000
        iropsd_partition_lag{partition="0",topic="flight.events"} 3
        iropsd_partition_lag{partition="1",topic="flight.events"} 0
        iropsd_partition_lag{partition="4",topic="iropsd.entities"} 1211
        iropsd_watermark_seconds{partition="0"} 12525
        iropsd_watermark_seconds{partition="1"} 12500
        iropsd_last_commit_seconds{lane="0"} 12559.8
        iropsd_lane_restarts_total{lane="0"} 2
        iropsd_events_accepted_total{lane="0"} 1234567
        iropsd_disruptions_open{pattern="cascading_delay"} 31
        iropsd_disruptions_open{pattern="network_disruption"} 0
        iropsd_entities{kind="leg"} 41203
        iropsd_entities{kind="airport"} 287
        iropsd_dead_letters_total{lane="0",reason="BAD_VALUE"} 10
        iropsd_dead_letters_total{lane="1",reason="BAD_VALUE"} 1
        iropsd_dead_letters_total{lane="1",reason="LATE"} 0
        iropsd_sink_lag 0
        """

    @Test("One screen of what /metrics says")
    func screen() {
        let lines = StatusScreen(MetricsPage(Self.page), at: 12_560).text.split(separator: "\n").map(String.init)
        #expect(
            lines == [
                "process       version 0.1.0, up 3 h 12 min, 612 MB",
                "to read       1,214: iropsd.entities 1,211, flight.events 3",
                "event time    60 s behind the clock",
                "committed     0 s ago; lanes started anew 2 times",
                "events        1,234,567 since the start",
                "open          31 cascading_delay",
                "in memory     41,203 leg, 287 airport",
                "dead letters  BAD_VALUE 11",
                "tables        up to date",
            ])
    }

    @Test("A process that has just begun says little, and nothing wrong")
    func empty() {
        let text = StatusScreen(MetricsPage(""), at: 0).text
        #expect(text.contains("to read       nothing\n") && text.contains("dead letters  none since the start\n"))
        #expect(!text.contains("tables") && !text.contains("event time"))
    }

    @Test("Labels with quotes, backslashes and commas; lines that are no metric")
    func labels() {
        let page = MetricsPage("a{b=\"x\\\"y,z\\\\\",c=\"\"} 2\nno metric\nd 1e3\n")
        #expect(page["a"] == [MetricsPage.Sample(labels: ["b": "x\"y,z\\", "c": ""], value: 2)])
        #expect(page.sum("d") == 1000 && page.sum("e") == nil)
    }

    @Test(arguments: [
        (0, "0 s"), (119, "119 s"), (120, "2 min"), (7260, "2 h 1 min"), (400_000, "4 days"), (-5, "0 s"),
    ])
    func spans(seconds: Double, text: String) {
        #expect(StatusScreen.span(seconds) == text)
    }

    @Test("What is no HTTP is no answer")
    func answers() {
        let good = ServiceProbe.answer(Array("HTTP/1.1 503 Service Unavailable\r\nA: b\r\n\r\n{}".utf8))
        #expect(good == ServiceProbe.Answer(status: 503, body: "{}"))
        for bad in ["", "HTTP/1.1 200 OK", "SSH-2.0\r\n\r\n", "HTTP/1.1 fine\r\n\r\n"] {
            #expect(ServiceProbe.answer(Array(bad.utf8)) == nil)
        }
    }
}
