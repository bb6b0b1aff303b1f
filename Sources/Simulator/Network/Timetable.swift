/// A leg of the timetable, flown every day.
package struct TimetableLeg: Sendable {
    /// Place of the line of flying it belongs to.
    package let line: Int32
    /// Place in `Network.airlines`.
    package let airline: UInt16
    /// The number behind the airline's designator, 1…9999.
    package let number: UInt16
    /// Places in `Network.airports`.
    package let from: UInt16
    package let to: UInt16
    /// Minutes after 00:00 by the clock of the line's base.
    package let departure: Int16
    /// Scheduled minutes from off-block to in-block.
    package let block: Int16
}

/// What one aircraft does on a day.
package struct TimetableLine: Sendable {
    package let airline: Int
    /// Place in `Network.airports` of the base, by whose clock the line is planned.
    package let base: Int
    /// Place in `AircraftType.all`.
    package let type: Int
    /// Its legs in order, places in `Timetable.legs`; each leaves from where the one before arrived.
    package internal(set) var legs: Range<Int>
    /// The line that its aircraft flies the next day: itself, or the one that begins where this one ends.
    package internal(set) var next: Int
}

/// All that is flown on a day, the same every day.
package struct Timetable: Sendable {
    package internal(set) var legs: [TimetableLeg] = []
    package internal(set) var lines: [TimetableLine] = []

    /// Minutes from landing on the blocks to leaving them again that are planned between two legs of a line.
    func ground(before leg: Int) -> Int {
        let (previous, next) = (legs[leg - 1], legs[leg])
        return Int(next.departure) - Int(previous.departure) - Int(previous.block)
    }
}
