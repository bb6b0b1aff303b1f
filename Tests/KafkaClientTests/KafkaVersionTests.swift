import Testing

@testable import KafkaClient

@Suite("Versions of librdkafka")
struct KafkaVersionTests {
    @Test(
        "Versions with known trouble are named, those around them are not",
        arguments: [
            ((1, 9, 2), true), ((2, 0, 2), false), ((2, 1, 0), true), ((2, 1, 1), false), ((2, 5, 0), true),
            ((2, 5, 2), true), ((2, 5, 3), false), ((2, 6, 0), true), ((2, 6, 1), false), ((2, 10, 0), true),
            ((2, 10, 1), false), ((2, 16, 0), false),
        ])
    func trouble(version: (Int, Int, Int), isKnown: Bool) {
        let version = KafkaVersion(major: version.0, minor: version.1, patch: version.2, description: "")
        #expect((version.knownTrouble != nil) == isKnown)
    }

    @Test func scramWithKafka4() {
        #expect(!KafkaVersion(major: 2, minor: 6, patch: 0, description: "").hasScramOfKafka4)
        #expect(KafkaVersion(major: 2, minor: 6, patch: 1, description: "").hasScramOfKafka4)
        #expect(!KafkaVersion(major: 2, minor: 4, patch: 9, description: "").losesBrokers)
        #expect(KafkaVersion(major: 2, minor: 5, patch: 0, description: "").losesBrokers)
    }
}
