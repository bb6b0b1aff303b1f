import Testing

@testable import DisruptionCore

/// AIRPORT_CONGESTION by what an air traffic service imposes.
@Suite struct CongestionProgramTests {
    private func run(_ program: AirportProgram, told: Instant, every minutes: Int64 = 5) throws -> LocalRuntime {
        var scene = CongestionScene()
        scene.departures(from: at(6), to: at(22), every: minutes) { _ in .onTime }
        return try scene.run([StationReport(program, at: told)], settings: .congestionAlone)
    }

    @Test(arguments: [
        (AirportProgram.Kind.closure, Severity.critical, "closure"), (.groundStop, .high, "ground_stop"),
        (.groundDelay, .medium, "ground_delay"), (.regulation, .low, "regulation"),
    ])
    func aProgramIsToldAheadAndComesTrue(kind: AirportProgram.Kind, severity: Severity, cause: String) throws {
        let runtime = try run(AirportProgram(kind: kind, startsAt: at(12), endsAt: at(14)), told: at(10))
        let opened = try #require(runtime.disruptions.first)
        #expect(opened.lifecycle == .opened && !opened.confirmed && opened.detectedAt <= at(10, 30))
        let fact = try #require(runtime.finalFacts.first)
        #expect(runtime.finalFacts.count == 1)
        #expect(fact.finding.severity == severity && fact.finding.root?.cause == cause)
        #expect(fact.lifecycle == .resolved)
        #expect(fact.count("window_end") == at(14).ms)
    }

    @Test func aProgramAtAnAirportWithoutFlightsIsNothing() throws {
        let program = AirportProgram(kind: .groundDelay, startsAt: at(2), endsAt: at(4))
        let runtime = try run(program, told: at(1))
        #expect(runtime.disruptions.isEmpty)
    }

    @Test func fewFlightsMakeItAStepLess() throws {
        let program = AirportProgram(kind: .closure, startsAt: at(12), endsAt: at(14))
        #expect(try run(program, told: at(10), every: 30).finalFacts.first?.finding.severity == .high)
    }
}
