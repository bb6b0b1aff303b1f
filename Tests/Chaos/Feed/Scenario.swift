/// Everything that is fed in, in order: marks, two days with bad records among them, marks.
package struct Scenario: Sendable {
    package let records: [InputRecord]
    /// Where the marks begin that let all legs be forgotten.
    package let endStart: Int
    package let legs: [Set<String>]

    package static let shared = Scenario()

    private init() {
        let days = DisruptedDays()
        var body = days.events
        var numbers = SeededNumbers(seed: 7)
        for record in BadRecords.letters + BadRecords.tombstones {
            body.insert(record, at: Int.random(in: 0...body.count, using: &numbers))
        }
        let most =
            InputRecord.marks(at: DisruptedDays.startMinute) + body
            + InputRecord.marks(at: DisruptedDays.middleMinute)
        endStart = most.count
        records = most + InputRecord.marks(at: DisruptedDays.endMinute)
        legs = days.legs
    }

    /// The records up to the last marks in so many parts, then the last marks.
    package func parts(_ count: Int) -> [ArraySlice<InputRecord>] {
        (0..<count).map { records[(endStart * $0 / count)..<(endStart * ($0 + 1) / count)] } + [records[endStart...]]
    }
}
