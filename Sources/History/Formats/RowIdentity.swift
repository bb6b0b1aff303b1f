import DisruptionCore

/// Who flew from where to where with which aircraft: the part of a row that all formats share.
struct RowIdentity {
    let flight: FlightNumber
    let origin: AirportCode
    let destination: AirportCode
    let tail: Tail
    let hasTailText: Bool
    /// With placeholders.
    let statedTail: Tail

    init(_ cells: borrowing Cells) throws(RowProblem) {
        guard let origin = AirportCode(ascii: cells.text(.origin)) else { throw .badValue(.origin) }
        guard let destination = AirportCode(ascii: cells.text(.destination)) else { throw .badValue(.destination) }
        self.origin = origin
        self.destination = destination
        flight = try RowIdentity.flight(cells)
        let text = cells.text(.tail)
        hasTailText = !text.isEmpty
        statedTail = Tail(ascii: text) ?? .none
        tail = RowIdentity.placeholders.contains(statedTail.packed) ? .none : statedTail
    }

    private static func flight(_ cells: borrowing Cells) throws(RowProblem) -> FlightNumber {
        guard let number = try cells.integer(.flightNumber), (1...9999).contains(number) else {
            throw .badValue(.flightNumber)
        }
        // `PA (1)`: a carrier that is no more, told apart from a later one of the same code.
        var carrier = cells.text(.carrier)
        if let blank = carrier.firstIndex(of: 0x20) { carrier = UnsafeRawBufferPointer(rebasing: carrier[..<blank]) }
        guard let code = CarrierCode(ascii: carrier) else { throw .badValue(.carrier) }
        var digits: UInt64 = 0
        var shift: UInt64 = 0
        var rest = number
        while rest > 0 {
            digits |= (UInt64(rest % 10) + 27) << shift
            shift += 6
            rest /= 10
        }
        // Left-aligned in 48 bits: the carrier, then the digits.
        let packed = code.packed << 30 | digits << (48 - UInt64(carrier.count) * 6 - shift)
        let flight = FlightNumber(packed: packed)
        guard flight.carrier == code else { throw .badValue(.carrier) }
        return flight
    }

    /// What carriers write when they do not know the aircraft.
    private static let placeholders: [UInt64] = ["NHZOAL", "UNKNOW", "UNKNOWN", "000000", "NKNOWN", "NONE", "NULL"]
        .map { Tail($0)?.packed ?? 0 }
}

extension HistoricLeg.CancelReason {
    /// - Parameter code: `A`…`D`.
    init?(code: UnsafeRawBufferPointer) {
        guard code.count == 1, code[0] >= 0x41 else { return nil }
        self.init(rawValue: code[0] - 0x40)
    }
}

extension HistoricLeg.Causes {
    /// nil where the row names no cause.
    init?(_ cells: borrowing Cells) {
        guard !cells.text(.lateAircraftDelay).isEmpty else { return nil }
        func minutes(_ column: Column) -> Int16 {
            Int16(clamping: (try? cells.integer(column)).flatMap { $0 } ?? 0)
        }
        carrier = minutes(.carrierDelay)
        weather = minutes(.weatherDelay)
        airspace = minutes(.airspaceDelay)
        security = minutes(.securityDelay)
        lateAircraft = minutes(.lateAircraftDelay)
    }
}

extension HistoricLeg {
    /// What every format tells in the same way: cancellation, causes, and the runway times from the taxi times.
    mutating func setShared(_ cells: borrowing Cells) throws(RowProblem) {
        isCancelled = try cells.flag(.cancelled) ?? false
        if isCancelled { cancelReason = CancelReason(code: cells.text(.cancelReason)) }
        causes = Causes(cells)
        if let out, let taxi = cells.minutes(.taxiOut) { off = out.adding(minutes: Int64(taxi)) }
        if let arrival, let taxi = cells.minutes(.taxiIn) { on = arrival.adding(minutes: -Int64(taxi)) }
        if let off, let on, on < off {
            self.off = nil
            self.on = nil
        }
        if let off, let arrival, arrival < off { self.off = nil }
        if let out, let on, on < out { self.on = nil }
    }
}
