import DisruptionCore
import Testing
import WireFormat

@Suite struct RawPositionMetadataTests {
    @Test(arguments: [
        (
            RawPositionMetadata(watermark: .distantPast, eventTime: .distantPast, incarnation: 1, settingsHash: 0),
            "1;w=-;e=-;i=1;h=0000000000000000"
        ),
        (
            RawPositionMetadata(
                watermark: Instant(ms: 1_199_536_200_000), eventTime: Instant(ms: -1), incarnation: 4_294_967_295,
                settingsHash: .max),
            "1;w=1199536200000;e=-1;i=4294967295;h=ffffffffffffffff"
        ),
        (
            RawPositionMetadata(
                watermark: .distantPast, eventTime: .distantPast, incarnation: 1, settingsHash: 1, settings: "live,1",
                isClean: true),
            "1;w=-;e=-;i=1;h=0000000000000001;s=live,1;c=1"
        ),
    ])
    func text(_ metadata: RawPositionMetadata, _ text: String) {
        #expect(metadata.text == text)
        #expect(RawPositionMetadata(text) == metadata)
    }

    @Test func readsWhatOthersAdd() {
        let metadata = RawPositionMetadata("1;i=7;x=y=z;h=ff;w=5")
        #expect(
            metadata
                == RawPositionMetadata(
                    watermark: Instant(ms: 5), eventTime: .distantPast, incarnation: 7, settingsHash: 255))
    }

    @Test(arguments: [
        "", "1", "2;w=-;i=1;h=0", "1;w=;i=1;h=0", "1;w=x;i=1;h=0", "1;i=1;h=0", "1;w=-;h=0", "1;w=-;i=1",
        "1;w=-;i=-1;h=0",
        "1;w=-;i=1;h=g", "1;w=-;i=1;h=0;", "1;w;i=1;h=0", "w=-;i=1;h=0", "1;w=-;e=x;i=1;h=0", "1;w=-;i=4294967296;h=0",
        "1;w=99999999999999999999;i=1;h=0",
    ])
    func refuses(_ text: String) {
        #expect(RawPositionMetadata(text) == nil)
    }
}
