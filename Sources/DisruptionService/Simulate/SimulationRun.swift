import DisruptionCore
import Simulator

/// Tells a simulation to a target: shows how far it is, takes what a person says meanwhile, and writes its truth.
///
/// Everything around it is given, the clock too; one thread.
struct SimulationRun<Target: FeedTarget> {
    let target: Target
    var options = FeedOptions()
    let clockMs: () -> Int64
    /// Looked at all the time, and requested by the line `stop`.
    let stop: StopRequest
    let display: FeedDisplay
    /// Lines that people say; nil where nobody can.
    var desk: SteeringDesk?
    var steering = Steering()
    /// Takes the lines of truth; nil where nobody wants them.
    var truth: RecordFile?
    /// Whether whoever reads the records has gone.
    var isReaderGone: () -> Bool = { false }

    /// - Returns: what was told, and how far the day has come.
    /// - Throws: `KafkaError` or `CommandError` when the target or the truth's file can take no more.
    func run<Source: SteeredSource & ~Copyable>(
        _ source: consuming Source
    ) throws -> (outcome: FeedOutcome, status: SimulationStatus) {
        var hooks = Feeder<Source, Target>.Hooks()
        hooks.isStopped = { stop.isRequested || isReaderGone() }
        hooks.report = { progress, source in display.show(SimulationText.progress(progress, source.status)) }
        var failure: CommandError?
        hooks.steer = { source, pacer, progress in
            do throws(CommandError) {
                try write(truthOf: &source)
                // Who follows the truth of a paced day sees it as it happens.
                if pacer.speed != .max { try truth?.flush() }
            } catch {
                failure = error
                stop.request()
            }
            tell(notesOf: &source)
            steer(&source, &pacer, progress)
        }
        var feeder = Feeder(source: source, target: target, options: options, clockMs: clockMs, hooks: hooks)
        let outcome: FeedOutcome
        do {
            outcome = try feeder.run()
        } catch {
            // What was handed over may still be on its way; what was told of it is true.
            let left = target.finish(within: options.finishLimit)
            tell(notesOf: &feeder.source)
            display.tell(SimulationText.handedOver(feeder.outcome.events, unacknowledged: left))
            do throws(CommandError) {
                try write(truthOf: &feeder.source)
                try truth?.flush()
            } catch {
                display.tell("the truth of the last records is not written: \(error)")
            }
            throw error
        }
        tell(notesOf: &feeder.source)
        if let failure {
            display.tell(SimulationText.handedOver(outcome.events, unacknowledged: outcome.unacknowledged))
            throw failure
        }
        try write(truthOf: &feeder.source)
        return (outcome, feeder.source.status)
    }

    private func tell<Source: SteeredSource & ~Copyable>(notesOf source: inout Source) {
        source.takeNotes { display.tell("\(FeedText.minute($0))  \($1)") }
    }

    private func steer<Source: SteeredSource & ~Copyable>(
        _ source: inout Source, _ pacer: inout FeedPacer, _ progress: FeedProgress
    ) {
        guard let desk else { return }
        while let request = desk.take() {
            var progress = progress
            progress.isPaused = pacer.isPaused
            let (answer, isStop) = steering.carryOut(
                request.line, &source, &pacer, progress, clockMs: clockMs())
            if request.asker == .terminal { display.tell(answer.text) }
            desk.answer(request, answer)
            if isStop { stop.request() }
        }
    }

    private func write<Source: SteeredSource & ~Copyable>(truthOf source: inout Source) throws(CommandError) {
        var failure: CommandError?
        source.takeTruth { block in
            guard let truth, failure == nil else { return }
            do throws(CommandError) {
                try truth.write(lines: block)
            } catch { failure = error }
        }
        if let failure { throw failure }
    }
}
