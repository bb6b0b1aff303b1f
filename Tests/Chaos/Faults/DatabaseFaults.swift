import Harness
import PostgresServer

/// PostgreSQL is stopped, in order or at once, and started again.
package struct DatabaseFault: Fault {
    package static let name = "database"
    package static let summary = "PostgreSQL stopped (fast, immediate) for a while, and started again"
    package static let needs = SceneNeeds {
        $0.ownsDatabase = true
        $0.isSeenInTables = true
    }

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        guard let server = scene.database.server else { throw HarnessError("no server of its own") }
        let isImmediate = scene.numbers.happens(percent: 50)
        let toldSince = scene.linesFromNow("sink.waiting")
        let strike = try scene.strike { began in
            if isImmediate { server.crash() } else { server.stop() }
            try scene.expectUnready("database", butNot: ["lanes", "broker"])
            try scene.pause(scene.settings.outageSeconds)
            if scene.mark().outputs == began.outputs { scene.report("no detection while the database was away") }
            try server.start()
            return "stopped \(isImmediate ? "at once" : "in order"), away"
        }
        let lines = toldSince()
        let most = 3 * scene.fleet.running.count
        if lines.isEmpty || lines.count > most || !lines.allSatisfy({ $0.contains("What to do") }) {
            scene.report(
                "one outage of the database in \(lines.count) lines: \(lines.prefix(3).joined(separator: " "))")
        }
        return strike
    }
}

/// The disk of the database is full: SQLSTATE 53100.
package struct DiskFault: Fault {
    package static let name = "disk"
    package static let summary = "the disk under the tables is full, and has room again"
    package static var absence: String? { SmallDisk.absence }
    package static let needs = SceneNeeds {
        $0.diskMegabytes = 192
        $0.isSeenInTables = true
    }

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        guard let disk = scene.database.disk else { throw HarnessError("no disk of its own") }
        let toldSince = scene.linesFromNow("sink.waiting")
        return try scene.strike { _ in
            let line = try scene.poll(seconds: scene.settings.outageSeconds + 60) { () -> Substring? in
                // What the server frees meanwhile goes too.
                disk.fill()
                return toldSince().first
            }
            guard let line else { throw HarnessError("the full disk did not stop the sink") }
            if !line.contains("disk") && !line.contains("53100") && !line.contains("space") {
                scene.report("the log does not say that the disk is full: \(line)")
            }
            try scene.expectUnready("database", butNot: ["lanes", "broker"])
            try scene.pause(0.5...max(1, scene.settings.outageSeconds / 2))
            disk.free()
            return "full"
        }
    }
}
