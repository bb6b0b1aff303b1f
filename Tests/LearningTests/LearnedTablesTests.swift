import Testing

@testable import DisruptionCore

@Suite struct LearnedTablesTests {
    private func read(_ text: String) throws -> LearnedTables {
        try Array(text.utf8).withUnsafeBytes { try LearnedTables(text: $0) }
    }

    private let sample = """
        iropsd-learned 1
        # legs.csv.gz
        turn * * 30000
        turn AA * 41000
        turn AA ORD 45500
        gain * * * -2000
        gain AA * DFW -5000
        gain AA ORD DFW -7250
        departure two_legs_off -90 -1000
        reported prev_arrival * -60 5000
        reported prev_arrival AA 15 120000
        habit prev_arrival * * * 800000
        habit prev_arrival AA * * 900000
        habit prev_arrival AA from ORD 950000
        habit prev_arrival AA to DFW 850000
        size prev_arrival 6 * -11000
        size prev_arrival 6 0 -12000
        carrier-size prev_arrival AA 1500
        capacity ORD 180
        taxi from * 9000
        taxi from ORD 11000
        taxi to ORD 4000
        block * ORD DFW 140000
        block AA ORD DFW 138500
        usual-delay ORD from * * 2
        usual-delay ORD from 17 * 5
        usual-delay ORD from 17 weekday 7
        usual-deviation ORD from * * 6
        usual-deviation ORD from 17 * 4
        usual-deviation ORD from 17 weekday 3
        usual-share AA 180500
        usual-cancelled AA 20500

        """

    @Test func whatIsWrittenReadsTheSame() throws {
        let tables = try read(sample)
        #expect(tables.count == 30 && tables.comments == ["legs.csv.gz"])
        let text = String(decoding: LearnedTablesText.bytes(tables), as: UTF8.self)
        #expect(text == sample)
        let defaults = LearnedTablesText.bytes(.unlearned)
        #expect(try defaults.withUnsafeBytes { try LearnedTables(text: $0) } == .unlearned)
    }

