import DisruptionCore
import WireFormat

/// What the world is told of legs.
extension Operations {
    /// Minutes by which an estimate has to move to be told, and late from which it is a delay.
    private static var toldStep: Int32 { 10 }
    private static var lateMinutes: Int { 15 }

    private mutating func tell(_ type: StaticString, _ leg: SimulatedLeg, _ members: (inout ByteWriter) -> Void) {
        legs[at(leg.number)].told &+= 1
        let record = FlightRecord(type: type, leg: leg, epoch: epoch, time: now)
        status.records += 1
        outbox.add(.flightEvents, at: record.time) {
            $0.putLeg(leg.key)
        } value: {
            record.write(to: &$0, members)
        }
    }

    mutating func tellSchedule(_ leg: SimulatedLeg) {
        legs[at(leg.number)].isPublished = true
        let type = AircraftType.all[Int(leg.type)]
        let (destination, tail) = (network.airports[Int(leg.to)].iata, aircraft[Int(leg.aircraft)].tail)
        let (out, arrival) = (instant(leg.scheduledOut), instant(leg.scheduledIn))
        tell("FLIGHT_SCHEDULED", leg) {
            $0.put(",\"destination\":\"", destination)
            $0.put(",\"tail_number\":\"", tail)
            $0.put(",\"aircraft_type\":\"", type.code)
            $0.put(",\"seats\":", type.seats)
            $0.put(",\"scheduled_departure\":\"", out)
            $0.put(",\"scheduled_arrival\":\"", arrival)
        }
    }

    mutating func tellGate(_ leg: SimulatedLeg) {
        let gate = Gates.name(leg.gate, at: network.airports[Int(leg.from)])
        let terminal = Gates.terminal(leg.gate)
        tell("FLIGHT_UPDATED", leg) {
            $0.put(",\"gate\":\"", gate)
            $0.put(",\"terminal\":\"", "T\(terminal)")
        }
    }

    mutating func tellGateChange(_ leg: SimulatedLeg, from old: UInt16) {
        let airport = network.airports[Int(leg.from)]
        let (before, after) = (Gates.name(old, at: airport), Gates.name(leg.gate, at: airport))
        let (was, terminal) = (Gates.terminal(old), Gates.terminal(leg.gate))
        tell("GATE_CHANGE", leg) {
            $0.put(",\"old_gate\":\"", before)
            $0.put(",\"new_gate\":\"", after)
            $0.put(",\"terminal\":\"", "T\(terminal)")
            $0.put(was == terminal ? ",\"terminal_change\":false" : ",\"terminal_change\":true")
        }
    }

    /// Moves a gate, as on ordinary days one leg in thirty.
    mutating func moveGate(_ number: Int32) {
        let index = at(number)
        let leg = legs[index]
        guard !luck.isCalm, leg.gate != 0, luck.draw.happens(per10000: 330, subject(leg), .gate, 1) else { return }
        legs[index].gate = Gates.pick(network.airports[Int(leg.from)], luck.draw, subject(leg), 2)
        if legs[index].gate != leg.gate { tellGateChange(legs[index], from: leg.gate) }
    }

    /// Tells a departure that is not as told before: a delay, or that it is none any more.
    mutating func tellEstimate(_ number: Int32) {
        let index = at(number)
        let leg = legs[index]
        guard leg.isPublished, abs(leg.out - leg.toldOut) >= Self.toldStep else { return }
        let isLate = leg.departureDelay >= Self.lateMinutes
        guard isLate || leg.toldOut - leg.scheduledOut >= Self.lateMinutes else { return }
        legs[index].toldOut = leg.out
        legs[index].toldIn = leg.arrival
        let (out, arrival) = (instant(leg.out), instant(leg.arrival))
        guard isLate else {
            tell("FLIGHT_UPDATED", leg) {
                $0.put(",\"estimated_departure\":\"", out)
                $0.put(",\"estimated_arrival\":\"", arrival)
            }
            return
        }
        let causes =
            leg.departureShares.isEmpty
            ? DelayCodes(expected: leg.departureDelay, ordered: Int(leg.ordered)) : DelayCodes(leg.departureShares)
        tell("FLIGHT_DELAY", leg) {
            $0.put(",\"delay_minutes\":", leg.departureDelay)
            $0.put(",\"new_departure\":\"", out)
            $0.put(",\"new_arrival\":\"", arrival)
            causes.write(to: &$0)
        }
    }

