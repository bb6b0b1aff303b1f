/// Distances without the C library's trigonometry, whose last bit differs between machines.
enum Geography {
    /// Kilometres between two places, good to two in a hundred below 3,000 km.
    /// Source: equirectangular approximation on a sphere of 6,371 km.
    static func kilometres(
        _ a: (latitude: Double, longitude: Double), _ b: (latitude: Double, longitude: Double)
    ) -> Double {
        let degree = 111.195
        let north = (a.latitude - b.latitude) * degree
        let east = (a.longitude - b.longitude) * degree * cosine(degrees: (a.latitude + b.latitude) / 2)
        return (north * north + east * east).squareRoot()
    }

    /// Cosine of −90…90 degrees, to 10⁻⁷. Source: Taylor series.
    static func cosine(degrees: Double) -> Double {
        let x = degrees * 0.017_453_292_519_943_295
        let square = x * x
        return 1 - square / 2 * (1 - square / 12 * (1 - square / 30 * (1 - square / 56 * (1 - square / 90))))
    }
}
