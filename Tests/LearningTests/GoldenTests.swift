import DisruptionCore
import Foundation
import Testing

/// Legs of February 2008 as the reference implementation predicted them; both files come from the carriers' on-time
/// reports of the US Bureau of Transportation Statistics, which are in the public domain.
@Suite struct GoldenTests {
    private let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("Golden")

    private func tables() throws -> LearnedTables {
        let bytes = try Data(contentsOf: folder.appendingPathComponent("learned.txt"))
        return try bytes.withUnsafeBytes { try LearnedTables(text: $0) }
    }

    private func rows() throws -> [[String: String]] {
        let text = try String(contentsOf: folder.appendingPathComponent("legs.csv"), encoding: .utf8)
        let lines = text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
    }

    private struct Row {
        let cells: [String: String]
        func number(_ name: String) -> Int { cells[name].flatMap { Int($0) } ?? 0 }
    }

    private func inputs(_ row: Row, _ tables: LearnedTables) throws -> RotationForecast.Inputs {
        let time = try #require(InformationTime.allCases.first { "\($0.name)" == row.cells["time"] })
        let parts = try #require(row.cells["leg"]).split(separator: "/").map(String.init)
        let carrier = try #require(CarrierCode(String(parts[0].prefix(2))))
        let origin = try #require(AirportCode(parts[2]))
        #expect(tables.turn(carrier, at: origin) == row.number("turn"))
        let now = Int64(row.number("made_at"))
        let departure = Int64(row.number("departure"))
        var first = 0
        let margin: Int
        switch time {
        case .previousArrival:
            margin = RotationMargin.fromArrival(now, turn: row.number("turn"), scheduledDeparture: departure)
        case .previousDeparture:
            margin = RotationMargin.fromDeparture(
                now, block: Int64(row.number("previous_block")), gain: row.number("previous_gain"),
                turn: row.number("turn"), scheduledDeparture: departure)
        case .twoLegsOff, .twoLegsIn:
            let (turn, next) = (row.number("previous_turn"), Int64(row.number("previous_departure")))
            first =
                time == .twoLegsIn
                ? RotationMargin.fromArrival(now, turn: turn, scheduledDeparture: next)
                : RotationMargin.fromDeparture(
                    now, block: Int64(row.number("before_block")), gain: row.number("before_gain"), turn: turn,
                    scheduledDeparture: next)
            #expect(abs(first - row.number("first_margin")) <= 2)
            margin = RotationMargin.ahead(
                delay: tables.departureDelay(time, margin: first), previousDeparture: next,
                block: Int64(row.number("previous_block")), gain: row.number("previous_gain"),
                turn: row.number("turn"), scheduledDeparture: departure)
        }
        var inputs = RotationForecast.Inputs(
            time: time, carrier: carrier, origin: origin,
            destination: try #require(AirportCode(row.cells["destination"] ?? "")), margin: margin)
        inputs.firstMargin = first
        inputs.gain = row.number("gain")
        inputs.driftAtOrigin = row.number("drift_at_origin")
        inputs.driftAtDestination = row.number("drift_at_destination")
        return inputs
    }

    @Test func everyLegIsPredictedAsByTheReference() throws {
        let tables = try tables()
        let rows = try rows().map(Row.init)
        var exact = 0
        for row in rows {
            let leg = Comment(rawValue: row.cells["leg"] ?? "")
            let inputs = try inputs(row, tables)
            let forecast = RotationForecast(inputs, tables)
            #expect(abs(inputs.margin - row.number("margin")) <= 3, leg)
            #expect(abs(forecast.effectiveMargin - row.number("effective_margin")) <= 6, leg)
            let habit = tables.habit(inputs.time, inputs.carrier, from: inputs.origin, to: inputs.destination)
            #expect(abs(habit - row.number("habit")) <= 100, leg)
            #expect(abs(forecast.chance - row.number("chance")) <= 150, leg)
            let difference = abs(Int(forecast.lateAircraftDecimes) * 100 - row.number("predicted"))
            #expect(difference <= 200, leg)
            if difference <= 50 { exact += 1 }
        }
        // To the tenth of a minute that is told.
        #expect(rows.count == 96 && exact == 96)
    }
}
