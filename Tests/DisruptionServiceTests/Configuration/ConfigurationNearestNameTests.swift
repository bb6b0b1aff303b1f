import Testing

@testable import DisruptionService
@testable import Wording

@Suite("Configuration: nearest names")
struct ConfigurationNearestNameTests {
    @Test(
        "Letters to change",
        arguments: [
            ("", "", 0), ("a", "", 1), ("", "abc", 3), ("abc", "abc", 0), ("abc", "acb", 1), ("abc", "abd", 1),
            ("kitten", "sitting", 3), ("ca", "abc", 3), ("lanes", "lane", 1),
        ])
    func distances(a: String, b: String, distance: Int) {
        #expect(NearestName.distance(a, b) == distance)
        #expect(NearestName.distance(b, a) == distance)
    }

    @Test("Only near names are suggested")
    func suggestions() {
        let known = ["lanes", "time", "roles"]
        #expect(NearestName.find("lane", among: known) == "lanes")
        #expect(NearestName.find("LANES", among: known) == "lanes")
        #expect(NearestName.find("tmie", among: known) == "time")
        #expect(NearestName.find("xyz", among: known) == nil)
        #expect(NearestName.find("", among: known) == nil)
        #expect(NearestName.find(String(repeating: "x", count: 1_000_000), among: known) == nil)
    }
}
