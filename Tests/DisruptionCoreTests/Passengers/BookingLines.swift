import DisruptionCore

extension BookingState {
    /// What it says, but for its version and what changed it last.
    var facts: String {
        let standing = isCancelled ? "cancelled" : needsRebooking ? "needs rebooking" : "active"
        var text = "\(String(decoding: id, as: UTF8.self)) \(standing)"
        withTrip { trip in
            for segment in trip.segments {
                let told = state(of: segment.leg)
                text += " | \(segment.leg) \(told.stage.name) \(told.departureMinutes)/\(told.arrivalMinutes)"
                if told.connection != .safe { text += " \(told.connection)" }
                for passenger in trip.passengers {
                    let name = String(decoding: passenger.id, as: UTF8.self)
                    if isCheckedIn(passenger, for: segment.leg) { text += " +\(name)" }
                    if isNoShow(passenger, for: segment.leg) { text += " -\(name)" }
                }
            }
        }
        for exposure in exposures {
            text += " | \(exposure.version) \(exposure.gross) \(exposure.expectedHundredths) \(exposure.liability)"
        }
        return text
    }

    var line: String { "\(version) \(eventTime.ms) \(triggerEventID) \(correlationID) \(facts)" }
}

extension LocalRuntime {
    /// The last facts of each booking that changed since this was asked last, in the order of their texts.
    func bookingFacts() -> [String] {
        var last: [String: String] = [:]
        takeBookings {
            last[String(decoding: $0.id, as: UTF8.self)] = $0.facts
        } forgotten: {
            let id = String(decoding: $0, as: UTF8.self)
            last[id] = "forgotten \(id)"
        }
        return last.values.sorted()
    }
}
