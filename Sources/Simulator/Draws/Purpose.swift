/// What a draw is for: two purposes never share their luck.
package enum Purpose: UInt16, Sendable {
    case weather, climate, front, report
    // Of the timetable.
    case reserve, route
    // Of legs.
    case ownDelay, ownCause, slot, early, wind, cancels, returns, patience, crew, gate, trouble, thins
    // Of passengers.
    case load, party, partySize, onward, booking
    // Of the weather; their own hundred, so that others do not move them.
    case airMass = 256
    case pressure, moisture, stratus, windSpeed, windDirection, gust, cloudBase, rainPatch, fogNight, haze, shower
    case thunderstorm, forecast
}
