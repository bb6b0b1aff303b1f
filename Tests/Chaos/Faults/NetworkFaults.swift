import Harness

/// What the three ways of losing a network have in common.
private enum NetworkLoss {
    static let kinds: [(weather: TCPProxy.Weather, what: String)] = [
        (.held, "every packet lost"), (.dark, "connections dead without a word"), (.refused, "connections reset"),
    ]

    /// Cuts a proxy off for a time that the seed decides, and heals it.
    static func strike(_ scene: Scene, _ proxy: TCPProxy?, _ whose: String) throws -> Strike {
        guard let proxy else { throw HarnessError("no proxy") }
        let kind = kinds[Int.random(in: 0..<kinds.count, using: &scene.numbers)]
        let began = scene.mark()
        try proxy.set(kind.weather)
        try scene.pause(1...max(2, scene.settings.outageSeconds))
        try proxy.set(.open)
        let ended = scene.mark()
        let seconds = Figure.seconds((ended.at - began.at).seconds)
        return Strike("\(whose): \(kind.what) for \(seconds) s", began: began, ended: ended)
    }
}

/// The network to Kafka is cut, in three ways.
package struct KafkaCutFault: Fault {
    package static let name = "kafka-cut"
    package static let summary = "the network to Kafka is cut: packets lost, connections dead in silence, or reset"
    package static var needs: SceneNeeds {
        var needs = SceneNeeds()
        needs.isDetoured = true
        needs.sessionSeconds = 6
        return needs
    }

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        try NetworkLoss.strike(scene, scene.kafkaProxy, "Kafka")
    }
}

/// The network to the database is cut, in three ways.
package struct DatabaseCutFault: Fault {
    package static let name = "database-cut"
    package static let summary = "the network to PostgreSQL is cut: packets lost, connections dead in silence, or reset"
    package static var needs: SceneNeeds {
        var needs = SceneNeeds()
        needs.isDetoured = true
        needs.isSeenInTables = true
        return needs
    }

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        try NetworkLoss.strike(scene, scene.databaseProxy, "PostgreSQL")
    }
}

/// Everything comes late, on both sides.
package struct SlowNetworkFault: Fault {
    package static let name = "slow"
    package static let summary = "a slow network to Kafka and PostgreSQL: up to 150 ms for every chunk"
    package static var needs: SceneNeeds {
        var needs = SceneNeeds()
        needs.isDetoured = true
        return needs
    }

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        let delay = Int.random(in: 20...150, using: &scene.numbers)
        let began = scene.mark()
        for proxy in [scene.kafkaProxy, scene.databaseProxy] { try proxy?.set(.slow(delay)) }
        try scene.pause(scene.settings.outageSeconds)
        for proxy in [scene.kafkaProxy, scene.databaseProxy] { try proxy?.set(.open) }
        return Strike("\(delay) ms", began: began, ended: scene.mark())
    }
}
