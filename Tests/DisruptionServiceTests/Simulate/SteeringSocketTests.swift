import Foundation
import Glibc
import Testing

@testable import DisruptionService

@Suite("The socket for steering")
struct SteeringSocketTests {
    private let folder: TestFolder
    private var path: String { folder.path + "/s.sock" }

    init() throws { folder = try TestFolder() }

    /// A desk that answers every line with itself until it is closed.
    private func serve(_ socket: SteeringSocket?, input: SteeringInput? = nil) throws -> (SteeringServer, SystemThread)
    {
        let server = try SteeringServer(socket: socket, input: input)
        let desk = server.desk
        let thread = try SystemThread("answers") {
            while !desk.isClosed {
                while let request = desk.take() {
                    desk.answer(request, SteeringAnswer(text: "heard \(request.line)"))
                }
                usleep(500)
            }
        }
        return (server, thread)
    }

    private func say(_ line: String) throws -> SteeringAnswer {
        try SteeringClient.say(line, at: SteeringPath(given: path))
    }

    /// What a simulation answers to raw bytes.
    private func talk(_ bytes: [UInt8], ends: Bool = true) -> (descriptor: Int32, answer: () -> String) {
        let descriptor = SteeringSocket.connect(path)
        _ = send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL))
        if ends { shutdown(descriptor, Int32(SHUT_WR)) }
        return (
            descriptor,
            {
                var all: [UInt8] = []
                var chunk = [UInt8](repeating: 0, count: 4096)
                while case let count = recv(descriptor, &chunk, chunk.count, 0), count > 0 { all += chunk[..<count] }
                close(descriptor)
                return String(decoding: all, as: UTF8.self)
            }
        )
    }

    @Test("Only its user can reach it; what is said is answered; nothing is left behind")
    func conversation() throws {
        var socket: SteeringSocket? = try SteeringSocket.open(given: path)
        var status = stat()
        #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
        let (server, thread) = try serve(socket)
        socket = nil
        #expect(try say("status").text == "heard status")
        #expect(try say("inject delay SU123 90") == SteeringAnswer(text: "heard inject delay SU123 90"))
        #expect(
            talk(Array("pause\nresume\n\nspeed 3".utf8)).answer()
                == "0 1\nheard pause\n0 1\nheard resume\n0 1\nheard \n0 1\nheard speed 3\n")
        server.close()
        thread.join()
        #expect(try folder.names.isEmpty)
        let error = #expect(throws: CommandError.self) { try say("status") }
        #expect(error?.description.contains("no simulation listens there; start one with `iropsd simulate`") == true)
        #expect(error?.exitCode == .failed)
    }

    @Test("Hostile bytes are answered within bounds")
    func hostile() throws {
        let (server, thread) = try serve(try SteeringSocket.open(given: path))
        let long = talk([UInt8](repeating: 0x61, count: 100_000)).answer()
        #expect(long == "2 1\na line has at most 500 characters\n")
        #expect(talk([0xFF, 0x00, 0x0A]).answer() == "0 1\nheard \u{FFFD}\0\n")
        // Far more lines than a desk holds: all are answered, in their order.
        let many = talk(Array((0..<500).map { "\($0)\n" }.joined().utf8)).answer()
        #expect(many == (0..<500).map { "0 1\nheard \($0)\n" }.joined())
        // More connections than it keeps: the new ones are heard, the silent ones closed.
        let silent = (0..<20).map { _ in talk([], ends: false) }
        #expect(try say("status").text == "heard status")
        for connection in silent.prefix(10) { #expect(connection.answer().isEmpty) }
        for connection in silent.dropFirst(10) { close(connection.descriptor) }
        #expect(try say("status").text == "heard status")
        server.close()
        thread.join()
    }

    @Test("Who asks at the end is told so")
    func end() throws {
        let server = try SteeringServer(socket: try SteeringSocket.open(given: path), input: nil)
        let connection = talk(Array("status\n".utf8))
        while server.desk.hasRoom, server.desk.waiting == 0 { usleep(500) }
        server.close()
        #expect(connection.answer() == "1 1\nthe simulation is over\n")
    }

    @Test("A socket that a dead process has left is taken over; one that lives is not")
    func stale() throws {
        // Left behind: the file stays when the descriptor is closed.
        let dead = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let isBound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(dead, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
        #expect(isBound)
        close(dead)
        let first = try SteeringSocket.open(given: path)
        let error = #expect(throws: CommandError.self) { try SteeringSocket.open(given: path) }
        #expect(error?.description.contains("another simulation listens there") == true)
        withExtendedLifetime(first) {}
    }

    @Test("What is no socket of one's own is not touched")
    func others() throws {
        try folder.write("mine", "s.sock")
        let file = #expect(throws: CommandError.self) { try SteeringSocket.open(given: path) }
        #expect(file?.description.contains("is there and no socket of yours") == true)
        try FileManager.default.removeItem(atPath: path)
        symlink(folder.path + "/elsewhere", path)
        #expect(throws: CommandError.self) { try SteeringSocket.open(given: path) }
        #expect(try folder.names == ["s.sock"])
        let long = folder.path + "/" + String(repeating: "x", count: 100)
        #expect(
            #expect(throws: CommandError.self) { try SteeringSocket.open(given: long) }?.description
                .contains("has 1 to 107 bytes") == true)
        #expect(
            #expect(throws: CommandError.self) { try SteeringSocket.open(given: "/nowhere/s.sock") }?.description
                == "/nowhere: No such file or directory")
    }

    @Test("The usual path is the user's alone")
    func usual() throws {
        let runtime = SteeringPath(runtimeFolder: "/run/user/1000", uid: 1000)
        #expect(runtime.path == "/run/user/1000/iropsd-simulate.sock" && runtime.privateFolder == nil)
        for folder in [nil, "", "relative"] {
            let path = SteeringPath(runtimeFolder: folder, uid: 1000)
            #expect(path.path == "/tmp/iropsd-1000/simulate.sock" && path.privateFolder == "/tmp/iropsd-1000")
        }
        #expect(runtime.beside(pid: 4711).path == "/run/user/1000/iropsd-simulate-4711.sock")
        // A folder that others may write into, or a link in its place, is refused.
        let open = SteeringPath(path: path, privateFolder: folder.path)
        try open.prepare()
        chmod(folder.path, 0o770)
        #expect(throws: CommandError.self) { try open.prepare() }
        chmod(folder.path, 0o700)
        symlink(folder.path, folder.path + "/link")
        #expect(throws: CommandError.self) {
            try SteeringPath(path: path, privateFolder: folder.path + "/link").prepare()
        }
        let new = SteeringPath(path: path, privateFolder: folder.path + "/new")
        try new.prepare()
        var status = stat()
        #expect(stat(folder.path + "/new", &status) == 0 && status.st_mode & 0o777 == 0o700)
    }

    @Test("Lines come from a pipe too, and its end is no stop")
    func pipes() throws {
        var ends: [Int32] = [-1, -1]
        #expect(pipe(&ends) == 0)
        let server = try SteeringServer(socket: nil, input: SteeringInput(ends[0]))
        let text = Array("pause\n   \nresume\nstatus".utf8)
        #expect(write(ends[1], text, text.count) == text.count)
        close(ends[1])
        var lines: [String] = []
        while lines.count < 3 {
            if let request = server.desk.take() {
                #expect(request.asker == .terminal)
                lines.append(request.line)
            } else {
                usleep(500)
            }
        }
        #expect(lines == ["pause", "resume", "status"] && !server.desk.isClosed)
        server.close()
        close(ends[0])
    }
}
