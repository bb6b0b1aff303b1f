import DisruptionCore
import Simulator

/// Carries out what a person says to a running simulation.
struct Steering {
    /// The daemon's configuration says that event time goes with the clock, so faster is wrong for it.
    var isLive = false

    /// - Returns: what it did and at which event time, and whether the simulation is to end.
    func carryOut<Source: SteeredSource & ~Copyable>(
        _ text: String, _ source: inout Source, _ pacer: inout FeedPacer, _ progress: FeedProgress, clockMs: Int64
    ) -> (answer: SteeringAnswer, isStop: Bool) {
        let line: SteeringLine
        do throws(UsageError) {
            line = try SteeringLine(text)
        } catch {
            return (SteeringAnswer(code: .usage, text: error.description), false)
        }
        let now = SimulationText.clock(progress.reached)
        func answer(_ text: String) -> (SteeringAnswer, Bool) { (SteeringAnswer(text: "\(now): \(text)"), false) }
        switch line {
        case .pause:
            if pacer.isPaused { return answer("is paused already") }
            pacer.pause(clockMs: clockMs)
            return answer("paused; resume goes on")
        case .resume:
            guard pacer.isPaused else { return answer("is not paused") }
            pacer.resume(clockMs: clockMs)
            return answer("goes on at speed \(pacer.speed)")
        case .speed(let speed):
            pacer.change(to: speed, clockMs: clockMs)
            let isAhead = isLive && speed != .factor(1)
            let note = isAhead ? "; a daemon with time: live takes what runs ahead of its clock for wrong" : ""
            return answer("speed \(speed)\(pacer.isPaused ? ", still paused" : "")\(note)")
        case .inject(let what):
            do throws(SimulationError) {
                return answer(try source.inject(what, at: progress.reached))
            } catch {
                return (SteeringAnswer(code: .usage, text: error.description), false)
            }
        case .status: return (SteeringAnswer(text: SimulationText.progress(progress, source.status)), false)
        case .stop: return (SteeringAnswer(text: "\(now): stops; what is open stays open"), true)
        case .help: return (SteeringAnswer(text: SteeringLine.explanation), false)
        }
    }
}
