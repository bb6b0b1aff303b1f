import Testing

@testable import DisruptionCore

/// What flights of the days before teach, beside a slow reference that keeps every sample.
@Suite struct FlownTimesTests {
    private static func percentile(_ counts: FlownCounts, for day: Int32, tenths: Int32 = 5, fewest: Int32 = 1)
        -> Int32?
    {
        var sum = FlownCounts.Sum()
        counts.add(to: &sum, for: day)
        return sum.percentile(tenths: tenths, fewest: fewest)
    }

    private static func restored(_ times: FlownTimes) throws -> FlownTimes {
        var writer = ByteWriter()
        times.encodeSnapshot(into: &writer)
        let bytes = Array(writer.bytes)
        return try bytes.withUnsafeBytes { raw in
            var reader = SnapshotReader(.airports, ByteReader(raw))
            let read = FlownTimes(restoring: &reader)
            try reader.finish()
            return read
        }
    }

    @Test("A day counts from the day after next, and not before")
    func later() {
        var counts = FlownCounts()
        counts.add(30, on: 100)
        counts.add(50, on: 101)
        #expect(Self.percentile(counts, for: 101) == nil)
        #expect(Self.percentile(counts, for: 102) == 30)
        #expect(Self.percentile(counts, for: 103, tenths: 10) == 50)
        #expect(Self.percentile(counts, for: 103, fewest: 3) == nil)
        counts.add(1000, on: 101)
        counts.add(-1000, on: 101)
        #expect(Self.percentile(counts, for: 103, tenths: 10) == FlownCounts.range.upperBound)
        #expect(Self.percentile(counts, for: 103, tenths: 1) == FlownCounts.range.lowerBound)
    }

    @Test("Whatever is merged, and in whatever order a day's samples came, a leg gets one answer", arguments: 1...20)
    func anyOrder(seed: Int) {
        var random = Seeded(UInt64(seed))
        var (lazily, eagerly) = (FlownCounts(), FlownCounts())
        for day in 0..<60 as Range<Int32> {
            let samples = (0..<random.next(60)).map { _ in Int32(random.next(120) - 30) }
            for sample in samples { lazily.add(sample, on: day) }
            for sample in samples.reversed() { eagerly.add(sample, on: day) }
            eagerly.settle(through: day - 3)
            if random.next(9) == 0 { lazily.settle(through: day - 5) }
            for leg in day - 1...day + 2 {
                let (one, other) = (Self.percentile(lazily, for: leg), Self.percentile(eagerly, for: leg))
                #expect(one == other, "seed \(seed), day \(day), leg of \(leg)")
            }
        }
    }

    @Test("The last weeks weigh most")
    func halving() {
        var counts = FlownCounts()
        for day in 0..<30 as Range<Int32> { for _ in 0..<50 { counts.add(60, on: day) } }
        for day in 30..<60 as Range<Int32> { for _ in 0..<50 { counts.add(20, on: day) } }
        #expect(Self.percentile(counts, for: 32) == 60)
        #expect(Self.percentile(counts, for: 62) == 20)
    }

    @Test("A day with more samples than all others together comes back from a snapshot too")
    func busyDay() throws {
        var times = FlownTimes()
        for _ in 0..<16_000 { times.add(Self.flown(Self.carrier, taxi: 17), on: 1, settled: 0) }
        times.add(Self.flown(Self.carrier, taxi: 17), on: 9, settled: 8)
        #expect(try Self.restored(times).unimpededTaxi(for: 10) == 17)
    }

    private static let carrier = CarrierCode("AA") ?? .none
    private static let other = CarrierCode("UA") ?? .none
    private static let destination = AirportCode("DEN") ?? .none

    private static func flown(_ carrier: CarrierCode, beyond: Int32? = nil, taxi: Int32? = nil) -> LegFlown {
        var flown = LegFlown(carrier: carrier, destination: destination)
        (flown.beyondBlock, flown.taxiOut) = (beyond, taxi)
        return flown
    }

    @Test("A carrier's own turns, else those of all with the same size")
    func turns() throws {
        var times = FlownTimes()
        for minutes in 20..<49 as Range<Int32> {
            times.add(TurnFlown(carrier: Self.carrier, size: .narrow, minutes: minutes), on: 1, settled: 0)
        }
        #expect(times.minimumTurn(Self.carrier, .narrow, for: 3) == nil)
        times.add(TurnFlown(carrier: Self.other, size: .narrow, minutes: 90), on: 1, settled: 0)
        #expect(times.minimumTurn(Self.carrier, .narrow, for: 3) == 34)
        times.add(TurnFlown(carrier: Self.carrier, size: .narrow, minutes: 49), on: 1, settled: 0)
        #expect(times.minimumTurn(Self.carrier, .narrow, for: 3) == 34)
        #expect(times.minimumTurn(Self.other, .narrow, for: 3) == 34)
        #expect(times.minimumTurn(Self.carrier, .wide, for: 3) == nil)
        #expect(try Self.restored(times).minimumTurn(Self.other, .narrow, for: 3) == 34)
    }

    @Test("What a route recovers is never less than nothing, and the unimpeded taxi is that of one in ten")
    func blocks() throws {
        var times = FlownTimes()
        for minutes in 0..<100 as Range<Int32> {
            times.add(Self.flown(Self.carrier, beyond: -8, taxi: 10 + minutes / 5), on: 1, settled: 0)
        }
        for _ in 0..<30 { times.add(Self.flown(Self.other, beyond: 5), on: 1, settled: 1) }
        for times in [times, try Self.restored(times)] {
            #expect(times.recovery(Self.carrier, to: Self.destination, for: 3) == 8)
            #expect(times.recovery(Self.other, to: Self.destination, for: 3) == 0)
            #expect(times.recovery(CarrierCode("B6") ?? .none, to: Self.destination, for: 3) == 8)
            #expect(times.recovery(Self.carrier, to: AirportCode("LAX") ?? .none, for: 3) == nil)
            #expect(times.unimpededTaxi(for: 3) == 11)
            #expect(times.unimpededTaxi(for: 2) == nil)
        }
    }

    @Test("What the log holds comes back as it was written", arguments: [nil, -30, 0, 45] as [Int32?])
    func messages(beyond: Int32?) {
        var writer = ByteWriter()
        let flown = Self.flown(Self.carrier, beyond: beyond, taxi: 17)
        flown.encode(into: &writer)
        var reader = ByteReader(writer.bytes)
        #expect(LegFlown(reading: &reader) == flown)
        writer.removeAll()
        TaughtTimes(minimumTurn: beyond, recovery: 0).encode(into: &writer)
        reader = ByteReader(writer.bytes)
        let taught = TaughtTimes(reading: &reader)
        #expect(taught.minimumTurn == beyond.map { max(0, $0) } && taught.recovery == 0)
        var short = ByteReader(UnsafeRawBufferPointer(start: nil, count: 0))
        #expect(LegFlown(reading: &short) == nil)
    }
}
