import Harness
import PostgresServer

/// PostgreSQL is stopped, in order or at once, and started again.
package struct DatabaseFault: Fault {
    package static let name = "database"
    package static let summary = "PostgreSQL stopped (fast, immediate) for a while, and started again"
    package static var needs: SceneNeeds {
        var needs = SceneNeeds()
        needs.ownsDatabase = true
        needs.isSeenInTables = true
        return needs
    }

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        guard let server = scene.database.server else { throw HarnessError("no server of its own") }
        let isImmediate = scene.numbers.happens(percent: 50)
        let told = scene.lines("sink.waiting").count
        let began = scene.mark()
        if isImmediate { server.crash() } else { server.stop() }
        try scene.expectUnready("database", butNot: ["lanes", "broker"])
        try scene.pause(scene.settings.outageSeconds)
        if scene.mark().outputs == began.outputs { scene.report("no detection while the database was away") }
        try server.start()
        let ended = scene.mark()
        let lines = scene.lines("sink.waiting").dropFirst(told)
        let most = 3 * scene.fleet.running.count
        if lines.isEmpty || lines.count > most || !lines.allSatisfy({ $0.contains("What to do") }) {
            scene.report(
                "one outage of the database in \(lines.count) lines: \(lines.prefix(3).joined(separator: " "))")
        }
        return Strike(
            "stopped \(isImmediate ? "at once" : "in order"), away for "
                + "\(Figure.seconds((ended.at - began.at).seconds)) s", began: began, ended: ended)
    }
}

/// The disk of the database is full: SQLSTATE 53100.
package struct DiskFault: Fault {
    package static let name = "disk"
    package static let summary = "the disk under the tables is full, and has room again"
    package static var absence: String? { SmallDisk.absence }
    package static var needs: SceneNeeds {
        var needs = SceneNeeds()
        needs.diskMegabytes = 192
        needs.isSeenInTables = true
        return needs
    }

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        guard let disk = scene.database.disk else { throw HarnessError("no disk of its own") }
        let told = scene.lines("sink.waiting").count
        let began = scene.mark()
        disk.fill()
        let line = try scene.poll(seconds: scene.settings.outageSeconds + 60) { () -> Substring? in
            // What the server frees meanwhile goes too.
            disk.fill()
            return scene.lines("sink.waiting").dropFirst(told).first
        }
        guard let line else { throw HarnessError("the full disk did not stop the sink") }
        if !line.contains("disk") && !line.contains("53100") && !line.contains("space") {
            scene.report("the log does not say that the disk is full: \(line)")
        }
        try scene.expectUnready("database", butNot: ["lanes", "broker"])
        try scene.pause(0.5...max(1, scene.settings.outageSeconds / 2))
        disk.free()
        let ended = scene.mark()
        return Strike("full for \(Figure.seconds((ended.at - began.at).seconds)) s", began: began, ended: ended)
    }
}
