/// A small drawing: SVG with a fixed viewBox, coloured by the page's style.
struct Chart {
    let width: Double
    let height: Double
    private var content = Markup()

    init(width: Double, height: Double) {
        self.width = width
        self.height = height
    }

    mutating func rectangle(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ style: String, title: String? = nil,
        round: Double = 0
    ) {
        guard width > 0, height > 0 else { return }
        content.raw("<rect x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\" height=\"\(n(height))\"")
        if round > 0 { content.raw(" rx=\"\(n(round))\"") }
        end("rect", style, title)
    }

    mutating func circle(_ x: Double, _ y: Double, _ radius: Double, _ style: String, title: String? = nil) {
        content.raw("<circle cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(radius))\"")
        end("circle", style, title)
    }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String) {
        content.raw("<line x1=\"\(n(x1))\" y1=\"\(n(y1))\" x2=\"\(n(x2))\" y2=\"\(n(y2))\" class=\"\(style)\"/>")
    }

    mutating func path(_ points: [(x: Double, y: Double)], _ style: String) {
        guard let first = points.first else { return }
        content.raw("<path class=\"\(style)\" d=\"M\(n(first.x)) \(n(first.y))")
        for point in points.dropFirst() { content.raw("L\(n(point.x)) \(n(point.y))") }
        content.raw("\"/>")
    }

    /// - Parameter anchor: start, middle or end.
    mutating func text(_ x: Double, _ y: Double, _ plain: String, _ style: String = "t", anchor: String = "start") {
        content.raw("<text x=\"\(n(x))\" y=\"\(n(y))\" class=\"\(style)\" text-anchor=\"\(anchor)\">")
        content.put(plain)
        content.raw("</text>")
    }

    /// The whole element; `label` is for those who do not see it.
    func markup(_ label: String) -> String {
        "<svg viewBox=\"0 0 \(n(width)) \(n(height))\" role=\"img\" aria-label=\"\(Markup.escaped(label))\">"
            + content.text + "</svg>"
    }

    private mutating func end(_ name: String, _ style: String, _ title: String?) {
        content.raw(" class=\"\(style)\"")
        guard let title else { return content.raw("/>") }
        content.raw("><title>")
        content.put(title)
        content.raw("</title></\(name)>")
    }

    /// A coordinate to a tenth.
    private func n(_ value: Double) -> String {
        guard value.isFinite else { return "0" }
        let tenths = Int((max(-1e6, min(1e6, value)) * 10).rounded())
        let sign = tenths < 0 ? "-" : ""
        let size = Int(tenths.magnitude)
        return size % 10 == 0 ? "\(sign)\(size / 10)" : "\(sign)\(size / 10).\(size % 10)"
    }

    /// A round number for the top of an axis: 1, 2 or 5 times a power of ten, at least `value`.
    static func top(_ value: Double) -> Double {
        var scale = 1.0
        while scale * 10 <= value { scale *= 10 }
        while scale > value, scale > 0.001 { scale /= 10 }
        return [1.0, 2, 5, 10].map { $0 * scale }.first { $0 >= value } ?? value
    }
}
