import Foundation

/// A case of avwx's tests: what it makes of a report or a forecast.
struct AvwxCase: Decodable {
    struct Value: Decodable {
        let repr: String
        let value: Double?
    }
    struct Time: Decodable {
        let dt: String
    }
    struct Cloud: Decodable {
        let type: String?
        let base: Int?
        let modifier: String?
    }
    struct Weather: Decodable {
        let repr: String
    }
    struct Remarks: Decodable {
        let dewpoint_decimal: Value?
        let temperature_decimal: Value?
        let maximum_temperature_6: Value?
        let minimum_temperature_6: Value?
        let sea_level_pressure: Value?
    }
    struct Line: Decodable {
        let clouds: [Cloud]
        let start_time: Time
        let end_time: Time
        let flight_rules: String
        let probability: Value?
        let visibility: Value?
        let wind_direction: Value?
        let wind_gust: Value?
        let wind_speed: Value?
        let wx_codes: [Weather]
    }
    struct Report: Decodable {
        let raw: String
        let station: String
        let time: Time
        let altimeter: Value?
        let clouds: [Cloud]?
        let dewpoint: Value?
        let temperature: Value?
        let visibility: Value?
        let wind_direction: Value?
        let wind_gust: Value?
        let wind_speed: Value?
        let wx_codes: [Weather]?
        let flight_rules: String?
        let remarks_info: Remarks?
        let start_time: Time?
        let end_time: Time?
        let forecast: [Line]?
    }

    let data: Report

    /// All cases of a folder beside the real reports, by name.
    static func all(in folder: String) throws -> [(name: String, report: Report)] {
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".json") }
            .sorted()
        return try names.map { name in
            let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
            return (name, try JSONDecoder().decode(AvwxCase.self, from: bytes).data)
        }
    }
}

extension AvwxCase.Cloud {
    /// As `CloudLayer.told` has it.
    var told: String {
        let names = ["FEW": "few", "SCT": "scattered", "BKN": "broken", "OVC": "overcast", "VV": "hidden"]
        return (names[type ?? ""] ?? "notKnown") + "@\(base.map { "\($0 * 100)" } ?? "?")" + (modifier ?? "")
    }
}
