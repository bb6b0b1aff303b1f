/// What became of a group.
enum Taken {
    /// It is no group of this kind.
    case no
    case yes
    /// It is one, and there was no room for it.
    case tooMany
    /// It is one, with values that cannot be.
    case impossible
}

extension ReportedConditions {
    mutating func takeWind(_ group: Group) -> Taken {
        switch Wind.read(group) {
        case nil: return .no
        case .impossible: return .impossible
        case .wind(let read):
            wind = read
            return .yes
        }
    }

    /// Visibility in miles or metres, the least of it with a direction or without, and weather glued to it: `1800HZ`.
    /// - Parameter replaces: a second figure is another visibility, not the least of the first.
    mutating func takeVisibility(_ group: Group, replaces: Bool) -> Taken {
        if let miles = Visibility(miles: group) {
            if visibility == nil || replaces { visibility = miles }
            return .yes
        }
        if group.count == 6, group.has("////SM") || group.count == 7, group.has("////NDV") { return .yes }
        if let metres = Visibility(metres: group) {
            if visibility == nil || replaces {
                visibility = metres
            } else if visibility?.minimumMetres == nil, visibility?.sixteenths == nil {
                visibility?.minimumMetres = metres.metres
            }
            return .yes
        }
        if visibility?.takeMinimum(group) == true { return .yes }
        guard visibility == nil, group.digits(0) == 4, group.count > 4,
            let metres = Visibility(metres: group.part(0, 4))
        else { return .no }
        let rest = group.dropFirst(4)
        if CompassPoint(rest) != nil {
            visibility = metres
            return visibility?.takeMinimum(group) == true ? .yes : .no
        }
        guard let read = Phenomenon(rest) else { return .no }
        visibility = metres
        return weather.append(read) ? .yes : .tooMany
    }

    /// `1 1/2SM`: the group is the whole number, the next one the rest.
    mutating func takeWholeMiles(_ group: Group, _ scanner: inout GroupScanner) -> Taken {
        guard group.count <= 2, group.digits(0) == group.count, let whole = group.number(0, group.count),
            let next = scanner.peek(), let part = Visibility(miles: next), let sum = part.adding(wholeMiles: whole)
        else { return .no }
        _ = scanner.next()
        visibility = sum
        return .yes
    }

    mutating func takeWeather(_ group: Group) -> Taken {
        guard let read = Phenomenon(group) else { return .no }
        return weather.append(read) ? .yes : .tooMany
    }

    mutating func takeSky(_ group: Group) -> Taken {
        if let layer = CloudLayer(group) {
            sky = .layered
            return clouds.append(layer) ? .yes : .tooMany
        }
        // /CLR of stations that put a slash between the elements.
        let isSlashed = group.count == 4 && group.isSlash(0)
        guard let read = Sky(isSlashed ? group.dropFirst(1) : group) else { return .no }
        if read != .notObserved || sky == .notReported { sky = read }
        return .yes
    }

    mutating func takeCavok() {
        isCavok = true
        visibility = Visibility(metres: 9_999, bound: .atLeast)
        sky = .nothingSignificant
    }
}
