import Harness

/// A process freezes for longer than its session, another one takes over, and then it wakes up.
package struct ZombieFault: Fault {
    package static let name = "zombie"
    package static let summary = "SIGSTOP beyond the session while another process takes over, then SIGCONT"
    package static let needs = SceneNeeds {
        $0.instances = ["a", "b"]
        $0.sessionSeconds = 3
    }

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        try Self.freeze(scene)
    }

    static func freeze(_ scene: Scene) throws -> Strike {
        let members = scene.fleet.running
        let frozen = members[Int.random(in: 0..<members.count, using: &scene.numbers)]
        let others = members.filter { $0.daemon !== frozen.daemon }.map(\.daemon)
        for member in members { try member.daemon.waitUntilReady(seconds: scene.settings.outputSeconds) }
        frozen.daemon.pause()
        let linesBefore = frozen.daemon.logLines.count
        let began = scene.mark()
        for other in others {
            try DaemonProgress.waitForAllPartitions(of: other, seconds: scene.settings.outputSeconds)
        }
        let taken = (ContinuousClock.now - began.at).seconds
        try scene.pause(0.5...3)
        let ended = scene.mark()
        frozen.daemon.resume()
        let told = Deadline.poll(seconds: 30, everyMs: 50) {
            frozen.daemon.logLines.dropFirst(linesBefore).last { $0.contains("lane.restarts") }
        }
        if told.map({ $0.contains("to others") || $0.contains("fenced") }) != true {
            scene.report("the process that woke up did not say what happened: \(told ?? "nothing")")
        }
        return Strike(
            "frozen; the other had everything after \(Figure.seconds(taken)) s", began: began, ended: ended)
    }
}

/// The same with processes that have no names in the group.
package struct DynamicZombieFault: Fault {
    package static let name = "zombie-dynamic"
    package static let summary = "the same without instance ids"
    package static let needs = SceneNeeds {
        $0 = ZombieFault.needs
        $0.instances = [nil, nil]
    }

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike { try ZombieFault.freeze(scene) }
}

/// Processes join and leave, in order and dead, faster than anything settles.
package struct RebalanceFault: Fault {
    package static let name = "rebalance"
    package static let summary = "a second and a third process join and leave again and again, also while restoring"
    package static let needs = SceneNeeds {
        $0.sessionSeconds = 3
        $0.preload = 20_000
    }

    private static let moves = 8
    private static let processesMax = 3

    package init() {}

    package func strike(_ scene: Scene) throws -> Strike {
        var joined = 0
        var left = 0
        return try scene.strike { _ in
            for _ in 0..<Self.moves {
                let members = scene.fleet.running
                let isJoining =
                    members.count == 1 || members.count < Self.processesMax && scene.numbers.happens(percent: 50)
                if isJoining {
                    let taken = members.map(\.instance)
                    let name = ["a", "b", "c", nil].first { $0 == nil || !taken.contains($0) } ?? nil
                    try scene.fleet.start(scene.numbers.happens(percent: 25) ? nil : name)
                    joined += 1
                } else {
                    let leaving = members[Int.random(in: 0..<members.count, using: &scene.numbers)]
                    if scene.numbers.happens(percent: 40) {
                        leaving.daemon.kill9()
                        scene.fleet.remove(leaving)
                    } else {
                        scene.fleet.stop(leaving)
                    }
                    left += 1
                }
                try scene.pause(0.05...4)
            }
            return "\(joined) joined, \(left) left, \(scene.fleet.running.count) remain"
        }
    }
}
