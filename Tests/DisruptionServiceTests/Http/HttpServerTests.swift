import Testing
import WireFormat

@testable import DisruptionService

@Suite("HTTP: health, metrics and status over a socket", .timeLimit(.minutes(1)))
struct HttpServerTests {
    private let health = Health()
    private let metrics = MetricsRegistry()
    private let status = StatusBoard()
    private let server: HttpServer

    init() throws {
        server = try HttpServer(
            ListenAddress(host: "127.0.0.1", port: 0),
            routes: ServiceRoutes.all(health: health, metrics: metrics, status: status))
    }

    private func get(_ path: String) -> (status: Int, head: String, body: String) {
        HttpClient.request("GET", path, port: server.port)
    }

    @Test("/live is there as soon as the server is")
    func live() {
        let answer = get("/live")
        #expect(answer.status == 200)
        #expect(answer.body == "{\"live\":true}\n")
        #expect(answer.head.contains("Content-Type: application/json"))
        #expect(answer.head.contains("Cache-Control: no-store"))
    }

    @Test("/ready names what is missing until nothing is")
    func ready() {
        #expect(get("/ready").status == 200)
        health.notReady("broker", "127.0.0.1:9092 does not answer")
        health.notReady("assignment", "waiting for the group")
        health.ready("database")
        let waiting = get("/ready")
        #expect(waiting.status == 503)
        #expect(
            waiting.body == """
                {"ready":false,"not_ready":[{"name":"assignment","waiting_for":"waiting for the group"},\
                {"name":"broker","waiting_for":"127.0.0.1:9092 does not answer"}]}

                """)
        health.ready("broker")
        health.forget("assignment")
        let there = get("/ready")
        #expect(there.status == 200)
        #expect(there.body == "{\"ready\":true,\"not_ready\":[]}\n")
    }

    @Test("/metrics and /status say what is so when they are asked")
    func current() {
        let cell = metrics.counter("iropsd_x_total", "X.")
        cell.add(1)
        status.section("lanes") { json in
            json.beginArray()
            json.value(cell.value)
            json.endArray()
        }
        status.section("a \"name\"") { $0.null() }
        #expect(get("/metrics").body.hasSuffix("iropsd_x_total 1\n"))
        #expect(get("/metrics").head.contains("Content-Type: text/plain; version=0.0.4; charset=utf-8"))
        cell.add(1)
        #expect(get("/metrics").body.hasSuffix("iropsd_x_total 2\n"))
        #expect(get("/status?pretty=1").body == "{\"a \\\"name\\\"\":null,\"lanes\":[2]}\n")
    }

    @Test("HEAD has the head of GET and no body")
    func head() {
        let head = HttpClient.request("HEAD", "/live", port: server.port)
        #expect(head.status == 200)
        #expect(head.body.isEmpty)
        #expect(head.head.contains("Content-Length: 14"))
    }

    @Test("Other pages are refused", arguments: ["/", "/livex", "/../etc/passwd", "/live/", "/%00", "//live"])
    func missing(path: String) {
        let answer = get(path)
        #expect(answer.status == 404)
        #expect(answer.body == "There is no such page; there are /live /metrics /ready /status.\n")
    }

    @Test(
        "Methods that would change something are refused without reading on",
        arguments: ["POST", "PUT", "DELETE", "PATCH", "NONSENSE"])
    func methods(method: String) {
        let answer = HttpClient.request(method, "/live", port: server.port)
        #expect(answer.status == 405)
        #expect(answer.head.contains("Allow: GET, HEAD"))
        let upload = "\(method) /live HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999\r\n\r\nabc"
        #expect(HttpClient.send(upload, to: server.port).hasPrefix("HTTP/1.1 405 "))
    }

    @Test("Broken requests harm nobody")
    func broken() {
        let endless = "GET /live HTTP/1.1\r\nHost: x\r\nX: " + String(repeating: "x", count: 100_000) + "\r\n\r\n"
        for request in ["GET\r\n\r\n", "\u{0}\u{1}\u{2}\r\n\r\n", endless] {
            #expect(!HttpClient.send(request, to: server.port, hangsUp: true).hasPrefix("HTTP/1.1 200"))
        }
        let body = HttpClient.send("GET /live HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nabcde", to: server.port)
        #expect(!body.contains("live\":true"))
        #expect(get("/live").status == 200)
    }

    @Test("A port in use is one clear message and exit code 2")
    func portInUse() throws {
        let address = ListenAddress(host: "127.0.0.1", port: server.port)
        let error = try #require(throws: HttpError.self) { try HttpServer(address, routes: []) }
        #expect(
            error.description == "http.listen 127.0.0.1:\(server.port): the port is in use; "
                + "stop the process that has it, or choose another port")
        #expect(error.exitCode == .usage)
    }

    @Test("Addresses that are not this machine's, and names that nobody knows, are told as such")
    func badAddresses() throws {
        let foreign = try #require(throws: HttpError.self) {
            try HttpServer(ListenAddress(host: "192.0.2.1", port: 0), routes: [])
        }
        #expect(foreign.description.contains("this machine has no such address"))
        let unknown = try #require(throws: HttpError.self) {
            try HttpServer(ListenAddress(host: "no-such-host.invalid", port: 0), routes: [])
        }
        #expect(unknown.description.contains("the name is not known"))
    }

    @Test("A server that ended frees its port")
    func freed() throws {
        var first: HttpServer? = try HttpServer(ListenAddress(host: "127.0.0.1", port: 0), routes: [])
        let port = try #require(first?.port)
        #expect(HttpClient.request("GET", "/", port: port).status == 404)
        first = nil
        let second = try HttpServer(ListenAddress(host: "127.0.0.1", port: port), routes: [])
        #expect(second.port == port)
    }

    @Test(
        "Addresses as the configuration writes them",
        arguments: [
            ("127.0.0.1:9464", "127.0.0.1:9464"), (":9464", "127.0.0.1:9464"), ("localhost:0", "localhost:0"),
            ("[::1]:9464", "[::1]:9464"), ("[::]:80", "[::]:80"), ("::1:9464", nil), ("9464", nil), ("host:", nil),
            ("host:-1", nil), ("host:65536", nil), ("host:+80", nil), ("ho st:80", nil), ("", nil), ("[::1]", nil),
        ])
    func addresses(text: String, shown: String?) {
        #expect(ListenAddress(text)?.description == shown)
    }

    @Test("With a token nothing but /live answers without it")
    func token() throws {
        let guarded = try HttpServer(
            ListenAddress(host: "127.0.0.1", port: 0),
            routes: ServiceRoutes.all(health: health, metrics: metrics, status: status),
            token: Secret("0123456789abcdef"))
        let address = ListenAddress(host: "127.0.0.1", port: guarded.port)
        #expect(try ServiceProbe(address: address).get("/live").status == 200)
        for path in ["/ready", "/metrics", "/status", "/nothing"] {
            #expect(try ServiceProbe(address: address).get(path).status == 401)
            let wrong = Secret("0123456789abcdeX")
            #expect(try ServiceProbe(address: address, token: wrong).get(path).status == 401)
        }
        let right = ServiceProbe(address: address, token: Secret("0123456789abcdef"))
        #expect(try right.get("/ready").status == 200)
        #expect(try right.get("/nothing").status == 404)
        let head = HttpClient.request("GET", "/ready", port: guarded.port).head
        #expect(head.contains("WWW-Authenticate: Bearer"))
    }
}
