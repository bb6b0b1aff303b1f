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

/// The process dies again and again while it restores what the first death took.
package struct RestoreFault: Fault {
    package static let name = "restore"
    package static let summary = "kill -9 again and again while it starts and restores"
    package static let needs = SceneNeeds { $0.preload = 60_000 }

    /// Deaths in a row.
    private static let deaths = 5

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        let began = scene.mark()
        var inRestore = 0
        for _ in 0..<Self.deaths {
            let victim = try scene.fleet.one()
            victim.daemon.kill9()
            let heir = try scene.fleet.replace(victim)
            // In turn at any time of its start, and once it has partitions to restore.
            if scene.numbers.happens(percent: 30) {
                try scene.pause(0.05...1.5)
            } else {
                _ = try heir.daemon.waitForLog(containing: "\"lane.assigned\"", seconds: scene.settings.outputSeconds)
                try scene.pause(0...0.3)
            }
            let status = heir.daemon.get("/status")?.body ?? ""
            if status.contains(#""lane":0,"state":"restoring""#) { inRestore += 1 }
        }
        let victim = try scene.fleet.one()
        victim.daemon.kill9()
        let ended = scene.mark()
        try scene.fleet.replace(victim)
        return Strike(
            "killed \(Self.deaths + 1) times, \(inRestore) of them while restoring", began: began, ended: ended)
    }
}
