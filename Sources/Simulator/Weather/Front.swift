/// The cold front of a low, with the warm front's rain ahead of it: a line that moves over the map from the west.
///
/// Everything of it is drawn by its number, so any instant can be asked for without what was before.
struct Front: Sendable {
    /// Minute (since 1970) at which it passes the map's middle (52 N 5 E).
    let minute: Double
    /// Minutes that it takes for a kilometre of its way.
    let minutesPerKm: Double
    /// Where it moves to: a unit vector, east and north.
    let east: Double
    let north: Double
    /// 0 (dry, faint) to 1.
    let strength: Double
    /// Whether its rain falls through cold air and freezes where that is below zero.
    let isFreezing: Bool
    let number: Int

    /// Minutes between the starts of two fronts' slots.
    static let slot = 3_000

    /// Speed 20…35 kt from between west and north-west; stronger in winter.
    init(_ number: Int, _ draw: Draw, winter: Double) {
        let subject = UInt64(truncatingIfNeeded: number)
        let knots = 20 + 15 * draw.share(subject, .front, 1)
        self.number = number
        minute = Double(number * Front.slot) + 1_500 * draw.share(subject, .front, 0)
        minutesPerKm = 60 / (knots * 1.852)
        (east, north) = Front.ways[draw.number(below: Front.ways.count, subject, .front, 2)]
        let might = 0.15 + 0.85 * draw.share(subject, .front, 3)
        strength = might * (0.6 + 0.4 * winter)
        isFreezing = draw.happens(per10000: 1_200, subject, .front, 4)
    }

    /// Bearings 085, 095, 105 and 115.
    private static let ways: [(Double, Double)] = [
        (0.99619, 0.08716), (0.99619, -0.08716), (0.96593, -0.25882), (0.90631, -0.42262),
    ]

    /// Minutes by which it has passed a place; negative before.
    @inline(__always) func age(at place: MapPlace, _ now: Double) -> Double {
        let way = min(max(place.east * east + place.north * north, -2_500), 2_500)
        return now - minute - way * minutesPerKm
    }
}

/// A station on the map of the fronts, km from 52 N 5 E; longitudes as wide as at 52 N.
struct MapPlace: Sendable {
    let east: Double
    let north: Double

    init(latitude: Double, longitude: Double) {
        east = (longitude - 5) * 68.5
        north = (latitude - 52) * 111.2
    }

    /// What is left of a front so far south: all of it north of 47, a seventh at 38.
    var share: Double { between(0.15, 1, (north + 1_500) / 950) }
}

/// What the fronts do to a station at an instant.
struct FrontEffect: Sendable {
    /// hPa, negative.
    var pressure = 0.0
    /// Minutes since the front that matters most passed; far away where there is none.
    var age = 1e6
    /// Its strength here, 0…1.
    var strength = 0.0
    /// 0…1: how near it is in time; 0 from 12 hours away on.
    var nearness = 0.0
    var isFreezing = false
    var number = 0
}

/// The fronts of all times; those of the simulated weeks are kept.
struct FrontTrain: Sendable {
    private let draw: Draw
    private let first: Int
    private let kept: [Front]

    init(_ draw: Draw, from minute: Int, days: Int) {
        self.draw = draw
        let start = minute / Front.slot - 4
        first = start
        kept = (start...(start + 8 + days * 1_440 / Front.slot)).map { FrontTrain.make($0, draw) }
    }

    private static func make(_ number: Int, _ draw: Draw) -> Front {
        Front(number, draw, winter: Season(minute: number * Front.slot).winter)
    }

    private func front(_ number: Int) -> Front {
        let place = number - first
        return place >= 0 && place < kept.count ? kept[place] : FrontTrain.make(number, draw)
    }

    func effect(at place: MapPlace, minute: Int) -> FrontEffect {
        var effect = FrontEffect()
        let now = Double(minute)
        let middle = minute / Front.slot
        let share = place.share
        var most = 0.0
        for number in (middle - 3)...(middle + 2) {
            let front = front(number)
            let age = front.age(at: place, now)
            if age > 1_800 || age < -1_800 { continue }
            let strength = front.strength * share
            // The trough: slow fall, then a quicker rise.
            let part = age / (age < 0 ? 480 : 330)
            effect.pressure -= 26 * strength * (1 / (1 + part * part) - 0.05)
            let nearness = 1 - (age < 0 ? -age : age) / 720
            let weight = (nearness + 1.5) * strength
            if weight > most {
                most = weight
                effect.age = age
                effect.strength = strength
                effect.nearness = max(0, nearness)
                effect.isFreezing = front.isFreezing
                effect.number = number
            }
        }
        return effect
    }
}
