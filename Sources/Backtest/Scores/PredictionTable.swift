import DisruptionCore

/// What was predicted of each leg: at most once at each horizon, and the first stands.
struct PredictionTable: Sendable {
    struct Prediction: Sendable, Equatable {
        /// Minutes since 1970-01-01T00:00:00Z.
        var madeAt: Int32
        /// Tenths of minutes that its carrier will report as due to the late aircraft.
        var decimes: Int32
        /// Probability of departing 15 or more minutes late, in thousandths.
        var permille: Int16
        /// Expected departure delay in minutes.
        var delay: Int16
    }

    private var places: [LegKey: Int32] = [:]
    /// So many a leg as there are horizons.
    private var held: ContiguousArray<Prediction?> = []
    private(set) var count = 0

    /// Takes in a prediction.
    /// - Returns: whether it is the first of its leg and horizon.
    mutating func take(_ prediction: RotationPrediction) -> Bool {
        let times = RotationPrediction.Horizon.allCases.count
        let base: Int
        if let known = places[prediction.leg] {
            base = Int(known) * times
        } else {
            base = held.count
            places[prediction.leg] = Int32(base / times)
            for _ in 0..<times { held.append(nil) }
        }
        let place = base + Int(prediction.horizon.rawValue) - 1
        guard held[place] == nil else { return false }
        held[place] = Prediction(
            madeAt: Int32(clamping: floorDivide(prediction.madeAt.ms, 60_000)),
            decimes: max(0, min(prediction.lateAircraftDecimes, 100_000)),
            permille: Int16(max(0, min(prediction.late15Permille, 1000))),
            delay: Int16(clamping: prediction.departureDelayMinutes))
        count += 1
        return true
    }

    /// What was predicted of a leg; nil where nothing was.
    func prediction(of key: LegKey, at horizon: RotationPrediction.Horizon) -> Prediction? {
        prediction(at: place(of: key), horizon)
    }

    /// Where the predictions of a leg stand; nil where there are none.
    func place(of key: LegKey) -> Int32? { places[key] }

    func prediction(at place: Int32?, _ horizon: RotationPrediction.Horizon) -> Prediction? {
        guard let place else { return nil }
        return held[Int(place) * RotationPrediction.Horizon.allCases.count + Int(horizon.rawValue) - 1]
    }
}
