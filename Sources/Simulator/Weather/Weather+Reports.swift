package import DisruptionCore

extension Weather {
    /// What is issued in a minute, station by station: METAR or SPECI, its correction, TAF.
    ///
    /// Called once for every whole minute in rising order. Begin two hours before the first departure that needs
    /// them: METARs come at 20 and 50 minutes past the hour, TAFs about an hour before 00, 06, 12 and 18 UTC.
    package mutating func reports(at time: Instant, _ body: (WeatherReport) -> Void) {
        let minute = Self.minute(time)
        office.now = minute
        for station in sites.indices {
            if let raw = observation(station, minute) {
                body(WeatherReport(kind: .metar, station: station, issued: time, raw: raw))
            }
            if let raw = forecast(station, minute) {
                body(WeatherReport(kind: .taf, station: station, issued: time, raw: raw))
            }
        }
    }

    private mutating func observation(_ station: Int, _ minute: Int) -> String? {
        if minute % 30 == sites[station].reportMinute {
            let now = conditions(at: station, minute: minute)
            office.desks[station].reported = (now, minute)
            let errs = atmosphere.draw.happens(per10000: 12, sites[station].subject, .report, minute)
            if errs { office.desks[station].correction = (minute + 7, minute) }
            return metar(station, minute, now, slip: errs ? 2 : 0)
        }
        if let correction = office.desks[station].correction, correction.due == minute {
            office.desks[station].correction = nil
            return metar(
                station, correction.of, conditions(at: station, minute: correction.of), isCorrection: true)
        }
        // Observers look every five minutes; each station at its own.
        guard (minute + station) % 5 == 0, let last = office.desks[station].reported, minute - last.minute >= 5
        else { return nil }
        let now = conditions(at: station, minute: minute)
        guard SpecialReport.isDue(last: last.conditions, now: now) else { return nil }
        if !SpecialReport.worsens(last: last.conditions, now: now) {
            // What gets better or only shifts must have lasted ten minutes.
            guard minute - last.minute >= 10,
                SpecialReport.isDue(last: last.conditions, now: conditions(at: station, minute: minute - 10))
            else { return nil }
        }
        office.desks[station].reported = (now, minute)
        office.desks[station].correction = nil
        return metar(station, minute, now, isSpecial: true)
    }

    private func metar(
        _ station: Int, _ minute: Int, _ now: Conditions, isSpecial: Bool = false, isCorrection: Bool = false,
        slip: Int = 0
    ) -> String {
        let site = sites[station]
        let report = Metar(
            site: site, minute: minute, now: now,
            before: (conditions(at: station, minute: minute - 10), conditions(at: station, minute: minute - 20)),
            isSpecial: isSpecial, isAutomatic: site.isAutomatic(minute) && !isCorrection, isCorrection: isCorrection,
            slip: slip)
        return report.text { trend(station, minute, now, &$0) }
    }
}

extension WeatherSite {
    func isAutomatic(_ minute: Int) -> Bool {
        guard isUnmannedAtNight else { return false }
        let hour = solarHour(minute)
        return hour < 4 || hour >= 22
    }
}
