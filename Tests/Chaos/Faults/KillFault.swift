import Harness

/// The process dies, and systemd starts it again under the same name.
package struct KillFault: Fault {
    package static let name = "kill"
    package static let summary = "kill -9 of the daemon; it is started again with the same instance id"

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        let victim = try scene.fleet.one()
        victim.daemon.kill9()
        let mark = scene.mark()
        try scene.fleet.replace(victim)
        return Strike("killed", began: mark, ended: mark)
    }
}
