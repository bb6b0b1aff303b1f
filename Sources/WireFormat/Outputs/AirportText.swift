/// Words for what happens at airports.
enum AirportText {
    /// What a program is called in a sentence.
    static func program(_ name: String) -> String {
        switch name {
        case "CLOSURE": "a closure"
        case "GROUND_STOP": "a ground stop"
        case "GROUND_DELAY": "a ground delay program"
        default: "a regulation"
        }
    }
}
