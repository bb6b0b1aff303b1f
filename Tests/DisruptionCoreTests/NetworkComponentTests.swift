import Testing

@testable import DisruptionCore

/// The graph of disrupted airports: golden vectors.
@Suite struct NetworkComponentTests {
    private static let bin = QuarterHour(containing: at(12))

    private func code(_ text: String) -> AirportCode { AirportCode(text) ?? .none }

    private func members(_ list: [(String, since: Int32, departures: Int32)]) -> ContiguousArray<Network.Member> {
        ContiguousArray(
            list.map {
                Network.Member(
                    airport: code($0.0), since: Self.bin + $0.since, trouble: .lateness, departures: $0.departures)
            }.sorted { $0.airport < $1.airport })
    }

    private func links(_ list: [(String, String, legs: Int32, minutes: Int32)]) -> ContiguousArray<Network.Link> {
        ContiguousArray(
            list.map {
                Network.Link(bin: Self.bin, from: code($0.0), to: code($0.1), legs: $0.legs, minutes: $0.minutes)
            })
    }

    private func names(_ component: NetworkComponent) -> [String] { component.members.map(\.airport.description) }

    @Test func theLargestComponentCounts() {
        let component = NetworkComponent(
            members([("ATL", 0, 10), ("DFW", 0, 20), ("ORD", 0, 30), ("LAX", 0, 5), ("SFO", 0, 5), ("MIA", 0, 7)]),
            links([
                ("ORD", "DFW", 2, 60), ("DFW", "ATL", 1, 20), ("ATL", "DFW", 1, 30), ("LAX", "SFO", 9, 400),
                // A single leg does not connect, nor does an airport that is not disrupted, nor one with itself.
                ("SFO", "ORD", 1, 15), ("ORD", "DEN", 5, 99), ("MIA", "MIA", 5, 99),
            ]), edgeLegs: 2)
        #expect(names(component) == ["ATL", "DFW", "ORD"])
        #expect(component.legs == 4 && component.minutes == 110 && component.departures == 60)
    }

    @Test func ofEqualOnesThatWithMoreLegsThenTheFirstByCode() {
        let four = members([("ATL", 0, 1), ("DFW", 0, 1), ("LAX", 0, 1), ("SFO", 0, 1)])
        let more = NetworkComponent(four, links([("ATL", "DFW", 2, 30), ("LAX", "SFO", 3, 45)]), edgeLegs: 1)
        #expect(names(more) == ["LAX", "SFO"])
        let equal = NetworkComponent(four, links([("LAX", "SFO", 2, 90), ("ATL", "DFW", 2, 30)]), edgeLegs: 1)
        #expect(names(equal) == ["ATL", "DFW"])
    }

    @Test func theRootBeganFirstAndGivesMoreThanItGets() {
        // DFW began before ORD but gets more than it gives; LAX gives, but began later.
        let component = NetworkComponent(
            members([("DFW", -9, 1), ("ORD", -6, 1), ("LAX", -2, 1)]),
            links([("ORD", "DFW", 3, 120), ("DFW", "ORD", 1, 20), ("LAX", "DFW", 4, 300), ("DFW", "LAX", 1, 20)]),
            edgeLegs: 1)
        #expect(component.root?.airport == code("ORD"))
        // Where nobody gives more than it gets, that which began first.
        let even = NetworkComponent(
            members([("DFW", -3, 1), ("ORD", -6, 1)]), links([("ORD", "DFW", 1, 20), ("DFW", "ORD", 1, 20)]),
            edgeLegs: 1)
        #expect(even.root?.airport == code("ORD"))
    }

    @Test func newAirportsAreThoseOfTheLastHour() {
        let all = members([("ATL", -4, 10), ("DFW", -3, 20), ("ORD", 0, 30)])
        let component = NetworkComponent(all, links([("ATL", "DFW", 5, 99), ("DFW", "ORD", 5, 99)]), edgeLegs: 2)
        let totals = DepartureTotals(bin: Self.bin, due: 600, departed: 100, late: 20, cancelled: 30)
        let figures = NetworkDisruptionFigures(
            component, members: all, NetworkTraffic(hour: totals, window: totals, day: totals), usual: 300, or: 350,
            at: Self.bin)
        #expect(figures.newAirports == 2 && figures.sharePermille == 100 && figures.disruptedPermille == 100)
        #expect(figures.latePermille == 200 && figures.cancelledPermille == 50)
    }

    @Test(
        arguments: [
            (49, 100, Severity.none), (50, 100, .low), (149, 100, .low), (150, 39, .medium), (150, 40, .medium),
            (200, 40, .medium), (201, 40, .high), (300, 40, .high), (301, 40, .critical), (1000, 39, .medium),
        ] as [(Int32, Int32, Severity)])
    func severityByShareAndCancellations(share: Int32, cancelled: Int32, expected: Severity) {
        var figures = NetworkDisruptionFigures()
        (figures.size, figures.legs, figures.sharePermille, figures.cancelledPermille) = (3, 30, share, cancelled)
        #expect(NetworkDisruption.verdict(figures, EngineSettings()).severity == expected)
    }

    @Test func thresholdsAndTheirHysteresis() {
        func verdict(_ size: Int32, _ legs: Int32, _ late: Int32 = 0, _ departed: Int32 = 500) -> SettledVerdict {
            var figures = NetworkDisruptionFigures()
            (figures.size, figures.legs, figures.sharePermille) = (size, legs, 100)
            (figures.latePermille, figures.usualPermille, figures.departed) = (late, 300, departed)
            return NetworkDisruption.verdict(figures, EngineSettings())
        }
        #expect(verdict(3, 30).severity == .low && verdict(2, 99).severity == .none)
        #expect(verdict(3, 29).severity == .none && verdict(3, 29).keeps && verdict(3, 15).keeps)
        #expect(verdict(3, 14).keeps == false)
        #expect(verdict(0, 0, 350).severity == .low && verdict(0, 0, 349).severity == .none)
        #expect(verdict(0, 0, 325).keeps && !verdict(0, 0, 324).keeps)
        #expect(verdict(0, 0, 900, 99).severity == .none)
    }

    /// Thousands of made-up airports, all connected.
    @Test func manyAirportsAreBounded() {
        var codes: [AirportCode] = []
        for number in 0..<5000 {
            let letters = [number / 676 % 26, number / 26 % 26, number % 26].map { UInt8(65 + $0) }
            let text = String(decoding: [UInt8(65 + number / 2500)] + letters, as: UTF8.self)
            if let code = AirportCode(text) { codes.append(code) }
        }
        codes = Array(Set(codes)).sorted()
        let all = ContiguousArray(
            codes.map { Network.Member(airport: $0, since: Self.bin, trouble: .lateness, departures: 1) })
        let chain = ContiguousArray(
            codes.indices.dropFirst().map {
                Network.Link(bin: Self.bin, from: codes[$0], to: codes[$0 - 1], legs: 2, minutes: 60)
            })
        let component = NetworkComponent(all, chain, edgeLegs: 2)
        #expect(component.members.count == codes.count && component.legs == Int64(2 * (codes.count - 1)))
        #expect(component.root?.airport == codes.last)
        let totals = DepartureTotals(bin: Self.bin, due: Int32(codes.count))
        let figures = NetworkDisruptionFigures(
            component, members: all, NetworkTraffic(hour: totals, window: totals, day: totals), usual: 0, or: 350,
            at: Self.bin)
        #expect(figures.airports.count == NetworkDisruptionFigures.airportsNamed && figures.sharePermille == 1000)
    }
}
