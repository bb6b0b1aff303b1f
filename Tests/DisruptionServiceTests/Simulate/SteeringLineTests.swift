import Testing

@testable import DisruptionService

@Suite("What is said to a simulation")
struct SteeringLineTests {
    @Test(
        "Every line has its meaning",
        arguments: [
            ("pause", .pause), ("  RESUME ", .resume), ("status", .status), ("stop", .stop), ("help", .help),
            ("speed 10", .speed(.factor(10))), ("speed max", .speed(.max)),
            ("inject  weather FRA\tsnow 3h", .inject("weather FRA snow 3h")),
        ] as [(String, SteeringLine)])
    func good(text: String, line: SteeringLine) throws {
        #expect(try SteeringLine(text) == line)
    }

    @Test(
        "A line that is wrong says what would be right",
        arguments: [
            ("", "say one of pause, resume, speed, inject, status, stop, help"),
            ("paus", "unknown word \"paus\"; did you mean pause?"),
            ("xyzzy", "unknown word \"xyzzy\"; say one of pause, resume, speed, inject, status, stop, help"),
            ("speed", "speed needs a number; allowed: max, or a number from 1 to 100000"),
            ("speed 0", "speed is \"0\"; allowed: max, or a number from 1 to 100000"),
            ("speed 1e9", "speed is \"1e9\"; allowed: max, or a number from 1 to 100000"),
            ("speed 5 6", "\"6\" is one word too many"), ("pause now", "\"now\" is one word too many"),
            ("inject", "inject needs what is to happen, e.g. inject delay FLIGHT 90"),
            ("weather FRA snow 3h", "did you mean inject weather FRA snow 3h?"),
            ("\u{1B}[2Jpause", "unknown word \"\u{FFFD}[2Jpause\"; say one of"),
            (String(repeating: "x ", count: 251), "a line has at most 500 characters"),
        ])
    func bad(text: String, told: String) {
        let error = #expect(throws: UsageError.self) { try SteeringLine(text) }
        #expect(error?.description.hasPrefix(told) == true, "\(error?.description ?? "")")
    }

    @Test("Help names every word")
    func help() {
        for word in ["pause", "resume", "speed", "inject", "status", "stop", "help"] {
            #expect(SteeringLine.explanation.split(separator: "\n").contains { $0.hasPrefix(word) })
        }
    }

    @Test("Bytes become lines, whichever pieces they come in")
    func pieces() {
        var buffer = LineBuffer()
        for piece in ["pau", "se\r\nres", "ume\n", "\nst"] { buffer.append(Array(piece.utf8)) }
        #expect(buffer.next() == .line("pause") && buffer.next() == .line("resume") && buffer.next() == .line(""))
        #expect(buffer.next() == nil && !buffer.hasPiece)
        #expect(buffer.rest() == "st" && buffer.rest() == nil)
    }

    @Test("What is too long for a line is refused and not gathered")
    func tooLong() {
        var buffer = LineBuffer()
        buffer.append([UInt8](repeating: 0x61, count: LineBuffer.bytesMax))
        #expect(buffer.next() == nil)
        buffer.append([0x61])
        #expect(buffer.hasPiece && buffer.next() == .tooLong)
        // The rest of the line is dropped, and what comes behind it is read.
        for piece in ["still the same line", "and its end\nresume\nst"] { buffer.append(Array(piece.utf8)) }
        #expect(buffer.next() == .line("resume") && buffer.next() == nil)
        buffer.append(Array("op\n".utf8))
        #expect(buffer.next() == .line("stop"))
        var late = LineBuffer()
        late.append([UInt8](repeating: 0x61, count: LineBuffer.bytesMax + 1) + Array("\nhelp\n".utf8))
        #expect(late.next() == .tooLong && late.next() == .line("help"))
        var broken = LineBuffer()
        broken.append([0xFF, 0xFE, 0x0A])
        #expect(broken.next() == .line("\u{FFFD}\u{FFFD}"))
    }

    @Test("An answer goes over the wire whole")
    func wire() {
        for answer in [
            SteeringAnswer(text: "paused"), SteeringAnswer(code: .usage, text: "a\nb\n\nc"),
            SteeringAnswer(code: .failed, text: ""),
        ] {
            #expect(SteeringAnswer(wire: answer.wire) == answer)
            for end in 0..<answer.wire.utf8.count {
                #expect(SteeringAnswer(wire: String(decoding: answer.wire.utf8.prefix(end), as: UTF8.self)) == nil)
            }
        }
        #expect(SteeringAnswer(wire: "hello\n") == nil && SteeringAnswer(wire: "9 1\nx\n") == nil)
        #expect(SteeringAnswer(wire: "0 -1\n") == nil)
    }

    @Test("The desk takes so many lines, and behind the end answers for itself")
    func desk() {
        let desk = SteeringDesk()
        for number in 0..<SteeringDesk.waitingMax {
            #expect(desk.hasRoom)
            desk.post(SteeringDesk.Request(asker: .connection(number), line: "status"))
        }
        #expect(!desk.hasRoom)
        #expect(desk.take()?.asker == .connection(0))
        desk.close()
        #expect(desk.takeAnswers().count == SteeringDesk.waitingMax - 1)
        desk.post(SteeringDesk.Request(asker: .connection(99), line: "status"))
        #expect(desk.takeAnswers().map(\.answer.text) == ["the simulation is over"])
        #expect(desk.take() == nil)
    }
}
