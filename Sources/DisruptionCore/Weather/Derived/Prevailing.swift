/// What prevails in the course of a forecast, one state after the other.
struct Prevailing {
    struct State {
        var from: Instant
        var until: Instant
        var conditions: ReportedConditions
    }

    private(set) var list: [State] = []

    /// - Parameter groups: as they stand; changes for good are taken in the order of their begin.
    init(_ groups: [TafGroup], from: Instant, until: Instant) {
        list.reserveCapacity(groups.count)
        var order = ShortList<32, Int>()
        for (at, group) in groups.enumerated() where group.isForGood && group.from != nil { _ = order.append(at) }
        for at in order.sorted(by: { (Prevailing.begin(groups[$0]), $0) < (Prevailing.begin(groups[$1]), $1) }) {
            let group = groups[at]
            guard let begin = group.from else { continue }
            var start = begin
            var conditions = group.conditions
            if group.kind == .becoming {
                let before = list.last?.conditions ?? ReportedConditions()
                conditions = before.changed(by: group.conditions)
                // The bad is feared from the begin, the good is hoped for at the end.
                let isWorse = CapacityFactor(conditions).hundredths < CapacityFactor(before).hundredths
                start = isWorse ? begin : group.until ?? begin
            }
            start = min(max(start, from), until)
            if let last = list.indices.last {
                start = max(start, list[last].from)
                list[last].until = start
            }
            list.append(State(from: start, until: until, conditions: conditions))
        }
    }

    private static func begin(_ group: TafGroup) -> Instant { group.from ?? .distantPast }
}

extension TafGroup {
    /// Replaces or changes what prevails, rather than coming on top of it.
    var isForGood: Bool { kind == .base || kind == .from || kind == .becoming }
}

extension ReportedConditions {
    /// These conditions with what a change names in place of theirs.
    func changed(by change: ReportedConditions) -> ReportedConditions {
        var result = self
        if let wind = change.wind { result.wind = wind }
        if let visibility = change.visibility { result.visibility = visibility }
        if change.tellsWeather { result.weather = change.weather }
        if change.tellsSky {
            result.clouds = change.clouds
            result.sky = change.sky
        }
        result.isCavok =
            change.isCavok || isCavok && change.visibility == nil && !change.tellsSky && !change.tellsWeather
        return result
    }
}
