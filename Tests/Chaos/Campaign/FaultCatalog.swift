/// Every fault, in the order in which they are done.
package enum FaultCatalog {
    package static let all: [any Fault.Type] = [KillFault.self]

    /// The fault of a name.
    package static func named(_ name: String) -> (any Fault.Type)? { all.first { $0.name == name } }
}
