import DisruptionCore
import Testing

@testable import History

/// January and February 2008 as every airline reported them; skipped where the files are not.
@Suite(.enabled(if: realData != nil, "no real data: neither DATA nor ../shared/data holds bts2008"))
struct RealDataTests {
    private func month(_ number: Int) throws -> String {
        try #require(realData) + "/bts2008/legs_2008_0\(number).csv.gz"
    }

    /// One test, because two would read the month twice as often.
    @Test func theReferenceJobHasAsManyEventsAsItsReference() throws {
        let files = try HistoryFiles(paths: [try month(1)], airports: .empty, selection: .reference)
        #expect(files.surveys[0].legs == 605_765 && files.surveys[0].badRows == 0)
        var stream = EventStream(LegSource(files), rules: .reference)
        var writer = EventWriter()
        var (events, sampled, bytes, last) = (0, 0, 0, Instant.distantPast)
        while let event = try stream.next() {
            events += 1
            if events % 64 == 0 {
                sampled += 1
                bytes += writer.body(event).count
            }
            if event.time < last { Issue.record("\(event.leg.key) \(event.kind) is out of order") }
            last = event.time
        }
        #expect(events == 1_778_756)
        #expect((420...440).contains(bytes / sampled))

        var again = LegSource(HistoryFiles(surveys: files.surveys, airports: .empty, selection: LegSelection()))
        var (legs, attempts) = (0, 0)
        while let leg = try again.next() {
            legs += 1
            if leg.key.attempt > 1 { attempts += 1 }
        }
        #expect(legs == 605_764 && again.duplicatesDropped == 1 && attempts == 2)
    }
}
