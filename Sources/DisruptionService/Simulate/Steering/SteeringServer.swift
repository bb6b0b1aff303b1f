import Glibc

/// A thread that hears what people say to a simulation, at its terminal and over its socket, and gives them the
/// answers.
final class SteeringServer: Sendable {
    let desk: SteeringDesk
    private let ends: (read: Int32, write: Int32)
    private let thread: SystemThread

    /// Connections at a time; for another one the one that was silent longest is closed.
    static let connectionsMax = 8
    /// Milliseconds between two looks for who is in the foreground of the terminal.
    private static let foregroundMs: Int32 = 500

    /// - Parameters:
    ///   - socket: nil for none.
    ///   - input: nil where nobody says anything there.
    /// - Throws: `CommandError` when the process has no descriptors or threads left.
    init(socket: SteeringSocket?, input: SteeringInput?) throws(CommandError) {
        var pair: [Int32] = [-1, -1]
        guard pipe(&pair) == 0 else {
            throw CommandError("no pipe: \(SystemError.text(errno)); raise the limit of open files")
        }
        for end in pair { SteeringServer.prepare(end) }
        let ends = (read: pair[0], write: pair[1])
        let desk = SteeringDesk(wake: {
            var byte: UInt8 = 1
            _ = Glibc.write(ends.write, &byte, 1)
        })
        self.ends = ends
        self.desk = desk
        thread = try SystemThread("steering") {
            var loop = Loop(desk: desk, socket: socket, input: input, wakeEnd: ends.read)
            loop.run()
        }
    }

    /// Answers what was said until now, and ends. To be called once.
    func close() {
        desk.close()
        thread.join()
        Glibc.close(ends.read)
        Glibc.close(ends.write)
    }

    /// Not for child processes, and never waited for.
    private static func prepare(_ descriptor: Int32) {
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }

    /// What the thread owns.
    private struct Loop {
        let desk: SteeringDesk
        let socket: SteeringSocket?
        var input: SteeringInput?
        let wakeEnd: Int32
        var connections: [SteeringConnection] = []
        var turn = 0

        mutating func run() {
            while true {
                let isClosed = desk.isClosed
                giveAnswers()
                if isClosed { break }
                input?.post(to: desk)
                for index in connections.indices { connections[index].post(to: desk) }
                sweep()
                turn += 1
                wait()
            }
            for connection in connections { Glibc.close(connection.descriptor) }
        }

        private mutating func wait() {
            var waits = [pollfd(fd: wakeEnd, events: Int16(POLLIN), revents: 0)]
            func add(_ descriptor: Int32?) -> Int? {
                guard let descriptor else { return nil }
                waits.append(pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0))
                return waits.count - 1
            }
            let listening = add(socket?.descriptor)
            let typing = add(input?.waitsFor(desk))
            let talking = connections.map { $0.isListenedTo && desk.hasRoom ? add($0.descriptor) : nil }
            poll(&waits, nfds_t(waits.count), input?.isInBackground == true ? Self.foregroundMs : -1)
            func isReady(_ index: Int?) -> Bool { index.map { waits[$0].revents != 0 } ?? false }
            var bytes = [UInt8](repeating: 0, count: 64)
            while read(wakeEnd, &bytes, bytes.count) > 0 {}
            if isReady(typing) { input?.read() }
            for (index, place) in talking.enumerated() where isReady(place) { connections[index].read(at: turn) }
            if isReady(listening) { accept() }
        }

        private static let foregroundMs = SteeringServer.foregroundMs

        private mutating func accept() {
            guard let socket else { return }
            let descriptor = Glibc.accept(socket.descriptor, nil, nil)
            guard descriptor >= 0 else { return }
            SteeringServer.prepare(descriptor)
            if connections.count >= SteeringServer.connectionsMax,
                let silent = connections.indices.min(by: { connections[$0].heardAt < connections[$1].heardAt })
            {
                Glibc.close(connections.remove(at: silent).descriptor)
            }
            connections.append(SteeringConnection(number: turn, descriptor: descriptor, at: turn))
        }

        private mutating func giveAnswers() {
            for (asker, answer) in desk.takeAnswers() {
                guard case .connection(let number) = asker,
                    let index = connections.firstIndex(where: { $0.number == number })
                else { continue }
                connections[index].answer(answer)
            }
        }

        private mutating func sweep() {
            connections.removeAll { connection in
                if connection.isOver { Glibc.close(connection.descriptor) }
                return connection.isOver
            }
        }
    }
}
