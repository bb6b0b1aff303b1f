import Harness

/// One try of something that needs a broker that keeps what it promised.
package struct Attempt<Outcome> {
    /// What came of it.
    package let outcome: Outcome
    /// Everything came to rest, well or not: then the outcome counts, whatever the broker did.
    package let isSettled: Bool
    package let installation: Installation
    /// What the daemons said.
    package let log: String

    package init(_ outcome: Outcome, isSettled: Bool, of installation: Installation, log: String) {
        self.outcome = outcome
        self.isSettled = isSettled
        self.installation = installation
        self.log = log
    }

    private static var attemptsMax: Int { 3 }

    /// Tries until an attempt counts, at most three times. Void is one, and only one, that did not settle and whose
    /// broker has forgotten the end of a transaction, as Kafka's own tool proves: of `__consumer_offsets`, where the
    /// daemons said that the group's positions are held by a transaction of nobody, or of an output topic, which then
    /// ends there for the sink and for every other reader of what is committed.
    ///
    /// - Parameters:
    ///   - say: takes a line about each void attempt.
    ///   - attempt: tries it on an installation made for it.
    package static func first(
        thatCounts attempt: () throws -> Attempt, say: (String) -> Void = { print($0) }
    ) throws -> Outcome {
        var number = 0
        while true {
            number += 1
            let made = try attempt()
            guard let marker = made.excuse(say) else { return made.outcome }
            FaultyBroker.discard(made.installation.kafka)
            say("VOID, attempt \(number) of \(attemptsMax): the broker lost the end of a transaction: \(marker)")
            if number == attemptsMax { return made.outcome }
        }
    }

    /// What the broker forgot; nil where the attempt counts.
    private func excuse(_ say: (String) -> Void) -> ForgottenMarker? {
        if isSettled { return nil }
        let positions = log.contains(#""lane.positions_held""#) ? ["__consumer_offsets"] : []
        let outputs = Installation.committedOutputs.map(installation.topic)
        do {
            for topic in positions + outputs {
                if let marker = try ForgottenMarker.proven(in: topic, of: installation.kafka).first { return marker }
            }
        } catch {
            say("Kafka's tool does not say whether the broker lost the end of a transaction: \(error)")
        }
        return nil
    }
}