    @Test func whatIsMissingTheWiderRowSays() throws {
        let tables = try read(sample)
        let (aa, ua) = (try #require(CarrierCode("AA")), try #require(CarrierCode("UA")))
        let (ord, dfw, lax) = (
            try #require(AirportCode("ORD")), try #require(AirportCode("DFW")), try #require(AirportCode("LAX"))
        )
        #expect(tables.turn(aa, at: ord) == 45_500)
        #expect(tables.turn(aa, at: lax) == 41_000)
        #expect(tables.turn(ua, at: ord) == 30_000)
        #expect(LearnedTables.unlearned.turn(ua, at: ord) == 40_000)
        #expect(tables.gain(aa, from: ord, to: dfw) == -7250)
        #expect(tables.gain(aa, from: lax, to: dfw) == -5000)
        #expect(tables.gain(aa, from: dfw, to: lax) == -2000)
        #expect(LearnedTables.unlearned.gain(aa, from: dfw, to: lax) == 0)
        #expect(tables.habit(.previousArrival, ua, from: ord, to: dfw) == 800_000)
        #expect(tables.habit(.previousArrival, aa, from: lax, to: ord) == 900_000)
        // .9 · (.95/.9 · .85/.9)^.8
        #expect(abs(tables.habit(.previousArrival, aa, from: ord, to: dfw) - 897_776) < 20)
        #expect(LearnedTables.unlearned.habit(.twoLegsIn, aa, from: ord, to: dfw) == 1_000_000)
    }

    @Test func airportsAndAirlinesAreLookedUp() throws {
        let tables = try read(sample)
        let (aa, ua) = (try #require(CarrierCode("AA")), try #require(CarrierCode("UA")))
        let (ord, dfw) = (try #require(AirportCode("ORD")), try #require(AirportCode("DFW")))
        #expect(tables.capacity(ord) == 180 && tables.capacity(dfw) == nil)
        #expect(tables.unimpededTaxi(ord, isIn: false) == 11_000 && tables.unimpededTaxi(dfw, isIn: false) == 9000)
        #expect(tables.unimpededTaxi(ord, isIn: true) == 4000 && tables.unimpededTaxi(dfw, isIn: true) == nil)
        #expect(tables.quickBlock(aa, from: ord, to: dfw) == 138_500)
        #expect(tables.quickBlock(ua, from: ord, to: dfw) == 140_000)
        #expect(tables.usualSharePermille(aa) == 180 && tables.usualSharePermille(ua) == nil)
        #expect(tables.usualCancelledPermille(aa) == 20 && tables.usualCancelledPermille(ua) == nil)
        func usual(_ hour: Int, isWeekend: Bool) -> [Int32] {
            tables.usualDelay(ord, isArrival: false, hour: hour, isWeekend: isWeekend).map { [$0.0, $0.1] } ?? []
        }
        #expect(usual(17, isWeekend: false) == [7, 3] && usual(17, isWeekend: true) == [5, 4])
        #expect(usual(3, isWeekend: false) == [2, 6])
        #expect(tables.usualDelay(ord, isArrival: true, hour: 17, isWeekend: false) == nil)
        #expect(LearnedTables.unlearned.capacity(ord) == nil)
    }

    @Test(
        "Lines that are none are named",
        arguments: [
            ("", 1), ("iropsd-learned 2\n", 1), ("\0\u{1}", 1), ("iropsd-learned 1\nturn AA ORD\n", 2),
            ("iropsd-learned 1\nturn AA ORD 1 1\n", 2), ("iropsd-learned 1\nturn AA ORD -1\n", 2),
            ("iropsd-learned 1\nturn AA ORD 99999999999999999999\n", 2), ("iropsd-learned 1\nturns AA ORD 1\n", 2),
            ("iropsd-learned 1\nturn A ORD 1\n", 2), ("iropsd-learned 1\nturn AA ORDXX 1\n", 2),
            ("iropsd-learned 1\n\n# x\nturn AA ORD 1\nturn AA ORD 1\n", 5),
            ("iropsd-learned 1\nturn AA ORD 1\nturn AA DFW 1\n", 3),
            ("iropsd-learned 1\ngain * * * 1\nturn AA DFW 1\n", 3),
            ("iropsd-learned 1\ndeparture two_legs_off -91 1\n", 2),
            ("iropsd-learned 1\ndeparture two_legs_off 180 1\n", 2),
            ("iropsd-learned 1\nhabit prev_arrival AA * * 0\n", 2), ("iropsd-learned 1\n \n", 2),
            ("iropsd-learned 1\nsize prev_arrival 20 * 1\n", 2), ("iropsd-learned 1\nsize prev_arrival 6 4 1\n", 2),
            ("iropsd-learned 1\ncapacity ORD 0\n", 2), ("iropsd-learned 1\ncapacity ORD 512\n", 2),
            ("iropsd-learned 1\nusual-delay ORD from 24 * 1\n", 2),
            ("iropsd-learned 1\nusual-delay ORD from 1 sunday 1\n", 2),
            ("iropsd-learned 1\nusual-delay ORD from 1 * 1441\n", 2),
            ("iropsd-learned 1\ntaxi out ORD 1\n", 2), ("iropsd-learned 1\nusual-share AA 1000001\n", 2),
            ("iropsd-learned 1\n" + String(repeating: "x", count: 1025), 2),
        ])
    func refused(_ text: String, line: Int) throws {
        let error = #expect(throws: LearnedTablesError.self) { try read(text) }
        #expect(error?.line == line)
    }

    @Test func garbageIsNeverATrap() throws {
        var state: UInt64 = 7
        let base = Array(sample.utf8)
        for _ in 0..<2000 {
            var bytes = base
            for _ in 0..<3 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                bytes[Int(state >> 33) % bytes.count] = UInt8(truncatingIfNeeded: state >> 24)
            }
            _ = try? bytes.withUnsafeBytes { try LearnedTables(text: $0) }
        }
    }

    @Test func fourFifthsOfAPower() {
        let scale = FourFifths.scale
        #expect(FourFifths.power(0) == 0 && FourFifths.power(scale) == scale)
        // 32^0.8 = 16; 0.5^0.8 = 0.574349177…; 100^0.8 = 39.810717…
        #expect(FourFifths.power(32 * scale) == 16 * scale)
        #expect(FourFifths.power(scale / 2) == 57_434)
        #expect(FourFifths.power(1000 * scale) == 3_981_071)
        #expect(FourFifths.ratio(1, over: 0) == 100 * scale)
    }

    @Test func extremesAreHeld() throws {
        let code = try #require(AirportCode("ORD"))
        let carrier = try #require(CarrierCode("AA"))
        for value in [Int.min, Int.max, 0] {
            for time in InformationTime.allCases {
                let margin = RotationMargin.fromDeparture(
                    Int64(value), block: Int64(value), gain: value, turn: value, scheduledDeparture: 0)
                var inputs = RotationForecast.Inputs(
                    time: time, carrier: carrier, origin: code, destination: code, margin: value)
                inputs.firstMargin = margin
                inputs.gain = value
                inputs.driftAtOrigin = value
                inputs.driftAtDestination = value
                let forecast = RotationForecast(inputs, .unlearned)
                #expect(forecast.lateAircraftDecimes >= 0 && (0...999_000).contains(forecast.chance))
            }
        }
    }
}
