import Harness

/// What an operator should see of a fault while it lasts.
extension Scene {
    /// `/ready` of every process names what is missing, and nothing else does; `/live` answers all the same.
    package func expectUnready(_ need: String, within seconds: Double = 30, butNot others: [String] = []) throws {
        for member in fleet.running {
            let answer = Deadline.poll(seconds: seconds, everyMs: 50) {
                member.daemon.get("/ready").flatMap { $0.status == 503 && $0.body.contains("\"\(need)\"") ? $0 : nil }
            }
            guard let answer else {
                report("/ready did not name \(need) within \(seconds) s")
                continue
            }
            for other in others where answer.body.contains("\"\(other)\"") {
                report("/ready names \(other) too: \(answer.body)")
            }
            if member.daemon.get("/live")?.status != 200 { report("/live does not answer 200") }
        }
    }

    /// What gives the lines with a code that have come since now.
    func linesFromNow(_ code: String) -> () -> [Substring] {
        let before = lines(code).count
        return { [self] in Array(lines(code).dropFirst(before)) }
    }

    /// Lines with a code of all processes together.
    package func lines(_ code: String) -> [Substring] {
        fleet.all.flatMap { $0.logLines.filter { $0.contains("\"code\":\"\(code)\"") } }
    }
}
