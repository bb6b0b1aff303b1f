import KafkaClient
import PostgresClient

@testable import DisruptionService

/// The database as a sink of a simulated process writes it, over two connections.
final class SimulatedSinkStore: SinkStoring {
    let epoch: Int64
    let positions: [SinkPosition]
    let serverVersion = "simulated"
    private let database: SimulatedDatabase
    private let path: NetworkPath
    private let wake: () -> Void
    private let sessions: [Int]
    private var outcomes: [Result<SinkWriteResult, any Error>?]

    var shares: Int { sessions.count }

    init(_ database: SimulatedDatabase, _ path: NetworkPath, wake: @escaping () -> Void) throws {
        self.database = database
        self.path = path
        self.wake = wake
        let fence = try Self.ask(path) { try database.takeFence() }
        epoch = fence.epoch
        positions = fence.positions
        sessions = [fence.session, try Self.ask(path) { try database.connect() }]
        outcomes = [nil, nil]
    }

    private static func ask<Answer>(_ path: NetworkPath, _ effect: () throws -> Answer) throws -> Answer {
        do {
            return try path.ask("connect", within: .seconds(2)) { Result { try effect() } }.get()
        } catch is KafkaError {
            throw PostgresError.away
        }
    }

    func begin(_ batch: inout SinkBatch, share: Int) {
        let taken = batch
        batch = SinkBatch()
        let (isLost, isUnanswered) = path.chance()
        path.deliver { [self] in
            let outcome = Result { () throws -> SinkWriteResult in
                if isLost { throw PostgresError.away }
                try database.write(taken, sessions[share], epoch: epoch)
                if isUnanswered { throw PostgresError.away }
                return SinkWriteResult()
            }
            path.passes(.stored)
            path.later(path.delay()) { [self] in
                outcomes[share] = outcome
                wake()
            }
        }
    }

    func finished(share: Int) throws -> SinkWriteResult? {
        guard let outcome = outcomes[share] else { return nil }
        outcomes[share] = nil
        return try outcome.get()
    }

    func close() {
        if path.isCut { return }
        for session in sessions { database.close(session) }
    }
}
