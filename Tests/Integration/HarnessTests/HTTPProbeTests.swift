import Harness
import Testing

@Suite("An HTTP probe")
struct HTTPProbeTests {
    @Test("reads status and body")
    func parse() throws {
        let answer = try #require(HTTPProbe.parse(Array("HTTP/1.1 503 Busy\r\nA: b\r\n\r\nwait\r\n\r\nmore".utf8)))
        #expect(answer.status == 503)
        #expect(answer.body == "wait\r\n\r\nmore")
        #expect(HTTPProbe.parse(Array("SSH-2.0".utf8)) == nil)
    }

    @Test("says nothing where nobody listens")
    func nobody() throws {
        #expect(HTTPProbe.get("/", port: try FreePorts.first()) == nil)
    }
}
