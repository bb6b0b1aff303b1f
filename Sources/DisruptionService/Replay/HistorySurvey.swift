import DisruptionCore
import History
import ReferenceData

/// The first reading of history files, with what a person should know of it.
enum HistorySurvey {
    /// The airports of the world; says which zones this machine does not know.
    /// - Throws: `ZoneFileError` on a machine without tzdata.
    static func airports(_ display: FeedDisplay) throws -> AirportDirectory {
        let airports = try ReferenceAirports.load()
        for failure in airports.failures { display.tell("note: \(failure)") }
        return airports.directory
    }

    /// Surveys files; says what they hold and which rows are left out.
    /// - Throws: `HistoryError`.
    static func read(
        _ files: [String], _ airports: AirportDirectory, _ selection: LegSelection, _ display: FeedDisplay
    ) throws -> HistoryFiles {
        try HistoryFiles(paths: files, airports: airports, selection: selection) { survey in
            for row in survey.reported { display.tell("\(row)") }
            let more = survey.badRows - survey.reported.count
            if more > 0 { display.tell("\(survey.path): \(FeedText.count(more)) more rows are left out") }
            display.tell(
                "\(survey.path): \(FeedText.count(survey.legs)) legs, \(FeedText.minute(survey.first)) to "
                    + "\(FeedText.minute(survey.last)) (\(survey.format.rawValue))")
        }
    }
}
