/// What was asked for on the command line and in the environment.
package struct ChaosOptions {
    package private(set) var faults: [any Fault.Type] = []
    package private(set) var settings = ChaosSettings()

    /// Why the words make no sense; for standard error, with exit code 2.
    package struct Problem: Error {
        package let text: String
    }

    /// - Parameters:
    ///   - words: names of faults; all of them where there is none.
    ///   - environment: a variable's value, nil where it is absent or empty.
    /// - Throws: `Problem`.
    package init(_ words: [String], environment: (String) -> String?) throws(Problem) {
        for word in words {
            guard let fault = FaultCatalog.named(word) else {
                let names = FaultCatalog.all.map { $0.name }.joined(separator: ", ")
                throw Problem(text: "unknown fault '\(word)'; there are: \(names)")
            }
            faults.append(fault)
        }
        if faults.isEmpty { faults = FaultCatalog.all }
        func number(_ name: String, _ range: ClosedRange<Int>) throws(Problem) -> Int? {
            guard let text = environment(name) else { return nil }
            guard let number = Int(text), range.contains(number) else {
                throw Problem(text: "\(name) takes \(range.lowerBound) to \(range.upperBound), not '\(text)'")
            }
            return number
        }
        settings.seed = try number("SEED", 0...Int.max).map { UInt64($0) } ?? UInt64.random(in: 0..<1_000_000)
        if let rounds = try number("ROUNDS", 1...1_000) { settings.rounds = rounds }
        if let rate = try number("RATE", 1...50_000) { settings.perSecond = Double(rate) }
        if let tails = try number("TAILS", 4...980) { settings.tails = tails }
        if let outage = try number("OUTAGE", 1...3_600) { settings.outageSeconds = Double(outage) }
    }

    package static var help: String {
        let faults = FaultCatalog.all.map { fault in
            "  \(fault.name)\(String(repeating: " ", count: max(1, 12 - fault.name.count)))\(fault.summary)"
        }
        return """
            ChaosCommand [FAULT]...      all of them without a word

            Does each fault some times to an installation of its own while events flow in, and asks an oracle that knows
            every acknowledged event whether all that had to come out came out, once, in topics and tables alike.

            \(faults.joined(separator: "\n"))

            Environment:
              SEED           decides what is fed in and when it strikes; another each time where absent
              ROUNDS         how often each fault is done; 3
              RATE           records a second that are fed in; 500
              TAILS          aircraft, with some five legs a day each; 200
              OUTAGE         seconds that a database, a broker or a network is away; 20
              KAFKA_HOME     where to find a Kafka: a folder with a kafka script, or an Apache Kafka distribution
              IROPSD_BINARY  the daemon
            """
    }
}
