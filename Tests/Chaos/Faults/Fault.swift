/// Something that goes wrong with an installation in mid-stream.
package protocol Fault: Sendable {
    /// A word for the command line.
    static var name: String { get }
    /// What is done, in a line.
    static var summary: String { get }
    /// What it is done to.
    var needs: SceneNeeds { get }

    init()

    /// Does it once, and undoes it.
    func strike(_ scene: Scene) throws -> Strike
}

extension Fault {
    package var needs: SceneNeeds { SceneNeeds() }
}

/// What a fault is done to.
package struct SceneNeeds: Sendable {
    package var instances: [String?] = ["a"]
    package var lanes = 1
    /// Properties for librdkafka in YAML's braces.
    package var librdkafka = "{}"

    package init() {}
}

/// One time that a fault was done.
package struct Strike: Sendable {
    /// What exactly, for the report.
    package let what: String
    /// What was fed in when it began, and when it was over: from then on outputs should flow again.
    package let began: Mark
    package let ended: Mark

    package init(_ what: String, began: Mark, ended: Mark) {
        self.what = what
        self.began = began
        self.ended = ended
    }
}

/// A moment of a stream.
package struct Mark: Sendable {
    package let at: ContinuousClock.Instant
    /// Event time up to which records were written.
    package let minute: Int
}
