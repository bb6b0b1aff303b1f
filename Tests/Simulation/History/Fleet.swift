import DisruptionCore
import WireFormat
import Synchronization

@testable import DisruptionService

/// The processes of an installation, as somebody like systemd keeps them running.
final class Fleet {
    private final class Post {
        let member: FleetMember
        var process: SimulatedProcess?
        var lives = 0
        /// How its next life is configured.
        var hasOtherThresholds = false
        var hasOtherTime = false
        init(_ member: FleetMember) { self.member = member }
    }

    private let installation: Installation
    private let posts: [Post]
    private var dice: Dice
    /// Every life, so that what is left of a dead one can still be asked for.
    private var all: [SimulatedProcess] = []
    private(set) var counts: [Fault: Int] = [:]
    /// Faults that waited for a step.
    private(set) var points: [StepPoint: Int] = [:]
    /// Builds with other rules that were started.
    private(set) var deployments = 0
    private var isOver = false
    /// All are stopped, to be started with another build.
    private var isDeploying = false
    /// How the build in force works.
    private var buildRules = PartitionEngine.rules

    init(_ installation: Installation, _ members: [FleetMember]) {
        self.installation = installation
        posts = members.map(Post.init)
        dice = installation.dice()
        for (place, log) in installation.cluster.logs.enumerated() {
            log.onChange = { [weak self] in self?.wakeReaders(of: place) }
        }
    }

    /// A fetch that waits at the broker is answered when there is something new.
    private func wakeReaders(of place: Int) {
        let isOutput = place >= installation.cluster.layout.subscribed.upperBound
        for post in posts {
            if isOutput { post.process?.wakeSink(within: dice.between(1, 6)) }
            for lane in post.process?.lanes ?? [] where lane.life?.member.fetches[place] != nil {
                lane.wake(within: dice.between(1, 6))
            }
        }
    }

    func start() { for post in posts { start(post, after: dice.between(0, 2_000)) } }

    private func start(_ post: Post, after ms: Int64) {
        installation.timeline.after(ms) { [self] in
            guard post.process == nil, !isDeploying else { return }
            post.lives += 1
            do {
                let process = try SimulatedProcess(
                    installation, name: post.member.name, instance: post.member.instance, lanes: post.member.lanes,
                    hasStandby: post.member.hasStandby,
                    settings: post.hasOtherThresholds ? HistoryPlan.otherSettings : installation.plan.settings,
                    isLive: installation.plan.isLive != post.hasOtherTime, rules: buildRules,
                    life: post.lives)
                post.hasOtherTime = false
                process.onEnd = { [self, unowned process] in
                    process.tell("has ended")
                    post.process = nil
                    start(post, after: pause())
                    continueDeployment()
                }
                process.tell("starts (life \(post.lives), \(post.member.lanes) lanes)")
                all.append(process)
                post.process = process
            } catch {
                installation.watch.note("no process: \(error)")
            }
        }
    }

    /// Until the next start: mostly soon, at times so late that others take over.
    private func pause() -> Int64 {
        dice.happens(permille: 250) && !isOver ? dice.between(31_000, 60_000) : dice.between(100, 4_000)
    }

    /// Nothing goes wrong any more.
    func heal() {
        isOver = true
        continueDeployment()
        for post in posts {
            post.hasOtherTime = false
            post.process?.disarm()
        }
        installation.weather = InstallationWeather()
        installation.cluster.markerMs = (3, 40)
        for post in posts where post.process == nil { start(post, after: dice.between(100, 2_000)) }
    }

    // MARK: faults

    func strike(_ strike: FaultPlan.Strike) {
        let post = posts[strike.target % posts.count]
        guard let process = post.process else { return }
        guard let (point, times) = strike.point else { return carryOut(strike, post, process) }
        process.lay(
            SimulatedProcess.Ambush(point: point, countdown: times) { [self, unowned process] in
                points[point, default: 0] += 1
                process.tell("at \(point):")
                carryOut(strike, post, process)
            })
    }

