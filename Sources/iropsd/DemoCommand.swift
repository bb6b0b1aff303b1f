import Demonstration
import DisruptionService
import Glibc

/// `iropsd demo`: a disrupted day on this machine.
struct DemoCommand: Command {
    static let syntax = CommandSyntax(
        "demo", summary: "watch a disrupted day become cascades",
        details: """
            Runs the daemon with a private PostgreSQL in a temporary folder and librdkafka's own pretended brokers, \
            tells it one operating day in about a minute, and shows cascades and congestion as they are \
            detected, then a summary. The day is a simulated one: the environment variable SCENARIO names what goes \
            wrong on it as `simulate` takes it, weather where it is not set, several separated by spaces. DATA names \
            a file of history instead, as `replay` reads it. KAFKA=host:port uses that broker instead, with topics of \
            the demo's own, which it deletes at the end. \
            Nothing is left behind. Ctrl-C ends it at any time. Exits 0 at the end or when stopped, 1 when something \
            is missing or fails, 2 when the call is wrong.
            """,
        examples: ["demo"])

    private let demo: Demo

    init(_ arguments: Arguments) throws(UsageError) {
        let (data, scenario) = (Self.variable("DATA"), Self.variable("SCENARIO"))
        if data != nil, scenario != nil { throw UsageError("DATA and SCENARIO are both set; a demo has one day") }
        demo = Demo(history: data, scenarios: scenario ?? Demo.usualScenario, broker: Self.variable("KAFKA"))
    }

    func run() throws -> ExitCode { try demo.run() }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return String(cString: value)
    }
}
