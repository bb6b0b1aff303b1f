import DisruptionCore
import Foundation
import Testing

/// The examples of disruption.events are what the daemon writes for the day that they tell of, but for the two fields
/// that change with the log and the settings.
@Suite struct WrittenExampleTests {
    @Test func everyExampleIsWhatIsWritten() throws {
        let told =
            try told(ExampleDay.events) + told(ExampleDay.troubles) + told(ExampleDay.spread)
            + told(ExampleDay.passengers, ExampleDay.passengerReference)
        let written = try told.map { Written(text: $0, object: try comparable(Data($0.utf8))) }
        for example in ContractFolder.current.examples(of: "disruption.events", valid: true) {
            let expected = try comparable(Data(contentsOf: example.file))
            let alike = written.filter { version in
                ["disruption_id", "lifecycle"].allSatisfy {
                    version.object[$0] as? String == expected[$0] as? String
                }
            }
            #expect(
                alike.contains { $0.object == expected },
                "\(example.name) is none of:\n\(alike.map { $0.text }.joined(separator: "\n"))")
        }
    }

    @Test func everyBookingOfTheExamplesIsWhatIsWritten() throws {
        var daemon = SmallDaemon(reference: ExampleDay.passengerReference)
        for json in ExampleDay.bookings {
            let refusal = try daemon.take(json)
            #expect(refusal == nil, "\(json)")
        }
        let findings = try SchemaValidator.validate(
            daemon.bookings, as: ContractFolder.current.schemaName(of: "booking.state"))
        for (value, found) in zip(daemon.bookings, findings) { #expect(found.isEmpty, "\(found)\n\(value)") }
        let written = try daemon.bookings.map { try comparable(Data($0.utf8), without: ["version"]) }
        let examples = ContractFolder.current.examples(of: "booking.state", valid: true)
        #expect(examples.count >= 5)
        for example in examples {
            let expected = try comparable(Data(contentsOf: example.file), without: ["version"])
            let alike = daemon.bookings.filter { $0.contains("\"\(expected["booking_id"] ?? "")\"") }
            #expect(written.contains(expected), "\(example.name) is none of:\n\(alike.joined(separator: "\n"))")
        }
    }

    private func told(
        _ events: [String], _ reference: AirportDirectory = ExampleDay.reference
    ) throws -> [String] {
        var daemon = SmallDaemon(reference: reference)
        for json in events {
            let refusal = try daemon.take(json)
            #expect(refusal == nil, "\(json)")
        }
        return daemon.disruptions
    }

    private struct Written {
        let text: String
        let object: NSDictionary
    }

    private func comparable(_ json: Data, without names: [String] = ["version", "config_id"]) throws -> NSDictionary {
        var object = try #require(try JSONSerialization.jsonObject(with: json) as? [String: Any])
        for name in names {
            #expect(object[name] != nil)
            object[name] = nil
        }
        return object as NSDictionary
    }
}
