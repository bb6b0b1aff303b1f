import Harness

/// Knows every acknowledged input of an installation, and says whether what came out is what must come out: each effect
/// once, no more, in topics and tables alike. Asked once every process has ended and the last marks went through.
package struct Oracle {
    private let installation: Installation
    /// The core needs some time for what the daemon read; several oracles of the same inputs may share it.
    private let inputs: InputLog
    private let reference: ReferenceOutcome

    package init(_ installation: Installation) throws {
        self.installation = installation
        inputs = try InputLog(of: installation)
        reference = try ReferenceOutcome(inputs)
    }

    /// - Parameter acknowledged: what the broker acknowledged, in the order in which it was sent.
    package func judge(acknowledged: [InputRecord]) throws -> Verdict {
        var verdict = Verdict()
        verdict.inputs = acknowledged.count
        verdict.add(
            .other, "the broker does not hold what it acknowledged", inputs.problems(acknowledged: acknowledged))
        let bad = inputs.badPlaces(acknowledged: acknowledged)
        verdict.add(.other, "refused though good", names(reference.refused.subtracting(bad)))
        verdict.add(.other, "taken though bad", names(bad.subtracting(reference.refused)))
        let disruptions = try DetectedDisruptions(installation.read("disruption.events"))
        try compare(disruptions, &verdict)
        let states = try ToldStates(installation.read("flight.state"))
        verdict.legs = states.last.count
        compare(states, reference.legs, "legs", &verdict)
        let bookings = try ToldStates(
            installation.read("booking.state"), mayDiffer: ToldStates.mayDifferOfBookings)
        compare(bookings, reference.bookings, "bookings", &verdict)
        let notifications = try notifications(&verdict)
        let letters = try installation.read("dead.letter.queue")
        try compare(letters, &verdict)
        if installation.database != nil {
            try TableComparison(installation).compare(
                disruptions: disruptions, states: states, bookings: bookings, notifications: notifications,
                letters: letters, into: &verdict)
        }
        try GroupPositions(of: installation).compare(into: &verdict)
        return verdict
    }

    private func compare(_ told: DetectedDisruptions, _ verdict: inout Verdict) throws {
        let facts = told.finalFacts
        verdict.facts = facts.count
        verdict.add(.lost, "final facts lost", reference.finalFacts.subtracting(facts))
        verdict.add(.other, "final facts that are none", facts.subtracting(reference.finalFacts))
        verdict.add(.doubled, "disruptions with a version told twice", told.doubled)
        verdict.add(.other, "disruptions whose versions do not rise", told.unordered)
    }

    private func compare(
        _ told: ToldStates, _ expected: ReferenceOutcome.States, _ what: String, _ verdict: inout Verdict
    ) {
        verdict.add(.lost, "\(what) without a state", Set(expected.last.keys).subtracting(told.last.keys))
        verdict.add(.other, "\(what) that nobody knows", Set(told.last.keys).subtracting(expected.last.keys))
        let others = told.last.compactMap { key, state in
            expected.last[key].flatMap { $0 == state ? nil : "\(key) (\(state.difference(from: $0)))" }
        }
        verdict.add(.lost, "\(what) whose last state is another", others)
        verdict.add(
            .other, "\(what) forgotten, or not, otherwise", told.forgotten.symmetricDifference(expected.forgotten))
        verdict.add(.doubled, "\(what) with a version told twice", told.doubled)
        verdict.add(.other, "\(what) whose versions do not rise", told.unordered)
    }

    /// What passengers hear on the way depends on who is ahead; that nobody hears it twice does not.
    /// - Returns: the last record of each.
    private func notifications(_ verdict: inout Verdict) throws -> [String: JSONValue] {
        var counts: [String: Int] = [:]
        var last: [String: JSONValue] = [:]
        for record in try installation.read("notifications") {
            let body = try record.value.map { try JSONValue($0) }
            guard let body, case .text(let id)? = body["notification_id"] else {
                throw HarnessError("a notification without an id at \(record.partition)@\(record.offset)")
            }
            counts[id, default: 0] += 1
            last[id] = body
        }
        verdict.add(.doubled, "notifications told twice", counts.filter { $0.value > 1 }.keys.sorted())
        return last
    }

    private func compare(_ letters: [TopicRecord], _ verdict: inout Verdict) throws {
        let told = try ToldLetters(letters, inputs: inputs, installation: installation)
        let expected = reference.refused.union(reference.late)
        verdict.letters = letters.count
        verdict.add(.lost, "dead letters lost", names(expected.subtracting(told.counts.keys)))
        verdict.add(.other, "dead letters of good records", names(Set(told.counts.keys).subtracting(expected)))
        verdict.add(.doubled, "dead letters told twice", names(told.counts.filter { $0.value > 1 }.keys))
        verdict.add(.other, "dead letters that are not the original", names(told.altered))
    }

    private func names(_ places: some Sequence<InputPlace>) -> [String] { places.sorted().map(\.description) }
}
