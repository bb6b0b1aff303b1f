import DisruptionCore
import Simulator
import Testing
import WireFormat

@testable import DisruptionService

@Suite("iropsd simulate on the command line")
struct SimulateCommandTests {
    private func refusal(_ line: String) -> String? {
        do throws(UsageError) {
            let words = line.split(separator: " ").map(String.init)
            _ = try SimulateCommand(try Arguments(words, SimulateCommand.syntax))
            return nil
        } catch { return error.description }
    }

    @Test(
        "What can be asked for",
        arguments: [
            "weather --config c.yaml", "weather normal@14:00 ./a.yaml --config c.yaml --speed 1000 --seed 7 --scale 67",
            "normal --out -", "normal --out day.jsonl --truth t.jsonl --days 31 --speed max", "--list",
            "normal --config c.yaml --date today --speed 1 --hours 8 --keep-open --control /tmp/x.sock",
            "normal --config c.yaml --date 2026-07-01 --start 05:30",
        ])
    func accepted(line: String) {
        #expect(refusal(line) == nil)
    }

    @Test(
        "What cannot says what is allowed",
        arguments: [
            ("--config c.yaml", "SCENARIO is missing: normal, weather"),
            ("weather", "--config FILE or --out FILE is missing"),
            ("weather --config c.yaml --out x", "--config and --out do not go together"),
            ("weater --out x", "unknown scenario \"weater\"; did you mean weather?"),
            ("weather --out x --speed 0", "--speed is \"0\"; allowed: max, or a number from 1 to 100000"),
            ("weather --out x --speed 0.5", "--speed is \"0.5\""),
            ("weather --out x --speed 100001", "--speed is \"100001\""),
            ("weather --out x --speed fast", "--speed is \"fast\""), ("weather --out x --seed -1", "--seed is \"-1\""),
            ("weather --out x --scale 68", "--scale is \"68\"; allowed: 1 to 67"),
            ("weather --out x --scale 0", "--scale is \"0\""),
            ("weather --out x --date yesterday", "--date is \"yesterday\"; allowed: today, or a date"),
            ("weather --out x --date 2026-02-29", "--date is \"2026-02-29\""),
            ("weather --out x --start 24:00", "--start is \"24:00\"; allowed: 00:00 to 23:59"),
            ("weather --out x --hours 0", "--hours is \"0\"; allowed: 1 to 744"),
            ("weather --out x --days 32", "--days is \"32\"; allowed: 1 to 31"),
            ("weather --out x --truth x", "--out and --truth are the same file"),
            ("weather --out x --sped 3", "unknown option \"--sped\"; did you mean --speed?"),
            ("weather --config c --date today --speed 1 --start 05:00", "--start does not go with --date today"),
        ])
    func refused(line: String, told: String) {
        let refusal = refusal(line)
        #expect(refusal?.hasPrefix(told) == true, "\(refusal ?? "accepted")")
    }

    @Test("Steering is refused here already where no simulation would understand it")
    func steer() throws {
        func refusal(_ words: String...) -> String? {
            do throws(UsageError) {
                _ = try SteerCommand(try Arguments(words, SteerCommand.syntax))
                return nil
            } catch { return error.description }
        }
        #expect(refusal("inject", "delay", "SU123", "90") == nil && refusal("status", "--control", "/tmp/x") == nil)
        #expect(refusal() == "LINE is missing: The words of the line; `help` lists what may be said.")
        #expect(refusal("paus") == "unknown word \"paus\"; did you mean pause?")
        #expect(refusal("pause\nstop") == "LINE is one line, without line feeds")
    }

    @Test("The end says what was sent, and what became of it")
    func outcomes() {
        var outcome = FeedOutcome()
        var status = SimulationStatus()
        #expect(SimulationText.outcome(outcome, status, .broker) == "done: nothing was sent")
        let start = Instant(ms: 1_768_348_800_000)
        outcome.first = start
        outcome.last = start.adding(minutes: 1500)
        outcome.sent[.flightEvents] = 12_034
        outcome.sent[.passengerEvents] = 37_102
        outcome.elapsedMs = 60_000
        outcome.isSettled = true
        status.legs = 1502
        status.arrived = 1480
        status.cancelled = 22
        status.late = 310
        let told =
            "49,136 records (flight.events 12,034, passenger.events 37,102), 2026-01-14T00:00:00Z to "
            + "2026-01-15T01:00:00Z, in 1:00 (818/s)"
        let legs = ". Legs: 0 airborne, 1,480 arrived, 22 cancelled, 310 late of 1,502 legs."
        #expect(
            SimulationText.outcome(outcome, status, .broker)
                == "done: \(told), all acknowledged\(legs) A time mark behind it settles everything: what is told of "
                + "the five days behind is late from now on; give --keep-open where more follows")
        outcome.isSettled = false
        outcome.isStopped = true
        outcome.unacknowledged = 12
        #expect(
            SimulationText.outcome(outcome, status, .broker)
                == "stopped at 2026-01-15 01:00:00Z: \(told); the broker did not acknowledge 12 records, which may be "
                + "missing\(legs) No time mark follows: what is open stays open")
        #expect(
            SimulationText.outcome(outcome, status, .file("day.jsonl.part"))
                == "stopped at 2026-01-15 01:00:00Z: \(told), in day.jsonl.part\(legs)")
    }
}
