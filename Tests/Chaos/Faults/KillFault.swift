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
    package static var needs: SceneNeeds {
        var needs = SceneNeeds()
        needs.preload = 60_000
        return needs
    }

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
            // In turn at any time of its start, and when it says that it restores.
            if scene.numbers.happens(percent: 30) {
                try scene.pause(0.05...1.5)
            } else {
                let isRestoring: Bool? = Deadline.poll(seconds: 20, everyMs: 2) {
                    guard let status = heir.daemon.get("/status")?.body else { return nil }
                    if status.contains(#""state":"running""#) { return false }
                    return status.contains("restoring") ? true : nil
                }
                if isRestoring == true { inRestore += 1 }
                try scene.pause(0...0.3)
            }
        }
        let victim = try scene.fleet.one()
        victim.daemon.kill9()
        let ended = scene.mark()
        try scene.fleet.replace(victim)
        return Strike(
            "killed \(Self.deaths + 1) times, \(inRestore) of them while restoring", began: began, ended: ended)
    }
}

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
