import DisruptionCore

/// The delay codes that an airline gives for a delay, and its reason.
struct DelayCodes {
    /// Minutes by code, in the order of the shares; at most five.
    private var codes: [(code: StaticString, minutes: Int)] = []
    private let reason: StaticString
    private static let codesMax = 5

    init(_ shares: [DelayShare]) {
        for share in shares {
            let code = Self.code(share)
            if let index = codes.firstIndex(where: { "\($0.code)" == "\(code)" }) {
                codes[index].minutes += Int(share.minutes)
            } else if codes.count < Self.codesMax {
                codes.append((code, Int(share.minutes)))
            }
        }
        let largest = shares.largest
        reason = largest.map { $0.path == .own ? $0.cause.reason : Self.reason($0.path) } ?? "technical"
    }

    /// Of a delay that is expected: what was ordered is technical, the rest comes with the aircraft.
    init(expected minutes: Int, ordered: Int) {
        if ordered > 0 { codes.append(("41", min(ordered, minutes))) }
        if minutes > ordered { codes.append(("93", minutes - ordered)) }
        reason = ordered * 2 > minutes ? "technical" : "late aircraft"
    }

    /// IATA delay codes (AHM 730): 93 aircraft, 95 crew, 91 load connection.
    private static func code(_ share: DelayShare) -> StaticString {
        switch share.path {
        case .own: share.cause.code
        case .aircraft: "93"
        case .crew: "95"
        case .connection: "91"
        }
    }

    private static func reason(_ path: Path) -> StaticString {
        switch path {
        case .own: "technical"
        case .aircraft: "late aircraft"
        case .crew: "late crew"
        case .connection: "connecting passengers"
        }
    }

    /// `,"delay_codes":[…],"reason":"…"`.
    func write(to out: inout ByteWriter) {
        if !codes.isEmpty {
            out.put(",\"delay_codes\":[")
            for (index, code) in codes.enumerated() {
                out.put(index == 0 ? "{\"code\":\"" : ",{\"code\":\"")
                out.put(code.code)
                out.put("\",\"minutes\":", code.minutes)
                out.put8(0x7D)
            }
            out.put8(0x5D)
        }
        out.put(",\"reason\":\"", reason)
    }
}
