/// Every fault, in the order in which they are done.
package enum FaultCatalog {
    package static let all: [any Fault.Type] = [
        KillFault.self, RestoreFault.self, TerminateFault.self, CutOffStopFault.self, ZombieFault.self,
        DynamicZombieFault.self,
        RebalanceFault.self, BrokerKillFault.self, BrokerBounceFault.self, BrokerFreezeFault.self, LeaderFault.self,
        DatabaseFault.self, DiskFault.self, KafkaCutFault.self, DatabaseCutFault.self, SlowNetworkFault.self,
        PoisonFault.self, MixedFault.self,
    ]

    /// The fault of a name.
    package static func named(_ name: String) -> (any Fault.Type)? { all.first { $0.name == name } }
}
