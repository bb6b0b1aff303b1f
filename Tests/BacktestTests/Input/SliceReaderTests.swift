import DisruptionCore
import History
import Testing

@testable import Backtest

@Suite struct SliceReaderTests {
    @Test func everyMinuteIsASliceUntilAllIsSettled() throws {
        var reader = SliceReader(EventStream(LegSource(snowLegs)), weather: WeatherReports(), partitions: 2)
        var (ends, events, lastEvent): ([Instant], Int, Instant) = ([], 0, .distantPast)
        while let slice = try reader.next() {
            ends.append(slice.end)
            events += slice.events
            if slice.events > 0 { lastEvent = slice.end }
        }
        let watchful = lastEvent.adding(minutes: 1440)
        for (end, next) in zip(ends, ends.dropFirst()) {
            #expect(next.ms - end.ms == (next <= watchful ? SliceGrid.sliceMs : SliceGrid.settlingMs))
        }
        #expect(ends.last == lastEvent.adding(minutes: 5 * 1440))
        var stream = EventStream(LegSource(snowLegs))
        var all = 0
        while try stream.next() != nil { all += 1 }
        #expect(events == all)
    }

    @Test func aSliceEndsWithItsLastInstant() {
        #expect(SliceGrid.end(of: Instant(ms: 60_000)) == Instant(ms: 60_000))
        #expect(SliceGrid.end(of: Instant(ms: 60_001)) == Instant(ms: 120_000))
        #expect(SliceGrid.end(of: Instant(ms: 0)) == Instant(ms: 0))
    }

    @Test func yearsBetweenTwoMonthsAreLeapt() throws {
        let late = SyntheticDay.legs(on: CalendarDate(days: 21_900))
        var reader = SliceReader(
            EventStream(LegSource(snowLegs + late)), weather: WeatherReports(), partitions: 1)
        var (slices, leaps) = (0, 0)
        var last: Instant?
        while let slice = try reader.next() {
            if let last, slice.end.ms - last.ms > SliceGrid.settlingMs { leaps += 1 }
            last = slice.end
            slices += 1
        }
        #expect(leaps == 1 && slices < 20 * 1440)
    }
}