    private func carryOut(_ strike: FaultPlan.Strike, _ post: Post, _ process: SimulatedProcess) {
        counts[strike.fault, default: 0] += 1
        installation.story.tell("\(strike.fault) of \(process.name)")
        let amount = Int64(strike.amount)
        switch strike.fault {
        case .crash:
            process.kill()
            post.process = nil
            start(post, after: pause())
            continueDeployment()
        case .freeze: process.freeze(for: amount < 500 ? 1_000 + amount * 20 : 31_000 + (amount - 500) * 60)
        case .cut: process.cut(for: amount < 600 ? 200 + amount * 20 : 31_000 + (amount - 600) * 60)
        case .slow: process.slow(for: 5_000 + amount * 60)
        case .cleanStop: process.stopCleanly()
        case .rejoin:
            for lane in process.lanes { lane.life?.lane.mustRejoin.store(true, ordering: .relaxed) }
        case .frameFailure: process.lanes.first?.life?.frames.fail()
        case .indefiniteCommits: installation.weather.indefiniteCommits = Int(amount) / 5
        case .lostRequests:
            installation.weather.network.lostRequests = Int(amount) / 30
            installation.weather.network.lostAnswers = Int(amount) / 30
            installation.weather.network.delayMs = (4, 400)
        case .slowLeader: installation.cluster.slowDownLog(of: strike.target, byMs: 20 + amount * 4, for: 20_000)
        case .otherThresholds:
            post.hasOtherThresholds.toggle()
            process.stopCleanly()
        case .otherTime: startWithOtherTime(post, process)
        case .otherBuild:
            isDeploying = true
            for post in posts { post.process?.stopCleanly() }
        case .databaseAway: installation.database.goAway(for: 1_000 + amount * amount / 8)
        case .brokenConnections: installation.database.breakConnection(strike.amount)
        case .slowMarkers: installation.cluster.markerMs = (10 + amount, 50 + amount * 20)
        }
    }

    /// All processes are stopped, and start with another build as soon as nobody is left: unless the start check of the
    /// daemon refuses that build, because somebody did not end cleanly; then the former one goes on.
    private func continueDeployment() {
        guard isDeploying, posts.allSatisfy({ $0.process == nil }) else { return }
        isDeploying = false
        let cluster = installation.cluster
        let isStable = cluster.layout.subscribed.allSatisfy(cluster.offsets.isStable)
        let next = buildRules + 1
        let refused =
            StartCheck.conflict(in: cluster.positions(of: cluster.layout.inputs), with: ingest(next))
            ?? StartCheck.leftOver(
                in: cluster.positions(of: cluster.layout.entities), cluster.snapshotHistory, rules: next)
        if isStable, refused == nil {
            buildRules = next
            deployments += 1
        }
        installation.story.tell("all have ended; now builds with rules \(buildRules) start, wanted were \(next)")
        for post in posts { start(post, after: pause()) }
    }

    private func ingest(_ rules: Int64) -> IngestSettings {
        var settings = IngestSettings(isLive: installation.plan.isLive, installation.plan.settings)
        settings.entityRules = rules
        return settings
    }

    /// A process is killed and comes again with another `time`, which decides over records: it must be refused as long
    /// as its predecessor may have sent what it did not commit.
    private func startWithOtherTime(_ post: Post, _ process: SimulatedProcess) {
        let cluster = installation.cluster
        let isUnclean = cluster.layout.inputs.allSatisfy { place in
            let metadata = cluster.offsets.committed[place]?.metadata.flatMap { RawPositionMetadata($0) }
            return cluster.offsets.isStable(place) && metadata.map { !$0.isClean } ?? false
        }
        guard posts.count == 1, isUnclean else { return }
        process.kill()
        post.process = nil
        post.hasOtherTime = true
        start(post, after: dice.between(31_000, 40_000))
    }

    /// Ends everything, so that nothing keeps it in memory.
    func end() {
        for process in all { process.kill() }
        all = []
        for post in posts { post.process = nil }
    }

    // MARK: rest

    /// What all lanes remember.
    var sizes: EngineSizes {
        var sizes = EngineSizes()
        for post in posts {
            for lane in post.process?.lanes ?? [] {
                for held in lane.life?.lane.entities ?? [] { sizes.add(held.engine.sizes) }
            }
        }
        return sizes
    }

    /// Everybody is there and has nothing left to do.
    var isAtRest: Bool {
        posts.allSatisfy { post in
            // One that is frozen or cut off may still have something in store.
            guard let process = post.process, !process.isCut, !process.isFrozen else { return false }
            return process.lanes.allSatisfy { lane in
                guard let life = lane.life, lane.isWorking else { return false }
                // One that was thrown out holds partitions of others until its lane hears of it.
                return life.member.isSettled && life.lane.handOver == nil
                    && life.frames.outstanding == 0 && life.lane.unit.isEmpty && !life.lane.mustCommit
                    && life.lane.entities.allSatisfy(\.isRestored)
            }
        }
    }
}

extension EngineSizes {
    /// Which airports and airlines were ever spoken of depends on the order of arrival, and they are never forgotten;
    /// of all else there is as much.
    func isMuch(like other: EngineSizes) -> Bool {
        legs == other.legs && aircraft == other.aircraft && bookings == other.bookings && timers == other.timers
            && airports <= 8 && airlines <= 4
    }
}
