import Testing

@testable import DisruptionCore

@Suite struct ProgramsToldTests {
    private let noon = QuarterHour(containing: at(12))

    @Test func comesBackAsItWent() {
        let programs = [
            AirportProgram(kind: .closure), AirportProgram(kind: .groundStop, startsAt: at(3), endsAt: at(9)),
            AirportProgram(kind: .groundDelay, endsAt: at(4), ratePerHour: 1000),
            AirportProgram(kind: .regulation, ratePerHour: 0),
        ]
        for program in programs {
            var writer = ByteWriter()
            program.encode(reason: UnsafeRawBufferPointer(start: nil, count: 0), into: &writer)
            var reader = ByteReader(writer.bytes)
            #expect(AirportProgram(reading: &reader) == program)
            #expect(reader.isAtEnd)
        }
        var none = ByteReader(UnsafeRawBufferPointer(start: nil, count: 0))
        #expect(AirportProgram(reading: &none) == nil)
    }

    @Test func theLastOneToldOfAKindHolds() {
        var told = ProgramsTold()
        told.take(AirportProgram(kind: .groundDelay, startsAt: at(10), endsAt: at(20)), at: at(8), hash: 1)
        #expect(told.inForce(in: noon, before: at(13)).map(\.kind) == [.groundDelay])
        #expect(told.inForce(in: noon, before: at(8)).isEmpty)
        // Ended by telling it again.
        told.take(AirportProgram(kind: .groundDelay, startsAt: at(10), endsAt: at(11)), at: at(9), hash: 2)
        #expect(told.inForce(in: noon, before: at(13)).isEmpty)
        #expect(told.inForce(in: noon, before: at(9)).map(\.kind) == [.groundDelay])
        // Without an end it holds for some hours from when it was told.
        told.take(AirportProgram(kind: .closure), at: at(11), hash: 3)
        #expect(told.inForce(in: noon, before: at(13)).map(\.kind) == [.closure])
        #expect(told.inForce(in: QuarterHour(containing: at(17)), before: at(18)).isEmpty)
    }

    @Test func theOrderOfArrivalDoesNotMatterAndNotManyAreKept() {
        let all = (0..<40).map { (AirportProgram(kind: .groundStop, ratePerHour: $0), at(Int($0) % 20), UInt64($0)) }
        var forwards = ProgramsTold()
        var backwards = ProgramsTold()
        for (program, time, hash) in all { forwards.take(program, at: time, hash: hash) }
        for (program, time, hash) in all.reversed() { backwards.take(program, at: time, hash: hash) }
        let bin = QuarterHour(containing: at(19))
        #expect(forwards.inForce(in: bin, before: at(20)) == backwards.inForce(in: bin, before: at(20)))
        #expect(forwards.inForce(in: bin, before: at(20)).first?.ratePerHour == 39)
        // Those told first are forgotten.
        #expect(forwards.inForce(in: QuarterHour(containing: at(1)), before: at(2)).isEmpty)
    }
}
