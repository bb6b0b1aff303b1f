/// Whatever else there is, in any order, to one and the same installation of two processes.
package struct MixedFault: Fault {
    package static let name = "mixed"
    package static let summary = "any of the others, one after the other, to one installation of two processes"
    package static let needs = SceneNeeds {
        $0 = ZombieFault.needs
        $0.isDetoured = true
        $0.ownsDatabase = true
        $0.preload = 20_000
    }

    private static let others: [any Fault.Type] = [
        KillFault.self, RestoreFault.self, TerminateFault.self, RebalanceFault.self, BrokerKillFault.self,
        BrokerBounceFault.self, BrokerFreezeFault.self, DatabaseFault.self, KafkaCutFault.self, DatabaseCutFault.self,
        SlowNetworkFault.self, PoisonFault.self,
    ]
    /// Strikes of others that make one of these.
    private static let strikes = 3

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        try scene.strike { _ in
            var what: [String] = []
            for _ in 0..<Self.strikes {
                let other = Self.others[Int.random(in: 0..<Self.others.count, using: &scene.numbers)]
                let strike = try other.init().strike(scene)
                scene.tell("\(other.name): \(strike)")
                what.append(other.name)
                try scene.pause(0...2)
            }
            return what.joined(separator: ", ")
        }
    }
}
