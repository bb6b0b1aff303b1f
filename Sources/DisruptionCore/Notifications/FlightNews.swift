/// What the texts for passengers say of a flight beside how it stands, as its leg tells it.
public struct FlightNews: Equatable, Sendable {
    /// Of the schedule.
    public internal(set) var departure: Instant?
    /// None where nobody says.
    public internal(set) var destination = AirportCode.none
    /// Where it comes down instead; none where it does not, or nobody says.
    public internal(set) var divertedTo = AirportCode.none
    /// Empty where nobody says.
    public internal(set) var gate = ""
    public internal(set) var terminal = ""
    /// The gate or the terminal is not the one that was known before.
    var isMoved = false
    /// The terminal is another than was told, or was known first.
    var isTerminalMoved = false
    var isBoarding = false

    /// Whether passengers are to hear of it though the flight stands as planned.
    var isPlain: Bool { !isMoved && !isBoarding }

    init() {}

    init(_ view: LegView) {
        departure = view.scheduledDeparture
        destination = view.destination
        if view.isDiverted { divertedTo = view.arrivalAirport }
    }

    /// Takes in where it is boarded.
    /// - Parameter told: to its bookings, so that a move back is told to those who heard of the one before.
    mutating func set(_ texts: LegTexts, told: NewsTold, names: [String]) {
        gate = texts.text(.gate, names: names)?.value ?? ""
        terminal = texts.text(.terminal, names: names)?.value ?? ""
        let gateBefore = texts.firstGate?.value ?? gate
        let terminalBefore = texts.firstTerminal?.value ?? terminal
        isMoved = told.place != 0 || gate != gateBefore || terminal != terminalBefore
        isTerminalMoved =
            told.terminal == 0 ? terminal != terminalBefore : told.terminal != NewsTold.hash(terminal)
    }

    /// Gate and terminal as a number, never 0.
    var placeHash: UInt32 {
        var text = "\(gate)|\(terminal)"
        return max(1, UInt32(truncatingIfNeeded: text.withUTF8 { Hash64.of(UnsafeRawBufferPointer($0)) }))
    }

    /// The least that it takes.
    static let bytesMin = 1 + 1 + 4 + 4 + 1 + 1

    func encode(into writer: inout ByteWriter) {
        var flags: UInt8 = departure == nil ? 0 : 1
        if isMoved { flags |= 2 }
        if isTerminalMoved { flags |= 4 }
        if isBoarding { flags |= 8 }
        writer.put8(flags)
        writer.putSigned(departure?.minute ?? 0)
        writer.put(UInt32(truncatingIfNeeded: destination.packed))
        writer.put(UInt32(truncatingIfNeeded: divertedTo.packed))
        writer.putCounted(gate)
        writer.putCounted(terminal)
    }

    /// Reads what `encode` wrote; the reader has failed where it is none.
    init(reading reader: inout ByteReader) {
        let flags: UInt8 = reader.read()
        let minute = reader.readSigned()
        if flags & 1 != 0 { departure = Instant(ms: 0).adding(minutes: minute) }
        destination = AirportCode(packed: UInt64(reader.read(UInt32.self)))
        divertedTo = AirportCode(packed: UInt64(reader.read(UInt32.self)))
        gate = reader.readString()
        terminal = reader.readString()
        (isMoved, isTerminalMoved, isBoarding) = (flags & 2 != 0, flags & 4 != 0, flags & 8 != 0)
    }
}

/// What a leg told its bookings of where it is boarded, and whether.
struct NewsTold: Equatable {
    /// Hash of gate and terminal; 0 where nothing was told of them.
    var place: UInt32 = 0
    /// Hash of the terminal; 0 where nothing was told of it.
    var terminal: UInt64 = 0
    var isBoarding = false

    init() {}

    /// What is told by some news.
    init(_ news: FlightNews, before: NewsTold) {
        self = before
        if news.isMoved { (place, terminal) = (news.placeHash, NewsTold.hash(news.terminal)) }
        isBoarding = news.isBoarding
    }

    /// Nothing of it was told.
    var isPlain: Bool { place == 0 && !isBoarding }

    static func hash(_ terminal: String) -> UInt64 {
        var terminal = terminal
        return max(1, terminal.withUTF8 { Hash64.of(UnsafeRawBufferPointer($0)) })
    }

    static let bytesMin = 4 + 8 + 1

    func encode(into writer: inout ByteWriter) {
        writer.put(place)
        writer.put(terminal)
        writer.put8(isBoarding ? 1 : 0)
    }

    /// Reads what `encode` wrote; the reader has failed where it is none.
    init(reading reader: inout ByteReader) {
        (place, terminal) = (reader.read(), reader.read())
        isBoarding = reader.read(UInt8.self) == 1
    }
}
