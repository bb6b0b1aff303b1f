import Harness
import KafkaClient

/// The broker dies and comes back with what is on its disk.
package struct BrokerKillFault: Fault {
    package static let name = "broker-kill"
    package static let summary = "kill -9 of the broker, and its restart"

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        try BrokerBounceFault.bounce(scene, "killed") { try scene.kafka.kill() }
    }
}

/// The broker is stopped in order and started again.
package struct BrokerBounceFault: Fault {
    package static let name = "broker-bounce"
    package static let summary = "the broker is stopped in order, and started again"

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        try Self.bounce(scene, "stopped") { try scene.kafka.stop() }
    }

    static func bounce(_ scene: Scene, _ what: String, _ end: () throws -> Void) throws -> Strike {
        let toldSince = scene.linesFromNow("kafka.away")
        let strike = try scene.strike { _ in
            try end()
            try scene.expectUnready("broker")
            try scene.pause(0.5...max(1, scene.settings.outageSeconds))
            try scene.kafka.restart()
            return "\(what), away"
        }
        let told = toldSince().count
        let processes = scene.fleet.running.count
        if told != processes { scene.report("the broker was away, \(processes) processes say so \(told) times") }
        return strike
    }
}

/// A broker that freezes keeps its connections.
package struct BrokerFreezeFault: Fault {
    package static let name = "broker-freeze"
    package static let summary = "SIGSTOP of the broker for longer than a session, then SIGCONT"
    package static let needs = SceneNeeds { $0.sessionSeconds = 6 }

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        try scene.strike { _ in
            try scene.kafka.pause()
            try scene.pause(2...max(3, scene.settings.outageSeconds))
            try scene.kafka.resume()
            return "frozen"
        }
    }
}

/// One of three brokers goes: others lead its partitions, coordinate the group and the transactions.
package struct LeaderFault: Fault {
    package static let name = "leader"
    package static let summary =
        "of three brokers one dies or is stopped: others lead its partitions; then it comes back"
    package static let needs = SceneNeeds { $0.nodes = 3 }
    package static var absence: String? {
        if case .script? = try? KafkaInstallation.find() { return nil }
        return "three brokers need a kafka script"
    }

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        try waitUntilInSync(scene)
        let node = Int.random(in: 1...scene.kafka.nodes, using: &scene.numbers)
        let isDeath = scene.numbers.happens(percent: 60)
        if isDeath { try scene.kafka.kill(node: node) } else { try scene.kafka.stop(node: node) }
        let mark = scene.mark()
        scene.tell("broker \(node) \(isDeath ? "killed" : "stopped")")
        let strike = Strike("broker \(node) gone", began: mark, ended: mark)
        // It comes back only when the others have taken over: what follows measures them.
        if try scene.recovery(of: strike) == nil { scene.report("nothing flows while one of three brokers is away") }
        try scene.pause(0...3)
        try scene.kafka.restart(node: node)
        return strike
    }

    private func waitUntilInSync(_ scene: Scene) throws {
        let admin = try Admin(settings: ["bootstrap.servers": scene.kafka.bootstrapServers], hooks: .silent)
        defer { admin.close(within: .seconds(5)) }
        let isWhole: Bool? = Deadline.poll(seconds: 120, everyMs: 200) {
            guard let topics = try? admin.topics(timeout: .seconds(5)) else { return nil }
            let partitions = topics.values.flatMap(\.partitions)
            return partitions.allSatisfy { $0.inSync.count == $0.replicas.count } ? true : nil
        }
        if isWhole == nil { throw HarnessError("the brokers' replicas are not in sync after 120 s") }
    }
}
