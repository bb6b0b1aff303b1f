/// What was asked for on the command line: `NAME=value` words, as make takes them.
struct SimulationOptions {
    /// Why the words make no sense; for standard error, with exit code 2.
    struct Problem: Error {
        let text: String
    }

    /// How many histories, and the seed of the first.
    var count = 1_000
    var first: UInt64 = 1
    /// This one alone, with its story.
    var seed: UInt64?
    var faults = FaultProfile.everything
    /// The rule that is broken on purpose.
    var mutation: Mutation?
    /// Every rule is broken, one after the other.
    var breaksAll = false

    /// - Throws: `Problem`.
    init(_ words: [String]) throws(Problem) {
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else { throw Problem(text: "'\(word)' is no NAME=value") }
            try take(parts[0], parts[1])
        }
    }

    private mutating func take(_ name: String, _ value: String) throws(Problem) {
        if value.isEmpty { return }
        func number() throws(Problem) -> UInt64 {
            guard let number = UInt64(value) else { throw Problem(text: "\(name) takes a number, not '\(value)'") }
            return number
        }
        switch name {
        case "SEEDS": count = Int(clamping: try number())
        case "FIRST": first = try number()
        case "SEED": seed = try number()
        case "FAULTS":
            guard let profile = FaultProfile.named(value) else {
                throw Problem(text: "no faults '\(value)'; there are: \(FaultProfile.names.joined(separator: ", "))")
            }
            faults = profile
        case "MUTATION" where value == "all": breaksAll = true
        case "MUTATION":
            guard let found = Mutation.all.first(where: { $0.name == value }) else {
                let names = Mutation.all.map(\.name).joined(separator: ", ")
                throw Problem(text: "no mutation '\(value)'; there are: all, \(names)")
            }
            mutation = found
            faults = found.faults
        default: throw Problem(text: "\(name) is not known; there are SEEDS, FIRST, SEED, FAULTS, MUTATION")
        }
    }

    var seeds: [UInt64] { (0..<UInt64(count)).map { first + $0 } }

    /// What repeats one history, with its story.
    static func command(_ seed: UInt64, _ faults: FaultProfile, _ mutation: Mutation? = nil) -> String {
        if let mutation { return "make simulate SEED=\(seed) MUTATION='\(mutation.name)'" }
        return "make simulate SEED=\(seed)"
            + (faults.name == FaultProfile.everything.name ? "" : " FAULTS=\(faults.name)")
    }
}
