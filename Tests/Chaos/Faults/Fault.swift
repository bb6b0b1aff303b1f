/// Something that goes wrong with an installation in mid-stream.
package protocol Fault: Sendable {
    /// A word for the command line.
    static var name: String { get }
    /// What is done, in a line.
    static var summary: String { get }
    /// Why it cannot be done on this machine; nil where it can.
    static var absence: String? { get }
    /// What it is done to.
    static var needs: SceneNeeds { get }

    init()

    /// Does it once, and undoes it.
    func strike(_ scene: Scene) throws -> Strike
}

extension Fault {
    package static var absence: String? { nil }
    package static var needs: SceneNeeds { SceneNeeds() }
}

/// One time that a fault was done.
package struct Strike: Sendable, CustomStringConvertible {
    /// What exactly, for the report.
    package let what: String
    /// When it began, and when it was over: from then on everything is there that is needed to go on.
    package let began: Mark
    package let ended: Mark

    package init(_ what: String, began: Mark, ended: Mark) {
        self.what = what
        self.began = began
        self.ended = ended
    }

    /// With how long it lasted, where it did.
    package var description: String {
        let seconds = (ended.at - began.at).seconds
        return seconds > 0 ? "\(what), for \(Figure.seconds(seconds)) s" : what
    }
}

extension Scene {
    /// Does something, and notes when it began and when it was over.
    /// - Parameter course: does it; gets the moment at which it begins and returns what was done.
    func strike(_ course: (Mark) throws -> String) rethrows -> Strike {
        let began = mark()
        let what = try course(began)
        return Strike(what, began: began, ended: mark())
    }
}

/// A moment of a stream.
package struct Mark: Sendable {
    package let at: ContinuousClock.Instant
    /// Event time up to which records were written.
    package let minute: Int
    /// The last offset of each partition of the outputs that a reader had seen, by the partition's name.
    package let outputs: [String: Int64]
}
