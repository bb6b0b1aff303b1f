/// Numbers as people read them.
enum Figure {
    /// Seconds with one digit behind the point.
    static func seconds(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