    mutating func tellDeparture(_ leg: SimulatedLeg) {
        let (out, arrival, delay) = (instant(leg.out), instant(leg.arrival), leg.departureDelay)
        let causes = DelayCodes(leg.departureShares)
        tell("FLIGHT_DEPARTED", leg) {
            $0.put(",\"actual_departure\":\"", out)
            $0.put(",\"estimated_arrival\":\"", arrival)
            $0.put(",\"delay_minutes\":", delay)
            if delay >= Self.lateMinutes { causes.write(to: &$0) }
        }
    }

    mutating func tellReturn(_ leg: SimulatedLeg) {
        tell("FLIGHT_RETURNED", leg) { $0.put(",\"reason\":\"", "technical") }
    }

    mutating func tellTakeOff(_ leg: SimulatedLeg) {
        let (out, off, arrival) = (instant(leg.out), instant(leg.off), instant(leg.arrival))
        tell("FLIGHT_AIRBORNE", leg) {
            $0.put(",\"actual_departure\":\"", out)
            $0.put(",\"actual_takeoff\":\"", off)
            $0.put(",\"estimated_arrival\":\"", arrival)
        }
    }

    /// Tells an arrival that has moved while the flight is in the air.
    mutating func tellArrivalEstimate(_ number: Int32) {
        let leg = legs[at(number)]
        guard abs(leg.arrival - leg.toldIn) >= Self.toldStep else { return }
        legs[at(number)].toldIn = leg.arrival
        let arrival = instant(leg.arrival)
        tell("FLIGHT_UPDATED", leg) { $0.put(",\"estimated_arrival\":\"", arrival) }
    }

    mutating func tellDiversion(_ leg: SimulatedLeg) {
        let place = network.airports[Int(leg.landsAt)].iata
        let reason = shortage(leg.to, at: minute).reason
        tell("FLIGHT_DIVERTED", leg) {
            $0.put(",\"diverted_to\":\"", place)
            $0.put(",\"reason\":\"", reason)
        }
    }

    mutating func tellLanding(_ leg: SimulatedLeg) {
        let (off, on) = (instant(leg.off), instant(leg.on))
        tell("FLIGHT_LANDED", leg) {
            $0.put(",\"actual_takeoff\":\"", off)
            $0.put(",\"actual_landing\":\"", on)
        }
    }

    mutating func tellArrival(_ leg: SimulatedLeg) {
        let (out, on, arrival) = (instant(leg.out), instant(leg.on), instant(leg.arrival))
        tell("FLIGHT_ARRIVED", leg) {
            $0.put(",\"actual_departure\":\"", out)
            $0.put(",\"actual_landing\":\"", on)
            $0.put(",\"actual_arrival\":\"", arrival)
            $0.put(",\"delay_minutes\":", leg.arrivalDelay)
        }
    }

    mutating func tellCancellation(_ leg: SimulatedLeg, _ share: DelayShare) {
        if !leg.isPublished { tellSchedule(leg) }
        let reason = share.path == .own ? share.cause.reason : "rotation"
        let destination = network.airports[Int(leg.to)].iata
        tell("FLIGHT_CANCELLED", leg) {
            $0.put(",\"destination\":\"", destination)
            $0.put(",\"reason\":\"", reason)
        }
    }

    mutating func tellAircraft(_ leg: SimulatedLeg) {
        guard leg.isPublished else { return }
        let (tail, type) = (aircraft[Int(leg.aircraft)].tail, AircraftType.all[Int(leg.type)])
        tell("AIRCRAFT_CHANGE", leg) {
            $0.put(",\"tail_number\":\"", tail)
            $0.put(",\"aircraft_type\":\"", type.code)
            $0.put(",\"seats\":", type.seats)
        }
    }
}
