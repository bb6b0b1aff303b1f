import DisruptionCore
import Foundation
import Testing

@testable import DisruptionService

/// Lines of reports in, one object a line out.
@Suite struct DecodeCommandTests {
    /// What a command writes of an input, by line.
    private func run(_ command: String, _ input: Data, _ words: [String] = ["--at", "2014-12-18"]) throws -> [[String:
        Any]]
    {
        let syntax = command == "metar" ? DecodeMetarCommand.syntax : DecodeTafCommand.syntax
        let folder = FileManager.default.temporaryDirectory
        let (source, sink) = (
            folder.appendingPathComponent(UUID().uuidString), folder.appendingPathComponent(UUID().uuidString)
        )
        defer { for file in [source, sink] { try? FileManager.default.removeItem(at: file) } }
        try input.write(to: source)
        try Data().write(to: sink)
        let (reading, writing) = (try FileHandle(forReadingFrom: source), try FileHandle(forWritingTo: sink))
        let arguments = try Arguments(words, syntax)
        var task = try DecodeTask(arguments)
        task.input = reading.fileDescriptor
        task.output = writing.fileDescriptor
        let code = command == "metar" ? try DecodeMetarCommand(task).run() : try DecodeTafCommand(task).run()
        #expect(code == .ok)
        try writing.close()
        try reading.close()
        let written = try Data(contentsOf: sink)
        #expect(written.isEmpty || written.last == 0x0A)
        return try written.split(separator: 0x0A).map {
            try #require(try JSONSerialization.jsonObject(with: Data($0)) as? [String: Any])
        }
    }

    @Test func theFieldsThatEveryReaderMayRelyOn() throws {
        let lines =
            "SPECI KADW 180758Z 27005G15KT 1 1/2SM -SN BR BKN008 02/M06 A3008 RMK "
            + "T00221056=\r\nEDDF 180750Z VRB02KT CAVOK 05/04 Q1013"
        let read = try run("metar", Data(lines.utf8))
        try #require(read.count == 2)
        let first = read[0] as NSDictionary
        let wanted: [String: Any] = [
            "station": "KADW", "observed_at": "2014-12-18T07:58:00Z", "visibility_m": 2_414, "visibility_sm": 1.5,
            "ceiling_ft": 800,
            "wind_direction_deg": 270, "wind_speed_kt": 5, "wind_gust_kt": 15, "temperature_c": 2.2, "dewpoint_c": -5.6,
            "altimeter_hpa": 1_018.6, "phenomena": ["-SN", "BR"], "flight_category": "IFR", "severity": 3,
            "type": "SPECI",
            "capacity_factor": 0.7, "capacity_element": "snow", "low_visibility_procedures": false,
        ]
        for (name, value) in wanted {
            #expect(first.object(forKey: name) as? NSObject == value as? NSObject, "\(name)")
        }
        #expect(first["errors"] == nil)
        let second = read[1] as NSDictionary
        #expect(
            second["wind_direction_deg"] is NSNull && second["wind_gust_kt"] is NSNull && second["ceiling_ft"] is NSNull
        )
        #expect(second["visibility_m"] as? Int == 9_999 && second["flight_category"] as? String == "VFR")
    }

    @Test func everyLineHasItsObject() throws {
        var input = Data("EDDF 180750Z 24010KT XYZZY 9999\n\n".utf8)
        input += Data([0, 1, 0xFF, 0xFE, 0x22, 0x5C, 0x0A])
        input += Data(repeating: 0x41, count: 300_000) + Data("\n".utf8)
        input +=
            Data("EDDF 180750Z 24010KT ".utf8) + Data(repeating: 0x20, count: 200_000)
            + Data("\nTAF\nEDDM 180750Z 9999".utf8)
        let read = try run("metar", input)
        try #require(read.count == 7)
        let errors = read.map { ($0["errors"] as? [[String: Any]] ?? []).compactMap { $0["reason"] as? String } }
        #expect(
            errors[0] == ["unknown_group"]
                && (read[0]["errors"] as? [[String: Any]])?.first?["group"] as? String == "XYZZY")
        #expect(
            errors[1] == ["no_station", "no_time"] && errors[2].contains("not_text") && errors[3].contains("too_long"))
        #expect(errors[4] == ["too_long"] && read[4]["station"] as? String == "EDDF")
        #expect(errors[6].isEmpty && read[6]["visibility_m"] as? Int == 9_999)
        #expect(try run("metar", Data()).isEmpty)
    }

    @Test func forecasts() throws {
        let lines =
            "TAF EDDF 181100Z 1812/1918 24012KT 9999 SCT030 TX25/1814Z PROB40 TEMPO 1818/1820 +TSRA "
            + "BKN010CB BECMG XX\nTAF EDDF 181100Z NIL="
        let read = try run("taf", Data(lines.utf8))
        try #require(read.count == 2)
        let groups = try #require(read[0]["groups"] as? [[String: Any]])
        #expect(groups.map { $0["change"] as? String } == ["base", "TEMPO", "BECMG"])
        #expect(groups[1]["probability"] as? Int == 40 && groups[1]["capacity_factor"] as? Double == 0.3)
        #expect(
            groups[1]["from"] as? String == "2014-12-18T18:00:00Z"
                && groups[1]["until"] as? String == "2014-12-18T20:00:00Z")
        let outlook = try #require(read[0]["outlook"] as? [[String: Any]])
        #expect(outlook.map { $0["expected_factor"] as? Double } == [1, 0.86, 1])
        #expect(
            outlook[1]["worst_factor"] as? Double == 0.3 && outlook[1]["worst_element"] as? String == "thunderstorm")
        #expect((read[0]["errors"] as? [[String: Any]])?.count == 2)
        #expect(read[1]["nil"] as? Bool == true && (read[1]["groups"] as? [Any])?.isEmpty == true)
    }

    @Test(arguments: [["--at", "yesterday"], ["--at", "9999-12-31"], ["FILE"], ["--runways"]])
    func wrongUsage(_ words: [String]) {
        #expect(throws: UsageError.self) { try DecodeMetarCommand(Arguments(words, DecodeMetarCommand.syntax)) }
    }
}
