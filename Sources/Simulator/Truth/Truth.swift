import DisruptionCore
import WireFormat

/// What really happened and why: JSON, one object a line; never part of any topic.
///
/// `leg`: what a leg's delay was made of, minutes by cause and by the leg with which they began; `capacity`: what was
/// left of an airport's movements from an instant on; `step`: what was ordered.
struct Truth: ~Copyable {
    /// What turns places and numbers into names.
    struct Names {
        let airports: [NetworkAirport]
        let tail: Tail
        /// The name of a leg by its number; nil where it is forgotten.
        let leg: (Int32) -> LegKey?
    }

    private var out = JSONWriter(capacity: 64 * 1024)
    private let epoch: Instant

    init(epoch: Instant) { self.epoch = epoch }

    /// Hands out the lines written since the last call.
    mutating func take(_ body: (UnsafeRawBufferPointer) -> Void) {
        if out.count > 0 { body(out.bytes) }
        out.removeAll()
    }

    mutating func arrived(_ leg: SimulatedLeg, _ names: Names) {
        begin("leg")
        identify(leg, names)
        out.field("departure", instant(leg.out))
        out.field("arrival", instant(leg.arrival))
        out.field("departure_delay_minutes", leg.departureDelay)
        if leg.landsAt == leg.to {
            out.field("arrival_delay_minutes", leg.arrivalDelay)
        } else {
            out.field("diverted_to", names.airports[Int(leg.landsAt)].iata)
        }
        out.key("departure_causes")
        causes(leg.departureShares, names)
        out.key("arrival_causes")
        causes(leg.arrivalShares, names)
        end()
    }

    mutating func cancelled(_ leg: SimulatedLeg, _ share: DelayShare, _ names: Names) {
        begin("leg")
        identify(leg, names)
        out.field("cancelled", true)
        out.key("departure_causes")
        causes([share], names)
        end()
    }

    /// What is left of an airport's movements from a minute on.
    /// - Parameters:
    ///   - permille: of all.
    ///   - cause: why it is not all.
    mutating func capacity(_ airport: AirportCode, from minute: Int, permille: Int, cause: Cause) {
        begin("capacity")
        out.field("airport", airport)
        out.field("from", instant(Int32(minute)))
        out.field("share", permille: Int64(permille))
        if permille < 1000 { out.field("cause", cause.name) }
        end()
    }

    mutating func step(_ text: String, at time: Instant) {
        begin("step")
        out.field("at", time)
        out.field("do", text)
        end()
    }

    private func instant(_ minute: Int32) -> Instant { epoch.adding(minutes: Int64(minute)) }

    private mutating func begin(_ kind: StaticString) {
        out.beginObject()
        out.field("kind", kind)
    }

    private mutating func end() {
        out.endObject()
        out.endLine()
    }

    private mutating func identify(_ leg: SimulatedLeg, _ names: Names) {
        out.field("leg_id", leg.key)
        out.field("tail", names.tail)
        out.field("destination", names.airports[Int(leg.to)].iata)
        out.field("scheduled_departure", instant(leg.scheduledOut))
        out.field("scheduled_arrival", instant(leg.scheduledIn))
        out.field("passengers", Int(leg.passengers))
        out.field("connecting", Int(leg.connecting))
        if leg.isFerry { out.field("ferry", true) }
    }

    private mutating func causes(_ shares: [DelayShare], _ names: Names) {
        out.beginArray()
        for share in shares {
            out.beginObject()
            out.field("cause", share.cause.name)
            out.field("path", share.path.name)
            out.field("root", ifPresent: names.leg(share.root))
            out.field("airport", names.airports[Int(share.airport)].iata)
            out.field("minutes", Int(share.minutes))
            out.endObject()
        }
        out.endArray()
    }
}
