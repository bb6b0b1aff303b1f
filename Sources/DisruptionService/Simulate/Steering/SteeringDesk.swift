import Glibc
import Synchronization

/// Where lines wait for the thread that runs the simulation, and answers for the one that asked.
final class SteeringDesk: Sendable {
    /// Who said a line.
    enum Asker: Sendable, Hashable {
        /// Who sits where the simulation was started; answers are shown there by the one who gives them.
        case terminal
        /// By number.
        case connection(Int)
    }

    /// A line of somebody.
    struct Request: Sendable {
        let asker: Asker
        let line: String
    }

    private struct State {
        var waiting: [Request] = []
        var answered: [(asker: Asker, answer: SteeringAnswer)] = []
        var isClosed = false
    }

    /// Lines that wait; who has more to say is not listened to meanwhile.
    static let waitingMax = 32

    private let state = Mutex(State())
    /// Called when there is an answer, or room.
    private let wake: @Sendable () -> Void

    init(wake: @escaping @Sendable () -> Void = {}) { self.wake = wake }

    /// Lines that wait.
    var waiting: Int { state.withLock { $0.waiting.count } }

    /// Whether another line may come.
    var hasRoom: Bool { waiting < Self.waitingMax }

    /// Whether the simulation is over.
    var isClosed: Bool { state.withLock { $0.isClosed } }

    /// Puts a line on the desk; behind the end it is answered at once.
    func post(_ request: Request) {
        let isLate = state.withLock { state in
            if state.isClosed {
                state.answered.append((request.asker, Self.over))
            } else {
                state.waiting.append(request)
            }
            return state.isClosed
        }
        if isLate { wake() }
    }

    /// The line that has waited longest.
    func take() -> Request? { state.withLock { $0.waiting.isEmpty ? nil : $0.waiting.removeFirst() } }

    func answer(_ request: Request, _ answer: SteeringAnswer) {
        if request.asker != .terminal { state.withLock { $0.answered.append((request.asker, answer)) } }
        // There is room for another line, too.
        wake()
    }

    /// The answers since the last call.
    func takeAnswers() -> [(asker: Asker, answer: SteeringAnswer)] {
        state.withLock { state in
            defer { state.answered = [] }
            return state.answered
        }
    }

    /// The simulation is over: nobody takes lines any more.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.answered += state.waiting.filter { $0.asker != .terminal }.map { ($0.asker, Self.over) }
            state.waiting = []
        }
        wake()
    }

    private static let over = SteeringAnswer(code: .failed, text: "the simulation is over")
}
