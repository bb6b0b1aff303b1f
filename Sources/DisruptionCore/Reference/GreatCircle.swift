/// Distances over the earth. Made of what every processor computes alike: sums, products, quotients and roots.
enum GreatCircle {
    /// Kilometres between two airports, rounded. A sphere of the mean radius (6,371.009 km, IUGG): at most half a per
    /// cent from the ellipsoid.
    static func kilometres(_ a: Airport, _ b: Airport) -> Int32 {
        let (p, q) = (point(a), point(b))
        let (x, y, z) = (p.x - q.x, p.y - q.y, p.z - q.z)
        let half = min(1, (x * x + y * y + z * z).squareRoot() / 2)
        return Int32(2 * 6_371.009 * arcsine(half) + 0.5)
    }

    /// On the sphere of radius 1.
    private static func point(_ airport: Airport) -> (x: Double, y: Double, z: Double) {
        let (latitude, longitude) = (sineCosine(airport.latitude), sineCosine(airport.longitude))
        return (latitude.cosine * longitude.cosine, latitude.cosine * longitude.sine, latitude.sine)
    }

    /// Of degrees within −360…360, to 10⁻¹⁰: of a quarter of the angle by its series, then doubled twice.
    private static func sineCosine(_ degrees: Double) -> (sine: Double, cosine: Double) {
        let bounded = min(360, max(-360, degrees))
        let x = bounded * 0.017_453_292_519_943_295 / 16
        let square = x * x
        var sine = x * (1 - square / 6 * (1 - square / 20 * (1 - square / 42 * (1 - square / 72))))
        var cosine = 1 - square / 2 * (1 - square / 12 * (1 - square / 30 * (1 - square / 56 * (1 - square / 90))))
        for _ in 0..<4 { (sine, cosine) = (2 * sine * cosine, cosine * cosine - sine * sine) }
        return (sine, cosine)
    }

    /// Of 0…1, in radians: by half angles until its series is short.
    private static func arcsine(_ value: Double) -> Double {
        var x = value
        for _ in 0..<3 { x /= (2 * (1 + (1 - x * x).squareRoot())).squareRoot() }
        let square = x * x
        let series = 1 + square * (1.0 / 6 + square * (3.0 / 40 + square * (15.0 / 336 + square * (105.0 / 3_456))))
        return 8 * x * series
    }
}
