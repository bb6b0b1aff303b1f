import Testing

@testable import DisruptionService

@Suite("Topics that change while a process runs")
struct TopicLookTests {
    private static let flights = TopicLook.Topic(name: "flight.events", topic: "ops.flights", partitions: 6)
    private static let log = TopicLook.Topic(name: "iropsd.entities", topic: "log", partitions: 12)
    private static let states = TopicLook.Topic(name: "flight.state", topic: "states", partitions: 6)
    private static let whole: [String: TopicLook.Sight] = [
        "ops.flights": .partitions(6), "log": .partitions(12), "states": .partitions(6), "others": .partitions(1),
    ]

    private static func look() -> TopicLook { TopicLook([flights, log, states]) }

    private static func changed(_ topic: String, _ sight: TopicLook.Sight?) -> [String: TopicLook.Sight] {
        var found = whole
        found[topic] = sight
        return found
    }

    @Test("Missing is said once, when it is seen twice, and so is that it is back")
    func missing() {
        var look = Self.look()
        let without = Self.changed("ops.flights", nil)
        #expect(look.look(at: Self.whole).isEmpty)
        #expect(look.look(at: without).isEmpty)
        #expect(look.isUnsettled)
        #expect(look.missing.isEmpty)
        #expect(look.look(at: without) == [.missing(Self.flights)])
        #expect(look.look(at: without).isEmpty)
        #expect(look.look(at: Self.changed("ops.flights", .unclear)).isEmpty)
        #expect(look.missing == [Self.flights])
        #expect(look.look(at: Self.whole) == [.back(Self.flights)])
        #expect(look.missing.isEmpty && !look.isUnsettled)
    }

    @Test("A broker that lags, or does not say, tells nothing")
    func lag() {
        var look = Self.look()
        for sight: TopicLook.Sight? in [nil, .partitions(6), nil, .partitions(6), .unclear, .partitions(3)] {
            #expect(look.look(at: Self.changed("ops.flights", sight)).isEmpty)
        }
        #expect(look.look(at: Self.whole).isEmpty)
        #expect(!look.isUnsettled)
    }

    @Test("More partitions of what the log was made for are said at once, fewer when they are seen twice")
    func counts() {
        var look = Self.look()
        let wider = CountChange(name: "flight.events", topic: "ops.flights", found: 7, known: 6)
        #expect(look.look(at: Self.changed("ops.flights", .partitions(7))) == [.counted(wider)])
        look = Self.look()
        let narrow = CountChange(name: "iropsd.entities", topic: "log", found: 1, known: 12)
        #expect(look.look(at: Self.changed("log", .partitions(1))).isEmpty)
        #expect(look.look(at: Self.changed("log", .partitions(1))) == [.counted(narrow)])
        look = Self.look()
        for _ in 0..<3 { #expect(look.look(at: Self.changed("states", .partitions(9))).isEmpty) }
    }

    @Test("What to do depends on whose topic it is; the record that keeps versions rising always stays")
    func words() {
        let wider = CountChange(name: "flight.events", topic: "ops.flights", found: 7, known: 6)
        #expect("\(wider)".hasPrefix("ops.flights has 7 partitions, and the log was made for 6: records of the others"))
        #expect("\(wider)".contains("those whose topic it is make it anew with 6"))
        #expect("\(wider)".contains("set kafka.partitions: {flight.events: 7}, delete iropsd.entities, never"))
        #expect(wider.advice.hasPrefix("Before the first start set kafka.partitions: {flight.events: 7}. After it: K"))
        let seen = CountChange(name: "flight.events", topic: "ops.flights", found: nil, known: 6)
        #expect("\(seen)".contains("set kafka.partitions, delete iropsd.entities"))
        let narrower = CountChange(name: "flight.events", topic: "ops.flights", found: 2, known: 6)
        #expect("\(narrower)".contains("have partitions added until there are 6"))
        let log = CountChange(name: "iropsd.entities", topic: "log", found: 13, known: 12)
        #expect("\(log)".contains("Begin anew: stop all processes of the group, delete iropsd.entities, never"))
        let output = CountChange(name: "flight.state", topic: "states", found: 9, known: 6)
        #expect(output.advice.hasPrefix("Set kafka.partitions: {flight.state: 9}"))
        #expect(!output.advice.contains("delete"))
    }
}
