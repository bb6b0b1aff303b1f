import Simulator
import Wording

/// What a person says to a running simulation.
enum SteeringLine: Equatable {
    case pause, resume, status, stop, help
    case speed(FeedSpeed)
    /// What is to happen, as scenario files say it; its words are the simulation's to understand.
    case inject(String)

    /// Characters of a line; an injection has some 30.
    static let charactersMax = 500

    private static let words = ["pause", "resume", "speed", "inject", "status", "stop", "help"]

    /// What the lines mean, for `help`.
    static let explanation = """
        pause        hold everything back that is not told yet
        resume       go on
        speed N      go on at another speed: \(SimulationSpeed.allowed)
        inject WHAT  make something happen now, in the words of scenario files:
        \(Injection.help.map { "               \($0)\n" }.joined())\
        status       how far it is
        stop         end here; what is open stays open
        help         this list
        """

    /// - Throws: `UsageError` with the nearest valid word.
    init(_ text: String) throws(UsageError) {
        let parts = text.split(whereSeparator: \.isWhitespace).map(String.init)
        guard text.count <= SteeringLine.charactersMax else {
            throw UsageError("a line has at most \(SteeringLine.charactersMax) characters")
        }
        let rest = parts.dropFirst()
        switch parts.first?.lowercased() {
        case "pause": self = .pause
        case "resume": self = .resume
        case "status": self = .status
        case "stop": self = .stop
        case "help": self = .help
        case "speed":
            guard let text = rest.first, let speed = SimulationSpeed.parse(text) else {
                let told = rest.first.map { "speed is \(QuotedText.of($0))" } ?? "speed needs a number"
                throw UsageError("\(told); allowed: \(SimulationSpeed.allowed)")
            }
            self = .speed(speed)
        case "inject":
            guard !rest.isEmpty else { throw UsageError("inject needs what is to happen, e.g. inject delay FLIGHT 90") }
            self = .inject(rest.joined(separator: " "))
            return
        default: throw SteeringLine.unknown(parts.first ?? "", text)
        }
        let used = if case .speed = self { 2 } else { 1 }
        if parts.count > used { throw UsageError("\(QuotedText.of(parts[used])) is one word too many") }
    }

    private static func unknown(_ word: String, _ text: String) -> UsageError {
        if word.isEmpty { return UsageError("say one of \(words.joined(separator: ", "))") }
        if Injection.help.contains(where: { $0.hasPrefix(word.lowercased() + " ") }) {
            return UsageError("did you mean inject \(QuotedText.of(text).dropFirst().dropLast())?")
        }
        let hint =
            NearestName.find(word, among: words).map { "did you mean \($0)?" }
            ?? "say one of \(words.joined(separator: ", "))"
        return UsageError("unknown word \(QuotedText.of(word)); \(hint)")
    }
}

/// Speeds of a simulation.
enum SimulationSpeed {
    /// Of what is slower than it was nothing could be learned; what is faster is `max`.
    private static let range = 1.0...100_000
    static let allowed = FeedSpeed.allowed(in: range)

    static func parse(_ text: String) -> FeedSpeed? { FeedSpeed(text, in: range) }
}
