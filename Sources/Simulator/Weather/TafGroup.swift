/// A change that a forecast announces.
struct TafGroup {
    enum Kind {
        /// All of it is different from a minute on.
        case from
        /// Changes for good within two hours.
        case becoming
        /// Now and then, for less than an hour each; with a probability of 30 or 40 percent, or 0 where it is likely.
        case temporary(percent: Int)
    }

    let kind: Kind
    /// Minutes since 1970.
    let from: Int
    let to: Int
    let old: Conditions
    let next: Conditions

    var says: Bool { ForecastChange(from: old, to: next).says }

    func write(_ text: inout CodeText) {
        switch kind {
        case .from:
            text.group("FM")
            text.add(day: from, hasMinutes: true)
            return TafGroup.state(next, &text)
        case .becoming: text.group("BECMG")
        case .temporary(0): text.group("TEMPO")
        case .temporary(let percent):
            text.group("PROB")
            text.add(percent, digits: 2)
            text.group("TEMPO")
        }
        text.group(from: from, to: to)
        ForecastChange(from: old, to: next).write(&text)
    }

    /// A state in full: wind, visibility, weather, clouds.
    static func state(_ now: Conditions, _ text: inout CodeText) {
        text.wind(now, hasSector: false)
        if now.isCavok { return text.group("CAVOK") }
        text.visibility(now.visibility)
        text.fall(now)
        text.obscuration(now)
        if !text.sky(now, hasTowering: false) { text.group("NSC") }
    }
}
