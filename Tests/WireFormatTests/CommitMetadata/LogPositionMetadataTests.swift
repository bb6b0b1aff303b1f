import Testing
import WireFormat

struct LogPositionMetadataTests {
    @Test func isReadAgain() {
        let metadata = LogPositionMetadata(incarnation: 7, rules: 12)
        #expect(metadata.text == "1;i=7;r=12")
        #expect(LogPositionMetadata(metadata.text) == metadata)
        #expect(LogPositionMetadata(metadata.text + PositionOwner.text("g.ops=1-0")) == metadata)
        let left = LogPositionMetadata(incarnation: 7, rules: 12, rulesSince: 900, isClean: true)
        #expect(left.text == "1;i=7;r=12;f=900;c=1")
        #expect(LogPositionMetadata(left.text + PositionOwner.text("g.ops=1-0")) == left)
    }

    @Test(arguments: ["", "2;i=1;r=1", "1;i=1", "1;r=1", "1;i=x;r=1", "1;i=1;r", "1;i=-1;r=1"])
    func nothingElseIs(_ text: String) { #expect(LogPositionMetadata(text) == nil) }

    @Test("The owner stands behind whatever metadata, and is found there")
    func owner() {
        for text in ["1;i=7;r=12", "1;w=-;i=1;h=00000000000000ff;c=1"] {
            #expect(PositionOwner.id(in: text) == nil)
            #expect(PositionOwner.id(in: text + PositionOwner.text("g.ops-1-0")) == "g.ops-1-0")
        }
        #expect(PositionOwner.text("a;b") == "" && PositionOwner.text("") == "")
    }
}
