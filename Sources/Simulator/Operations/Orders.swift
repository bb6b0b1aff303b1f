/// What was ordered and lasts.
struct Orders: Sendable {
    /// An airport that takes only a share of its movements.
    struct Capacity: Sendable {
        let airport: Int
        let permille: Int
        let from: Int
        let to: Int
    }

    /// An airline of whose departures a share has a fault.
    struct Trouble: Sendable {
        let airline: Int
        let percent: Int
        let from: Int
        let to: Int
    }

    var capacities: [Capacity] = []
    var troubles: [Trouble] = []

    /// The least share of an airport's movements in force in a minute, in thousandths.
    func permille(_ airport: Int, at minute: Int) -> Int {
        var least = 1000
        for order in capacities where order.airport == airport && (order.from..<order.to).contains(minute) {
            least = min(least, order.permille)
        }
        return least
    }
}
