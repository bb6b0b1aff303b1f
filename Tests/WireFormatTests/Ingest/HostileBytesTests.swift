import DisruptionCore
import Testing
import WireFormat

/// Bytes that nobody meant: whatever comes, there is a decision, and its detail is short and printable.
@Suite struct HostileBytesTests {
    private static let seeds: [UInt64] = [1, 2008, 0xDEAD]

    private func check(_ outcome: Outcome, _ bytes: [UInt8], _ topic: InputTopic, _ seed: UInt64) {
        guard outcome.kind == "rejected" else { return }
        let isShort = outcome.detail.utf8.count <= 300 && !outcome.detail.isEmpty
        guard !isShort || !outcome.detail.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) else { return }
        Issue.record("seed \(seed), \(topic), \(bytes): \(outcome.detail)")
    }

    @Test(arguments: seeds) func mutationsOfTheExamples(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var decoder = EventDecoder()
        let examples = ExampleFiles.valid + ExampleFiles.invalid
        for _ in 0..<60 {
            for example in examples {
                var bytes = example.bytes
                for _ in 0...Int.random(in: 0...3, using: &random) { Mutation.apply(to: &bytes, examples, &random) }
                let topic = Int.random(in: 0..<20, using: &random) == 0 ? .passengerEvents : example.topic
                check(decoder.outcome(bytes, topic), bytes, topic, seed)
            }
        }
        // Afterwards the decoder is as good as new.
        #expect(decoder.outcome(event("FLIGHT_UPDATED", named)).kind == "updated")
        #expect(decoder.counters.accepted > 30 && decoder.counters.rejected > 1000, "\(decoder.counters.accepted)")
    }

    @Test(arguments: seeds) func mutationsThatAreStillJSON(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var decoder = EventDecoder()
        let values = [
            "null", "true", "0", "-1", "1e308", "-0.0001", "99999999999999999999", #""""#, #""\u0000""#,
            #""\ud83d\ude00""#,
            "[]", "{}", "[[]]", #"[{"code":[]}]"#, #"[{"passenger_id":{}}]"#, #""2008-02-06T14:00:00Z""#, #""ORD""#,
            #""AA1521""#, "[null]", #"{"code":"1"}"#, #""2008-02-06""#, "1.5",
        ]
        for _ in 0..<6 {
            for example in ExampleFiles.valid {
                let parts = String(decoding: example.bytes, as: UTF8.self).split(
                    separator: ":", omittingEmptySubsequences: false)
                var changed = parts.map(String.init)
                let at = Int.random(in: 0..<changed.count, using: &random)
                let rest = changed[at].firstIndex { $0 == "," || $0 == "\n" } ?? changed[at].startIndex
                changed[at] = (values.randomElement(using: &random) ?? "") + changed[at][rest...]
                let bytes = Array(changed.joined(separator: ":").utf8)
                check(decoder.outcome(bytes, example.topic), bytes, example.topic, seed)
            }
        }
    }

    /// Every prefix of every example, given without a byte behind it.
    @Test func everyPrefixIsNoObject() {
        var decoder = EventDecoder()
        for example in ExampleFiles.valid {
            let whole = example.bytes.lastIndex(of: 0x7D) ?? 0
            for length in 0..<whole {
                let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, length), alignment: 1)
                defer { copy.deallocate() }
                copy.copyBytes(from: example.bytes[..<length])
                let outcome = Outcome(
                    decoder.decode(UnsafeRawBufferPointer(start: copy.baseAddress, count: length), from: example.topic))
                if outcome.reason != .malformedJSON { Issue.record("\(example) to \(length): \(outcome)") }
            }
        }
    }

    @Test(arguments: seeds) func noiseOfStructure(seed: UInt64) {
        var random = SplitMix(seed: seed)
        var decoder = EventDecoder()
        let alphabet = Array(#"{}[],:"\ 0e-.tfnu"#.utf8)
        for _ in 0..<8000 {
            let inside = (0..<Int.random(in: 0..<24, using: &random)).map { _ in
                alphabet.randomElement(using: &random) ?? 0
            }
            let bytes = [0x7B] + inside + [0x7D]
            check(decoder.outcome(bytes), bytes, .flightEvents, seed)
        }
    }
}

/// One change to a record.
private enum Mutation {
    static func apply(to bytes: inout [UInt8], _ examples: [ExampleFiles.Example], _ random: inout SplitMix) {
        guard !bytes.isEmpty else { return bytes = [UInt8.random(in: 0...255, using: &random)] }
        let at = Int.random(in: 0..<bytes.count, using: &random)
        let end = min(bytes.count, at + Int.random(in: 1...20, using: &random))
        switch Int.random(in: 0..<9, using: &random) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 2: bytes.removeSubrange(at..<end)
        case 3: bytes.insert(contentsOf: bytes[at..<end], at: at)
        case 4: bytes.removeLast(bytes.count - at)
        case 5: bytes.insert(Array("{}[],:\"\\0-".utf8).randomElement(using: &random) ?? 0, at: at)
        case 6: bytes.replaceSubrange(at..<end, with: (at..<end).map { _ in UInt8.random(in: 0...255, using: &random) })
        case 7:
            let other = examples.randomElement(using: &random)?.bytes ?? []
            bytes.insert(contentsOf: other.prefix(Int.random(in: 0...60, using: &random)), at: at)
        default: bytes.replaceSubrange(at..<end, with: String(repeating: "9", count: end - at).utf8)
        }
    }
}
