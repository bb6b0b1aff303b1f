import KafkaClient
import Testing

@Suite("Settings")
struct KafkaSettingsTests {
    @Test("An unknown key is refused by name")
    func unknownKey() {
        let error = #expect(throws: KafkaError.self) { try Producer(settings: ["linger.mss": "5"]) }
        #expect(error?.subject == "linger.mss")
        #expect(error?.code == .invalidArgument)
        #expect(error?.reason.contains("linger.mss") == true)
    }

    @Test("A value out of range is refused with the key's name")
    func wrongValue() {
        let error = #expect(throws: KafkaError.self) {
            try Consumer(settings: ["group.id": "g", "fetch.wait.max.ms": "soon"])
        }
        #expect(error?.subject == "fetch.wait.max.ms")
    }

    @Test("Settings that contradict each other are refused when the client is made")
    func contradiction() {
        #expect(throws: KafkaError.self) { try Producer(settings: ["enable.idempotence": "true", "acks": "1"]) }
        let error = #expect(throws: KafkaError.self) { try Consumer(settings: ["client.id": "x"]) }
        #expect(error?.subject == "group.id")
    }

    @Test("A preferred key that this librdkafka does not know is left out")
    func preferred() throws {
        var settings: KafkaSettings = ["client.id": "x"]
        settings.prefer("a.key.of.the.future", "1")
        try Producer(settings: settings).close(within: .seconds(5))
        settings["a.key.of.the.future"] = "1"
        #expect(throws: KafkaError.self) { try Producer(settings: settings) }
    }

    @Test("Order is kept, later values win in place, nil takes out")
    func order() {
        var settings: KafkaSettings = ["a": "1", "b": "2", "c": "3"]
        settings["a"] = "4"
        settings["b"] = nil
        settings.setDefault("c", "9")
        settings.setDefault("d", "5")
        #expect("\(settings)" == "a=4 c=3 d=5")
        #expect("\(settings.merging(["c": "6", "e": "7"]))" == "a=4 c=6 d=5 e=7")
    }

    @Test("Printing shows no secret, nor does an error")
    func secrets() {
        let settings: KafkaSettings = ["sasl.username": "u", "sasl.password": "swordfish", "ssl.key.pem": "swordfish"]
        #expect(!"\(settings)".contains("swordfish"))
        #expect("\(settings)".contains("sasl.username=u"))
        let error = #expect(throws: KafkaError.self) {
            try Producer(settings: ["security.protocol": "ssl", "ssl.key.pem": "swordfish"])
        }
        #expect(error.map { "\($0)".contains("swordfish") } == false)
    }
}
