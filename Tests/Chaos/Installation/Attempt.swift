package import Harness

/// One try of something that needs a broker that keeps what it promised.
package struct Attempt<Outcome> {
    /// What came of it.
    package let outcome: Outcome
    /// Everything came to rest, well or not: then the outcome counts, whatever the broker did.
    package let isSettled: Bool
    package let kafka: KafkaServer
    /// What the daemons said.
    package let log: String

    package init(_ outcome: Outcome, isSettled: Bool, on kafka: KafkaServer, log: String) {
        self.outcome = outcome
        self.isSettled = isSettled
        self.kafka = kafka
        self.log = log
    }

    private static var attemptsMax: Int { 3 }

    /// Tries until an attempt counts, at most three times. Void is one, and only one, that did not settle, whose
    /// daemons said that the group's positions are held by a transaction of nobody, and whose broker has forgotten the
    /// end of a transaction of `__consumer_offsets`, as Kafka's own tool proves.
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
            FaultyBroker.discard(made.kafka)
            say("VOID, attempt \(number) of \(attemptsMax): the broker lost the end of a transaction: \(marker)")
            if number == attemptsMax { return made.outcome }
        }
    }

    /// What the broker forgot; nil where the attempt counts.
    private func excuse(_ say: (String) -> Void) -> ForgottenMarker? {
        guard !isSettled, log.contains(#""lane.positions_held""#) else { return nil }
        do {
            return try ForgottenMarker.proven(of: kafka).first
        } catch {
            say("Kafka's tool does not say whether the broker lost the end of a transaction: \(error)")
            return nil
        }
    }
}
