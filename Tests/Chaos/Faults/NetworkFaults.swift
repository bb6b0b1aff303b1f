import Harness

/// The network to somebody is cut, in three ways.
package protocol NetworkCut: Fault {
    /// Whom it leads to, for a person.
    static var whose: String { get }
    /// What is cut.
    static func proxy(of scene: Scene) -> TCPProxy?
}

private enum NetworkLoss {
    static let kinds: [(weather: TCPProxy.Weather, what: String)] = [
        (.held, "every packet lost"), (.dark, "connections dead without a word"), (.refused, "connections reset"),
    ]
}

extension NetworkCut {
    /// Cuts it for a time that the seed decides, and heals it.
    package func strike(_ scene: Scene) throws -> Strike {
        guard let proxy = Self.proxy(of: scene) else { throw HarnessError("no proxy") }
        let kind = NetworkLoss.kinds[Int.random(in: 0..<NetworkLoss.kinds.count, using: &scene.numbers)]
        return try scene.strike { _ in
            try proxy.set(kind.weather)
            try scene.pause(1...max(2, scene.settings.outageSeconds))
            try proxy.set(.open)
            return "\(Self.whose): \(kind.what)"
        }
    }
}

package struct KafkaCutFault: NetworkCut {
    package static let name = "kafka-cut"
    package static let summary = "the network to Kafka is cut: packets lost, connections dead in silence, or reset"
    package static let needs = SceneNeeds {
        $0.isDetoured = true
        $0.sessionSeconds = 6
    }
    package static let whose = "Kafka"
    package static func proxy(of scene: Scene) -> TCPProxy? { scene.kafkaProxy }

    package init() {}
}

package struct DatabaseCutFault: NetworkCut {
    package static let name = "database-cut"
    package static let summary = "the network to PostgreSQL is cut: packets lost, connections dead in silence, or reset"
    package static let needs = SceneNeeds {
        $0.isDetoured = true
        $0.isSeenInTables = true
    }
    package static let whose = "PostgreSQL"
    package static func proxy(of scene: Scene) -> TCPProxy? { scene.databaseProxy }

    package init() {}
}

/// Everything comes late, on both sides.
package struct SlowNetworkFault: Fault {
    package static let name = "slow"
    package static let summary = "a slow network to Kafka and PostgreSQL: up to 150 ms for every chunk"
    package static let needs = SceneNeeds { $0.isDetoured = true }

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        let delay = Int.random(in: 20...150, using: &scene.numbers)
        return try scene.strike { _ in
            for proxy in [scene.kafkaProxy, scene.databaseProxy] { try proxy?.set(.slow(delay)) }
            try scene.pause(scene.settings.outageSeconds)
            for proxy in [scene.kafkaProxy, scene.databaseProxy] { try proxy?.set(.open) }
            return "\(delay) ms"
        }
    }
}
