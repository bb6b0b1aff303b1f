import DisruptionCore
import Foundation
import Testing

/// What the daemon writes to notifications, its examples, and the texts for senders.
@Suite struct NotificationTests {
    private static let templates = ContractFolder.current.root.appending(path: "templates")
    private static let languages = ["de", "en"]

    private func written() throws -> [String] {
        var daemon = SmallDaemon(reference: ExampleDay.passengerReference)
        for json in ExampleDay.notifications {
            let refusal = try daemon.take(json)
            #expect(refusal == nil, "\(json)")
        }
        return daemon.notifications
    }

    private func object(_ json: Data) throws -> NSDictionary {
        try #require(try JSONSerialization.jsonObject(with: json) as? NSDictionary)
    }

    @Test(.enabled(if: SchemaValidator.isAvailable, "no JSON Schema validator: apt-get install python3-jsonschema"))
    func allThatIsWrittenIsAsTheSchemaSays() throws {
        let values = try written()
        let findings = try SchemaValidator.validate(
            values, as: ContractFolder.current.schemaName(of: "notifications"))
        for (value, found) in zip(values, findings) { #expect(found.isEmpty, "\(found)\n\(value)") }
        let ids = try values.map { try object(Data($0.utf8))["notification_id"] as? String }
        #expect(Set(ids).count == values.count)
    }

    @Test func everyExampleIsWhatIsWritten() throws {
        let values = try written()
        let objects = try values.map { try object(Data($0.utf8)) }
        let examples = ContractFolder.current.examples(of: "notifications", valid: true)
        for example in examples {
            let expected = try object(Data(contentsOf: example.file))
            let isWritten = objects.contains(expected)
            #expect(isWritten, "\(example.name) is none of:\n\(values.joined(separator: "\n"))")
        }
        let shown = try Set(examples.map { try object(Data(contentsOf: $0.file))["template_id"] as? String })
        #expect(shown == Set(NotificationTemplate.allCases.map { "\($0.name)" }))
    }

    @Test func everyTextIsThereInEveryLanguageAndSaysWhatIsTold() throws {
        let values = try written()
        for language in Self.languages {
            let folder = Self.templates.appending(path: language)
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
            #expect(files == NotificationTemplate.allCases.map { "\($0.name).txt" }.sorted())
            for value in values {
                let record = try object(Data(value.utf8))
                let id = try #require(record["template_id"] as? String)
                let text = try String(contentsOf: folder.appending(path: id + ".txt"), encoding: .utf8)
                let variables = try #require(record["variables"] as? [String: Any])
                let filled = try fill(text, variables)
                #expect(!filled.contains { "{}[]".contains($0) }, "\(language)/\(id): \(filled)")
                #expect(filled.hasSuffix(".\n") && !filled.contains("  ") && filled.utf8.count < 320, "\(filled)")
                #expect(filled.contains("\(variables["flight_number"] ?? "")"))
            }
        }
    }

    @Test func textsReadAsExpected() throws {
        let cases = [
            (
                "en/gate_change",
                ["flight_number": "IB1", "from": "BCN", "departure_local": "10:00 CET", "gate": "A4"],
                "Please note: your flight IB1 from BCN at 10:00 CET is boarded elsewhere now: gate A4.\n"
            ),
            (
                "de/flight_diverted", ["flight_number": "IB1", "from": "BCN", "to": "MAD"],
                "Ihr Flug IB1 von BCN nach MAD landet nicht am Zielort. "
                    + "Unser Personal sagt Ihnen, wie Sie weiterreisen.\n"
            ),
            (
                "de/connection_missed",
                [
                    "flight_number": "IB2", "from": "MAD", "departure_local": "12:40 CET",
                    "inbound_flight_number": "IB1",
                ],
                "Ihr Flug IB1 kommt später an. Sie erreichen IB2 von MAD um 12:40 CET nicht. "
                    + "Wir suchen einen anderen Flug für Sie.\n"
            ),
        ]
        for (name, variables, expected) in cases {
            let text = try String(contentsOf: Self.templates.appending(path: name + ".txt"), encoding: .utf8)
            #expect(try fill(text, variables) == expected)
        }
        #expect(throws: Unfilled.self) { try fill("Flight {flight_number}.", [:]) }
    }

    private struct Unfilled: Error {
        let variable: String
    }

    /// Fills a text in as templates/README.md says.
    private func fill(_ text: String, _ variables: [String: Any]) throws -> String {
        func put(_ part: Substring) throws -> String {
            var rest = part
            var filled = ""
            while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
                let name = String(rest[rest.index(after: open)..<close])
                guard let value = variables[name] else { throw Unfilled(variable: name) }
                filled += "\(rest[..<open])\(value)"
                rest = rest[rest.index(after: close)...]
            }
            return filled + rest
        }
        var filled = ""
        var rest = text[...]
        while let open = rest.firstIndex(of: "["), let close = rest[open...].firstIndex(of: "]") {
            filled += try put(rest[..<open])
            do {
                filled += try put(rest[rest.index(after: open)..<close])
            } catch is Unfilled {
                // Left out, with what it would have said.
            }
            rest = rest[rest.index(after: close)...]
        }
        return filled + (try put(rest))
    }
}
