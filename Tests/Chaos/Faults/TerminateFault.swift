import Glibc
import Harness

/// Asked to end at any time, it ends in order within its 5 s.
package struct TerminateFault: Fault {
    package static let name = "sigterm"
    package static let summary = "SIGTERM at any time: ended in order within 5 s, and started again"

    private static let times = 3

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        let began = scene.mark()
        for _ in 0..<Self.times {
            let victim = try scene.fleet.one()
            scene.fleet.stop(victim)
            try scene.fleet.start(victim.instance)
            try scene.pause(scene.numbers.happens(percent: 50) ? 0.02...0.5 : 0.5...3)
        }
        let victim = try scene.fleet.one()
        scene.fleet.stop(victim)
        let ended = scene.mark()
        try scene.fleet.start(victim.instance)
        return Strike("asked to end \(Self.times + 1) times", began: began, ended: ended)
    }
}

/// Asked to end while it cannot reach Kafka, PostgreSQL or both, it ends within its 5 s and says what it leaves undone.
package struct CutOffStopFault: Fault {
    package static let name = "sigterm-cut"
    package static let summary =
        "SIGTERM, once or twice, while Kafka, PostgreSQL or both cannot be reached, also at the start: ended within 5 s"
    package static let needs = SceneNeeds { $0.isDetoured = true }

    /// What is out of reach when it is asked.
    private enum Cut: CaseIterable {
        case kafka, database, both
        /// Both, from the start.
        case start
        /// Both, and it is asked twice.
        case twice

        var isKafka: Bool { self != .database }
        var isDatabase: Bool { self != .kafka }
    }

    /// How long the end of a process may take beyond its deadline, and at a second signal, on a busy machine. Seconds.
    private static let allowance = 0.5
    private static let deadline = 5.0

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        try scene.strike { _ in
            var told: [String] = []
            for cut in Cut.allCases.shuffled(using: &scene.numbers) {
                for member in scene.fleet.running {
                    try member.daemon.waitUntilReady(seconds: scene.settings.outputSeconds)
                }
                let (seconds, code) = try stop(scene, cut)
                told.append("\(cut) \(Figure.seconds(seconds)) s (\(code))")
            }
            return "asked to end cut off: \(told.joined(separator: ", "))"
        }
    }

    private func stop(_ scene: Scene, _ cut: Cut) throws -> (seconds: Double, code: Int32) {
        var victim = try scene.fleet.one()
        if cut == .start { scene.fleet.stop(victim) }
        let weather: TCPProxy.Weather = scene.numbers.happens(percent: 50) ? .dark : .held
        if cut.isKafka { try scene.kafkaProxy?.set(weather) }
        if cut.isDatabase { try scene.databaseProxy?.set(weather) }
        if cut == .start { victim = try scene.fleet.start(victim.instance) }
        // It may have noticed by then, or not.
        try scene.pause(0.2...4)
        let asked = ContinuousClock.now
        victim.daemon.send(SIGTERM)
        var start = asked
        if cut == .twice {
            try scene.pause(0.6...1.5)
            start = .now
            victim.daemon.send(SIGTERM)
        }
        let code = victim.daemon.exitCode(within: 2 * Self.deadline)
        let seconds = (ContinuousClock.now - start).seconds
        judge(scene, victim, cut, code, seconds)
        for proxy in [scene.kafkaProxy, scene.databaseProxy] { try proxy?.set(.open) }
        if code == nil { victim.daemon.kill9() }
        try scene.fleet.replace(victim)
        return (seconds, code ?? -1)
    }

    private func judge(_ scene: Scene, _ victim: Fleet.Member, _ cut: Cut, _ code: Int32?, _ seconds: Double) {
        let limit = cut == .twice ? Self.allowance : Self.deadline + Self.allowance
        let lines = victim.daemon.logLines.drop { !$0.contains("\"stop.requested\"") }
        let end = lines.joined(separator: "\n    ")
        if seconds > limit { scene.report("SIGTERM, \(cut) cut off: \(Figure.seconds(seconds)) s\n    \(end)") }
        let words =
            switch code {
            case 0 where cut.isKafka: ["lane.not_committed", "lane.close", "start.broker_away"]
            case 0: ["sink.stopped"]
            case 1: ["stop.deadline"]
            case 128 + SIGTERM where cut == .twice: ["stop.forced"]
            default: ["an exit code of a stop"]
            }
        if !lines.contains(where: { line in words.contains { line.contains($0) } }) {
            scene.report("SIGTERM, \(cut) cut off: exit code \(code ?? -1) without \(words)\n    \(end)")
        }
    }
}
